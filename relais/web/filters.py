"""Figures, moments and words as a person reads them, in his language and zone.

Filters take the context, else Jinja2 would work out constants once, in the first language.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from django.forms import BaseForm, BoundField, Select, SelectMultiple, Textarea
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from jinja2 import pass_context

from relais.lib.errors import Refusal
from relais.lib.rates import digits_of
from relais.web import spoken
from relais.wording.refusals import words_of

NARROW = "\u202f"  # narrow no-break space, as French typography wants it
AN_HOUR = f"{NARROW}h{NARROW}"


def locale() -> str:
    """Give the language of the page as Babel names it."""
    return (spoken.language() or "en").replace("-", "_")


@pass_context
def number(context: Any, value: float | None, digits: int = 0) -> str:
    """Write a figure: 12 345,6."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale())


def signed(value: float, digits: int = 0) -> str:
    """Write a difference: +38, \N{MINUS SIGN}4, 0."""
    rounded = round(value, digits)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{number(None, abs(rounded), digits)}"


@pass_context
def percent(context: Any, value: float | None, digits: int = 0) -> str:
    """Write a rate: 64 %; 99.8 % where it is not quite all."""
    if value is None:
        return "–"
    digits = digits_of(value, digits)
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + f"{_gap()}%"
    return format_percent(value, format=pattern, locale=locale())


@pass_context
def money(context: Any, minor: int | None, currency: str) -> str:
    """Write an amount given in minor units: 1 250 €."""
    if minor is None:
        return "–"
    digits = get_currency_precision(currency or "EUR")
    whole = minor % 10**digits == 0
    amount = minor / 10**digits
    return format_currency(
        amount,
        currency or "EUR",
        locale=locale(),
        currency_digits=not whole,
        format=None if not whole else _whole_money(),
    )


def to_minor(amount: Decimal, currency: str) -> int:
    """Give an amount as a person types it in minor units of its currency."""
    return int(amount.scaleb(get_currency_precision(currency)))


@pass_context
def day(context: Any, value: date | None) -> str:
    """Write a day: lundi 23 novembre 2026, 1er janvier."""
    if value is None:
        return "–"
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _first(format_date(local, "EEEE d MMMM y", locale=locale()), local)


def short_day(value: date) -> str:
    """Write a day in a title: 3 décembre."""
    told = format_date(value, "d MMMM", locale=locale())
    return told.replace("1 ", "1er ", 1) if value.day == 1 and locale()[:2] == "fr" else told


@pass_context
def moment(context: Any, value: datetime | None) -> str:
    """Write a moment in the reader's zone: lundi 23 novembre, 14 h 30."""
    return moments([value])[0]


def moments(values: Iterable[datetime | None]) -> list[str]:
    """Write moments, each as `moment` does: which zone and language is asked once."""
    zone, language = timezone.get_current_timezone(), locale()
    this_year = timezone.now().astimezone(zone).year
    return [
        "–" if value is None else _moment(timezone.localtime(value, zone), language, this_year)
        for value in values
    ]


def _moment(local: datetime, language: str, this_year: int) -> str:
    days, months = _short_names(language)
    french = language.startswith("fr")
    day = "1er" if french and local.day == 1 else local.day
    year = "" if local.year == this_year else f" {local.year}"
    clock = f"{local.hour:02}{AN_HOUR if french else ':'}{local.minute:02}"
    return f"{days[local.weekday()]} {day} {months[local.month]}{year}, {clock}"


@pass_context
def clock(context: Any, value: datetime | None) -> str:
    """Write the time of a moment in the reader's zone: 14 h 30."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    pattern = "HH 'h' mm" if locale().startswith("fr") else "HH:mm"
    return format_time(local.timetz(), pattern, locale=locale()).replace(" h ", AN_HOUR)


@pass_context
def duration(context: Any, value: timedelta | None) -> str:
    """Write how long, in its largest unit: 3 jours, 5 heures, 10 minutes."""
    if value is None:
        return "–"
    minutes = int(abs(value).total_seconds() // 60)
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@pass_context
def short(context: Any, value: timedelta | None) -> str:
    """Write how long where there is little room: 3 j, 5 h, 10 min."""
    if value is None:
        return "–"
    minutes = int(abs(value).total_seconds() // 60)
    if minutes >= 48 * 60:
        return _gapped(minutes // (24 * 60), gettext("d"))
    return _gapped(minutes // 60, "h") if minutes >= 60 else _gapped(minutes, "min")


@pass_context
def said(context: Any, refusal: Refusal) -> str:
    """Write a refusal in the reader's language."""
    return words_of(refusal)


@pass_context
def phone(context: Any, number: str) -> str:
    """Write a number that is kept as +33320123456 in groups that one can read aloud."""
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    written = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written.replace(" ", "\u00a0")


def apart(form: BaseForm, address: str) -> BaseForm:
    """Give the fields of a form ids of their own: a page holds many forms with the same fields."""
    form.auto_id = f"id_{address.strip('/').replace('/', '-')}_%s"
    return form


def control(field: BoundField) -> str:
    """Draw what a field is typed or chosen in; ticks and circles look as they are."""
    widget = field.field.widget
    if field.use_fieldset or getattr(widget, "input_type", "") == "checkbox":
        return str(field)
    if isinstance(widget, Select | SelectMultiple):
        return field.as_widget(attrs={"class": "form-select"})
    # What is written from right to left is typed so.
    written = isinstance(widget, Textarea) or getattr(widget, "input_type", "") == "text"
    return field.as_widget(attrs={"class": "form-control", **({"dir": "auto"} if written else {})})


@cache
def _short_names(language: str) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Give the names of days, Monday being 0, and of months as Babel shortens them in a date.

    Babel itself takes more than twice as long to write a moment, and a list holds a hundred.
    """
    names = Locale.parse(language)
    return dict(names.days["format"]["abbreviated"]), dict(names.months["format"]["abbreviated"])


def _gapped(figure: int, unit: str) -> str:
    return f"{figure}{NARROW}{unit}"


def _gap() -> str:
    return NARROW if locale().startswith("fr") else ""


def _whole_money() -> str:
    return f"#,##0{NARROW}¤" if locale().startswith("fr") else "¤#,##0"


def _first(text: str, local: date) -> str:
    """French says "1er" for the first of a month."""
    if local.day == 1 and locale().startswith("fr"):
        return text.replace(" 1 ", " 1er ", 1)
    return text


FILTERS = {
    "apart": apart,
    "control": control,
    "number": number,
    "percent": percent,
    "money": money,
    "day": day,
    "moment": moment,
    "clock": clock,
    "phone": phone,
    "duration": duration,
    "short": short,
    "said": said,
}
