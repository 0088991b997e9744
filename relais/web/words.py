"""The field's terms as pages show them: badges of states, the organization's own reasons."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language

from relais.campaigns.queries import Reason
from relais.wording.codes import (
    APPROACHES,
    CRITERIA,
    DISPUTES,
    EVIDENCE,
    FIELDS,
    MODES,
    OUTCOMES,
    ROLES,
    SHEET,
    STATES,
    choices,
    label,
    of_code,
    of_field,
    state,
    state_apart,
)

__all__ = [
    "APPROACHES",
    "CRITERIA",
    "DISPUTES",
    "EVIDENCE",
    "FIELDS",
    "MODES",
    "OUTCOMES",
    "ROLES",
    "SHEET",
    "STATES",
    "badges",
    "choices",
    "label",
    "of_code",
    "of_field",
    "reason",
    "state",
    "state_apart",
]


def badges(codes: Iterable[str], badge: Callable[[str, str], str]) -> dict[str, str]:
    """Give the badge of each state that a list shows, made once however often it is shown."""
    return {code: badge(*state(code)) for code in set(codes)}


def reason(row: Reason | None) -> str:
    """Give a reason's label in the reader's language."""
    if row is None:
        return ""
    return row.label_fr if (get_language() or "fr").startswith("fr") else row.label_en
