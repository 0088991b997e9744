"""What a cell says: a text, a moment, an amount. What cannot be read is refused in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from relais.exchange.rules.mapping import Cell, WrongMapping
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

Read = Callable[[Sequence[str]], str]

IN_BRACES: Final = re.compile(r"\{([^{}:]+)(?::(\d+))?\}")
AMOUNT: Final = re.compile(r"-?\d+(?:\.\d+)?")
FIGURES: Final = {
    "%Y": ("year", "4"), "%m": ("month", "1,2"), "%d": ("day", "1,2"),
    "%H": ("hour", "1,2"), "%M": ("minute", "1,2"), "%S": ("second", "1,2"),
}  # fmt: skip
THOUSANDS: Final = {"K": 1_000, "k": 1_000, "M": 1_000_000}
WITHOUT_CENTS: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"})


class UnknownWord(Refusal):
    """A word that the mapping does not translate."""

    code = "unknown_word"
    message = gettext_noop("“%(word)s” in “%(column)s” is not a word that the mapping knows.")


class NotAMoment(Refusal):
    """A date that cannot be read."""

    code = "not_a_moment"
    message = gettext_noop("“%(text)s” in “%(column)s” is not a date in a form that is expected.")


class NotAnAmount(Refusal):
    """An amount that cannot be read."""

    code = "not_an_amount"
    message = gettext_noop("“%(text)s” in “%(column)s” is not an amount.")


def reader(cell: Cell, columns: Sequence[str]) -> Read:
    """Make the function that takes a cell's text out of a row with these columns.

    :raises WrongMapping: for a column that the file does not have.
    """
    if cell.text:
        return _template(cell, columns)
    place = place_of(cell, columns)
    if cell.values is None:
        return lambda row: row[place].strip()
    return _translated(cell, place, cell.values)


def place_of(cell: Cell, columns: Sequence[str], *, name: str = "") -> int:
    """Give where a cell's column, or another that its text names, stands.

    :raises WrongMapping: for a column that the file does not have.
    """
    column = name or cell.column
    try:
        return columns.index(column)
    except ValueError:
        there = ", ".join(f"“{each}”" for each in columns)
        problem = f"“{cell.file}” has no column “{column}”; it has {there}"
        raise WrongMapping(key=cell.key, problem=problem) from None


def moment_of(cell: Cell, text: str, *, zone: ZoneInfo) -> datetime:
    """Read a moment in one of the cell's forms, or as ISO 8601; local time where no zone is told.

    :raises NotAMoment: otherwise.
    """
    found = _moment(text, cell.formats, zone)
    if found is None:
        raise NotAMoment(text=text, column=cell.column)
    return found


def amount_of(cell: Cell, text: str, *, currency: str) -> int | None:
    """Read an amount in minor units: "1 234,56", "$22,700.00", "$342.09K". Nothing gives None.

    :raises NotAnAmount: otherwise.
    """
    if not text:
        return None
    thousands = "," if cell.decimal == "." else "."
    bare = re.sub(r"[\s\u00a0\u202f'’€$£]", "", text).removesuffix(currency).removeprefix(currency)
    times = THOUSANDS.get(bare[-1:], 1)
    plain = bare.rstrip("KkM").replace(thousands, "").replace(cell.decimal, ".")
    try:
        if not AMOUNT.fullmatch(plain):
            raise InvalidOperation
        minor = Decimal(plain) * times * (1 if currency in WITHOUT_CENTS else 100)
    except InvalidOperation:
        raise NotAnAmount(text=text, column=cell.column) from None
    return int(minor.to_integral_value())


@lru_cache(maxsize=16_384)
def _moment(text: str, formats: tuple[str, ...], zone: ZoneInfo) -> datetime | None:
    for form in formats:
        if found := _parsed(text, form):
            return _in_utc(found, zone)
    try:
        return _in_utc(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None


def _parsed(text: str, form: str) -> datetime | None:
    """As strptime; forms of figures alone are read ten times faster by a pattern of their own."""
    figures = _figures(form)
    try:
        if figures is None:
            return datetime.strptime(text, form)  # noqa: DTZ007  zoned by who asks
        found = figures.fullmatch(text)
        told = found.groupdict() if found else {}
        parts = [int(told.get(name) or 0) for name, _ in FIGURES.values()]
        return datetime(*parts) if found else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


@cache
def _figures(form: str) -> re.Pattern[str] | None:
    pattern = re.escape(form)
    for sign, (name, length) in FIGURES.items():
        pattern = pattern.replace(sign, rf"(?P<{name}>\d{{{length}}})")
    whole_day = all(f"<{name}>" in pattern for name in ("year", "month", "day"))
    return re.compile(pattern) if whole_day and "%" not in pattern else None


def _in_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    told = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return told.astimezone(UTC)


def _template(cell: Cell, columns: Sequence[str]) -> Read:
    """A fixed text in which `{Column}`, or `{Column:8}`, stands for (the start of) that column."""
    if not IN_BRACES.search(cell.text):
        return lambda row: cell.text
    pieces = IN_BRACES.split(cell.text)
    fixed, names, lengths = pieces[::3], pieces[1::3], pieces[2::3]
    places = [place_of(cell, columns, name=name) for name in names]
    cuts = [int(length) if length else None for length in lengths]
    each = list(zip(places, cuts, fixed[1:], strict=True))

    def read(row: Sequence[str]) -> str:
        told = [f"{row[place].strip()[:cut]}{text}" for place, cut, text in each]
        return "".join([fixed[0], *told]).strip()

    return read


def _translated(cell: Cell, place: int, values: Mapping[str, str]) -> Read:
    def read(row: Sequence[str]) -> str:
        word = row[place].strip()
        found = values.get(word.casefold(), cell.otherwise)
        if found is None:
            raise UnknownWord(word=word, column=cell.column)
        return found

    return read
