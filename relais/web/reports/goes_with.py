"""The words of what goes with honouring: what was compared, by how much, what else explains it."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from relais.diagnosis.queries.plain import Association, Comparison, DisputeReason, Factor
from relais.web.filters import number, signed

# What an appointment has or has not, and what else than that may explain a difference.
FACTORS: Final[dict[Factor, tuple[str, str]]] = {
    Factor.FOLLOWED: (
        gettext_noop("Their manager did something on the lead before the appointment"),
        gettext_noop(
            "Managers who follow leads may have other teams: look at the same reps, or try it with"
            " teams drawn at random."
        ),
    ),
    Factor.CONTACTED: (
        gettext_noop("The rep had spoken to the prospect, or written in the thread, before"),
        gettext_noop("Who means to go calls first: the contact may follow from it."),
    ),
    Factor.SHEET: (
        gettext_noop("The hand-over sheet was whole"),
        gettext_noop("Telemarketers who write whole sheets may find better leads."),
    ),
    Factor.LATE: (
        gettext_noop("Transmitted less than three days before"),
        gettext_noop("Urgent leads are others than those that wait."),
    ),
    Factor.LONG_WAIT: (
        gettext_noop("Booked more than two weeks before"),
        gettext_noop("Full diaries book late: their owners may be those who honour."),
    ),
    Factor.CLOSE: (
        gettext_noop("Another appointment within an hour"),
        gettext_noop("Who has many appointments may be who honours them."),
    ),
    Factor.NEW: (
        gettext_noop("A rep for less than half a year"),
        gettext_noop("Who stays is not drawn at random: those who left are not among the others."),
    ),
    Factor.SETTLED: (
        gettext_noop("A rep for two years or more"),
        gettext_noop("Those who failed may have left, and old accounts know their rep."),
    ),
    Factor.FAR: (
        gettext_noop("Outside the department where the rep has most appointments"),
        gettext_noop(
            "Nobody’s address is held: the department stands for it. Prospects far away"
            " may be others, and be met by phone."
        ),
    ),
    Factor.DISPUTED: (
        gettext_noop("The lead was contested"),
        gettext_noop("A dispute may come from the same doubt as not going."),
    ),
}


def title_of(found: Sequence[Association]) -> str:
    """Tell how many of the things that were compared are shown to go with honouring."""
    shown = sum(one.holds for one in found if one.needed is None)
    if not shown:
        return _("Nothing is shown to go with honouring")
    said = ngettext(
        "Of %(all)s things compared, %(shown)s is shown to go with honouring",
        "Of %(all)s things compared, %(shown)s are shown to go with honouring",
        shown,
    )
    return said % {"all": number(None, len(found)), "shown": number(None, shown)}


def label(one: Association) -> str:
    """Give what was compared."""
    return _(FACTORS[one.factor][0])


def rival(one: Association) -> str:
    """Give what else may explain a difference."""
    return _(FACTORS[one.factor][1])


def reason(one: DisputeReason) -> str:
    """Give why leads were contested, in the reader's language."""
    return one.label_fr if (get_language() or "fr").startswith("fr") else one.label_en


def points(compared: Comparison) -> str:
    """Tell a difference of rates in points, with its interval."""
    said = ngettext(
        "%(value)s point, between %(low)s and %(high)s",
        "%(value)s points, between %(low)s and %(high)s",
        abs(round(100 * compared.value)),
    )
    return said % {
        "value": signed(100 * compared.value),
        "low": signed(100 * compared.low),
        "high": signed(100 * compared.high),
    }
