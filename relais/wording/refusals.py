"""A refusal as people are told it: in their language, on their clock, never in codes."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.translation import get_language, gettext

from relais.lib.errors import Refusal
from relais.wording.codes import of_code


def words_of(refusal: Refusal) -> str:
    """Translate a refusal, and what fills it in: codes by their words, moments in the reader's
    zone, several things one after the other.
    """
    params = {name: _param(value) for name, value in refusal.params.items()}
    return gettext(refusal.message) % params


def _param(value: object) -> object:
    locale = (get_language() or "en").replace("-", "_")
    if isinstance(value, datetime):
        return format_datetime(timezone.localtime(value), "short", locale=locale)
    if isinstance(value, date):
        return format_date(value, "long", locale=locale)
    if isinstance(value, tuple):
        return ", ".join(str(_param(one)) for one in value)
    return of_code(value) if isinstance(value, str) and value else value
