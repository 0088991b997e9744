"""What is wrong with a field of a request, in words; what is rare stays as the reader says it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

FAULTS: Final = {
    "missing": gettext_noop("This is needed."),
    "extra_forbidden": gettext_noop("There is no such field here."),
    "enum": gettext_noop("This must be one of: %(expected)s."),
    "literal_error": gettext_noop("This must be one of: %(expected)s."),
    "uuid_parsing": gettext_noop("This is not an id."),
    "uuid_type": gettext_noop("This is not an id."),
    "string_type": gettext_noop("This must be a text."),
    "string_too_long": gettext_noop("This is too long: %(max_length)s characters at most."),
    "string_too_short": gettext_noop("This is too short: %(min_length)s characters at least."),
    "string_pattern_mismatch": gettext_noop("This is not written as it must be."),
    "int_parsing": gettext_noop("This must be a whole number."),
    "int_type": gettext_noop("This must be a whole number."),
    "int_from_float": gettext_noop("This must be a whole number."),
    "bool_parsing": gettext_noop("This must be true or false."),
    "bool_type": gettext_noop("This must be true or false."),
    "greater_than_equal": gettext_noop("This must be %(ge)s or more."),
    "less_than_equal": gettext_noop("This must be %(le)s or less."),
    "date_type": gettext_noop("This must be a day, as 2026-03-31."),
    "date_parsing": gettext_noop("This must be a day, as 2026-03-31."),
    "date_from_datetime_parsing": gettext_noop("This must be a day, as 2026-03-31."),
    "datetime_type": gettext_noop("This must be a moment, as 2026-03-31T14:30:00+02:00."),
    "datetime_parsing": gettext_noop("This must be a moment, as 2026-03-31T14:30:00+02:00."),
    "datetime_from_date_parsing": gettext_noop(
        "This must be a moment, as 2026-03-31T14:30:00+02:00."
    ),
    "timezone_aware": gettext_noop("This moment does not say in which zone it is."),
    "too_long": gettext_noop("There are too many: %(max_length)s at most."),
    "too_short": gettext_noop("There are too few: %(min_length)s at least."),
    "list_type": gettext_noop("This must be a list."),
    "dict_type": gettext_noop("This must be an object."),
    "model_attributes_type": gettext_noop("This must be an object."),
    "json_invalid": gettext_noop("This is no JSON."),
}


def fault_of(error: Mapping[str, Any]) -> dict[str, str]:
    """Give where a request is wrong, and what is."""
    where = ".".join(map(str, error["loc"]))
    template = FAULTS.get(error.get("type", ""))
    if template is None:
        return {"where": where, "what": str(error["msg"])}
    told = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    return {"where": where, "what": _(template) % told}
