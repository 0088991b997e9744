"""The words of call centers compared: rates, counts, where chance stands, what else it may be."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.roi.queries.centers import Chance, Comparison, Figure, Trait

FIGURES: Final[dict[str, str]] = {
    Figure.ACCEPTED: gettext_noop("Accepted by the relay, of those submitted"),
    Figure.UPHELD: gettext_noop("Rightly contested, of those transmitted"),
    Figure.TAKEN_UP: gettext_noop("Taken up, of those transmitted"),
    Figure.HELD: gettext_noop("Appointments held, the prospect there, of those due"),
    Figure.WON: gettext_noop("Signed, of those transmitted"),
}
COUNTS: Final[dict[str, str]] = {
    "opened": gettext_noop("Opened"),
    "submitted": gettext_noop("Submitted"),
    "accepted": gettext_noop("Accepted"),
    "transmitted": gettext_noop("Transmitted"),
    "contested": gettext_noop("Contested"),
    "upheld": gettext_noop("Rightly contested"),
    "taken_up": gettext_noop("Taken up"),
    "due": gettext_noop("Appointments due"),
    "held": gettext_noop("Appointments held"),
    "won": gettext_noop("Signed"),
}
STAGES: Final = ("opened", "accepted", "transmitted", "taken_up", "held", "won")
HITS: Final[dict[str, str]] = {
    Figure.ACCEPTED: "accepted",
    Figure.UPHELD: "upheld",
    Figure.TAKEN_UP: "taken_up",
    Figure.HELD: "held",
    Figure.WON: "won",
}
CHANCES: Final[dict[str, str]] = {
    Chance.WITHIN: gettext_noop("within what chance gives"),
    Chance.APART: gettext_noop("outside what chance gives 19 times of 20"),
    Chance.FAR: gettext_noop("outside what chance gives 499 times of 500"),
}
TRAITS: Final[dict[str, str]] = {
    Trait.SECTOR: gettext_noop(
        "campaign, area (country, first two characters of the postcode) and sector of the company"
    ),
    Trait.SIZE: gettext_noop(
        "campaign, area (country, first two characters of the postcode) and size of the company"
    ),
    Trait.NONE: gettext_noop("campaign and area (country, first two characters of the postcode)"),
}
RIVALS: Final = (
    gettext_noop("The prospects given to each center differ in what nobody has written down."),
    gettext_noop("The reps who received the leads differ: what they do counts for the center too."),
    gettext_noop("The centers did not work in the same months, with the same brief."),
    gettext_noop(
        "Young leads have not had the time to be signed, and a center may have more of them."
    ),
    gettext_noop("Of twenty rates one is beyond the first bound by chance alone."),
)


def title_of(told: Comparison) -> str:
    """Say in a sentence whether call centers differ beyond chance."""
    rates = [one for each in told.centers for one in each.figures.values() if one.corrected]
    if not rates:
        return _("Call centers: not enough to compare")
    far = sum(one.corrected is not None and one.corrected.chance is Chance.FAR for one in rates)
    if not far:
        return _("Call centers: no rate stands apart from chance")
    said = ngettext(
        "Call centers: %(num)s rate stands apart from chance",
        "Call centers: %(num)s rates stand apart from chance",
        far,
    )
    return said % {"num": far}
