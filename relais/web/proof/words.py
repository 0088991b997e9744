"""The words of the return "A + B" as people read them."""

from typing import Final

from relais.lib.words import gettext_noop
from relais.roi.queries import NOT_TAKEN_UP, Line, Stage

STAGES: Final[dict[str, str]] = {
    Stage.OPENED: gettext_noop("Leads opened"),
    Stage.VALIDATED: gettext_noop("Leads validated"),
    Stage.TRANSMITTED: gettext_noop("Leads transmitted"),
    Stage.TAKEN_UP: gettext_noop("Leads taken up"),
    Stage.APPROACH: gettext_noop("Approach started"),
    Stage.HELD: gettext_noop("of which with an appointment held"),
    Stage.WON: gettext_noop("Signatures"),
}
COSTS: Final[dict[str, str]] = {
    "fixed": gettext_noop("Fixed costs"),
    "hourly": gettext_noop("Hours"),
    "per_lead": gettext_noop("Validated leads"),
    "per_appointment": gettext_noop("Appointments due"),
    "rep_time": gettext_noop("Reps’ time on visits kept"),
    "travel": gettext_noop("Travel to visits kept"),
    "reward": gettext_noop("Rewards"),
}
LINES: Final[dict[str, str]] = {
    Line.NEVER_TAKEN_UP: gettext_noop("Never taken up"),
    Line.NOT_HONOURED: gettext_noop("Appointment not honoured by the rep"),
    Line.UPHELD: gettext_noop("Paid for, and rightly contested"),
}
CASES: Final[dict[str, str]] = {
    Stage.OPENED: gettext_noop("Leads opened"),
    Stage.VALIDATED: gettext_noop("Leads validated"),
    Stage.TRANSMITTED: gettext_noop("Transmitted to a rep"),
    Stage.TAKEN_UP: gettext_noop("Leads taken up"),
    Stage.APPROACH: gettext_noop("Approach started"),
    Stage.HELD: gettext_noop("With an appointment held"),
    Stage.WON: gettext_noop("Signatures"),
    NOT_TAKEN_UP: gettext_noop("Transmitted and not taken up"),
    **LINES,
}
