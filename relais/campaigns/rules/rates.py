"""Exchange rates as the European Central Bank publishes them, and amounts exchanged (pure).

One euro is so much of each currency, on a day: as XML (a cube of days) or CSV (a line a day).
"""

import csv
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as Xml
from zipfile import BadZipFile, ZipFile
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

EURO: Final = "EUR"
OLDEST: Final = timedelta(days=7)  # before the day of a cost
LARGEST: Final = 5_000_000  # bytes; the whole history since 1999 is about two thirds of it
FINE: Final = Decimal("0.0000000001")
HIGHEST: Final = Decimal(1_000_000_000)
CODE: Final = re.compile(r"[A-Z]{3}")
PUBLISHED: Final = 17  # o'clock in Frankfurt; about 16:00 on days when banks work
UNREADABLE: Final = (
    ValueError, InvalidOperation, csv.Error, Xml.ParseError, BadZipFile, EOFError, RuntimeError,
    zlib.error,
)  # fmt: skip
WRITTEN: Final = ("%Y-%m-%d", "%d %B %Y")  # of the history, and of a single day

Rates = dict[tuple[date, str], Decimal]


class WrongRates(Refusal):
    """A file that holds no rates of the European Central Bank."""

    code = "wrong_rates"
    message = gettext_noop(
        "No exchange rates could be read. Send the file of the European Central Bank as it is:"
        " eurofxref in XML or CSV."
    )


class NoRatesAddress(Refusal):
    """Nothing says from where rates could be fetched."""

    code = "no_rates_address"
    message = gettext_noop("No address of rates is set: set RELAIS_RATES_URL, or give a file.")


class WrongRatesAddress(Refusal):
    """What is set is no address of http or https."""

    code = "wrong_rates_address"
    message = gettext_noop("RELAIS_RATES_URL must be an address that begins with https or http.")


class RatesNotFetched(Refusal):
    """Nothing came of asking for rates."""

    code = "rates_not_fetched"
    message = gettext_noop("Rates could not be fetched from %(host)s.")


class RatesNotReached(RatesNotFetched):
    """Nobody answered in time."""

    message = gettext_noop("Rates could not be fetched: %(host)s does not answer.")


class RatesAnswered(RatesNotFetched):
    """The answer is not the file; where it is elsewhere, the address is to be set anew."""

    message = gettext_noop("Rates could not be fetched: %(host)s answered with %(status)s.")


class RatesTooLarge(RatesNotFetched):
    """More came than any file of rates holds."""

    message = gettext_noop("What %(host)s sent is larger than 5 MB: it is none of rates.")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in another, by the rates of a day."""

    value: Decimal
    day: date


def read_rates(content: bytes) -> Rates:
    """Read a file of rates: how much of each currency one euro is, by day.

    :raises WrongRates: for anything else, or too much of it.
    """
    try:
        content = _unpacked(content)
        text = content.decode("utf-8-sig") if len(content) <= LARGEST else ""
        found = dict(_of_xml(text) if text.lstrip().startswith("<") else _of_csv(text))
    except UNREADABLE as error:
        raise WrongRates from error
    if not found:
        raise WrongRates
    return found


def published_before(at: datetime) -> datetime:
    """Give when rates were published last before a moment: towards evening, each day."""
    local = at.astimezone(ZoneInfo("Europe/Berlin"))
    today = local.replace(hour=PUBLISHED, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def cross(known: Mapping[tuple[date, str], Decimal], of: str, to: str, on: date) -> Rate | None:
    """Give what one of a currency was worth in another on a day, or on the last one told before.

    None where no day of the week before tells both.
    """
    if of == to:
        return Rate(Decimal(1), on)
    for back in range(OLDEST.days + 1):
        day = on - timedelta(days=back)
        one, other = _per_euro(known, of, day), _per_euro(known, to, day)
        if one and other:
            return Rate((other / one).quantize(FINE), day)
    return None


def exchanged(amount: int, rate: Decimal, *, of: str, to: str) -> int:
    """Give an amount in the minor units of another currency, rounded half to even."""
    digits = get_currency_precision(to) - get_currency_precision(of)
    return int((amount * rate).scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def _per_euro(
    known: Mapping[tuple[date, str], Decimal], currency: str, day: date
) -> Decimal | None:
    return Decimal(1) if currency == EURO else known.get((day, currency))


def _unpacked(content: bytes) -> bytes:
    """Give the only file of an archive, no further than is read of it; what is no archive, as is.

    :raises ValueError: for an archive of none or several.
    """
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as archive:
        (only,) = archive.namelist()
        with archive.open(only) as file:
            return file.read(LARGEST + 1)


def _of_xml(text: str) -> Iterator[tuple[tuple[date, str], Decimal]]:
    """Read the cubes; what declares entities is none of theirs.

    :raises ValueError: for what is no day or no rate.
    """
    if "<!" in text.replace("<!--", ""):
        raise ValueError("declarations are not read")
    for cube in Xml.fromstring(text).iter():
        if "time" not in cube.attrib:
            continue
        day = date.fromisoformat(cube.attrib["time"])
        for each in cube:
            yield (day, _code(each.attrib.get("currency", ""))), _rate(each.attrib.get("rate", ""))


def _of_csv(text: str) -> Iterator[tuple[tuple[date, str], Decimal]]:
    """Read the lines, the first of which names the currencies; what is N/A is left out."""
    lines = csv.reader(text.splitlines())
    heads = [head.strip() for head in next(lines, [])]
    if heads[:1] != ["Date"]:
        raise ValueError("no line of heads")
    for line in lines:
        if not line:
            continue
        day = _day(line[0].strip())
        for head, cell in zip(heads[1:], line[1:], strict=False):
            if head and cell.strip() not in ("", "N/A"):
                yield (day, _code(head)), _rate(cell)


def _day(text: str) -> date:
    for form in WRITTEN:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day, no moment
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day")


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise ValueError(f"{text!r} is no currency")
    return text


def _rate(text: str) -> Decimal:
    value = Decimal(text.strip())
    if not value.is_finite() or not FINE <= value < HIGHEST:
        raise ValueError(f"{text!r} is no rate")
    return value.quantize(FINE)
