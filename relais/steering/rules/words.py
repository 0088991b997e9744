"""The words of a meeting, the same on pages and on paper (pure)."""

from typing import Final

from relais.lib.words import gettext_noop
from relais.steering.rules.meetings import Topic

TOPICS: Final[dict[str, str]] = {
    Topic.DISPUTE: gettext_noop("Dispute to judge"),
    Topic.OUTCOME: gettext_noop("Appointment not told"),
    Topic.OVERDUE: gettext_noop("Take-up overdue"),
    Topic.NO_REP: gettext_noop("Waits for a rep"),
    Topic.PROPOSAL: gettext_noop("Proposal sent, no decision yet"),
    Topic.STUCK: gettext_noop("No step for a month"),
    Topic.RECOVERY: gettext_noop("Lost, may be called again"),
}
MEASURES: Final[dict[str, tuple[str, str]]] = {
    "honour": (
        gettext_noop("Honoured by the reps"),
        gettext_noop("of the appointments due in the period"),
    ),
    "silent": (
        gettext_noop("Not told"),
        gettext_noop("of the appointments due in the period"),
    ),
    "take_up": (
        gettext_noop("Taken up"),
        gettext_noop("of the leads opened in the period and transmitted"),
    ),
    "overdue": (
        gettext_noop("Take-ups overdue"),
        gettext_noop("of the leads that wait for take-up now"),
    ),
    "upheld": (
        gettext_noop("Disputes upheld"),
        gettext_noop("of those decided, on leads opened in the period"),
    ),
    "conversion": (
        gettext_noop("Signed"),
        gettext_noop("of the leads opened in the period and transmitted"),
    ),
}
