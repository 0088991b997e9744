"""The fixed words of campaigns, and the reasons that every organization starts with (pure)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class Status(StrEnum):
    """Where a campaign is in its life."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


class CostKind(StrEnum):
    """What a cost is counted by."""

    FIXED = "fixed"
    HOURLY = "hourly"
    PER_LEAD = "per_lead"
    PER_APPOINTMENT = "per_appointment"
    REP_TIME = "rep_time"
    TRAVEL = "travel"
    REWARD = "reward"


class Spread(StrEnum):
    """Over which leads what is paid whatever happens is spread."""

    VALIDATED = "validated"
    TRANSMITTED = "transmitted"
    STAGES = "stages"


class ReasonKind(StrEnum):
    """To which deed a reason belongs."""

    DROP = "drop"
    RETURN = "return"
    REFUSE = "refuse"
    CONTEST = "contest"
    NOT_HONOURED = "not_honoured"
    LOSE = "lose"


class SheetField(StrEnum):
    """The fields of a hand-over sheet."""

    NEED = "need"
    CONTEXT = "context"
    PERSONALITY = "personality"
    HISTORY = "history"
    OBJECTIONS = "objections"
    PROMISES = "promises"
    BEST_HOURS = "best_hours"


NEXT_STATUS: Final = {
    Status.DRAFT: {Status.RUNNING, Status.CLOSED},
    Status.RUNNING: {Status.PAUSED, Status.CLOSED},
    Status.PAUSED: {Status.RUNNING, Status.CLOSED},
    Status.CLOSED: {Status.RUNNING},
}

FIRST_REASONS: Final[dict[ReasonKind, tuple[tuple[str, str, str], ...]]] = {
    ReasonKind.DROP: (
        ("not_interested", "Not interested", "Pas intéressé"),
        ("unreachable", "Cannot be reached", "Injoignable"),
        ("outside_target", "Outside the target", "Hors cible"),
    ),
    ReasonKind.RETURN: (
        ("sheet_incomplete", "Sheet incomplete", "Fiche incomplète"),
        ("need_unclear", "Need unclear", "Besoin imprécis"),
        ("contact_unclear", "Right person not identified", "Bon interlocuteur non identifié"),
    ),
    ReasonKind.REFUSE: (
        ("outside_target", "Outside the target", "Hors cible"),
        ("no_project", "No project in sight", "Pas de projet en vue"),
        ("already_handled", "Already being handled", "Déjà en cours de traitement"),
        ("duplicate", "Duplicate", "Doublon"),
    ),
    ReasonKind.CONTEST: (
        ("not_qualified", "Not qualified as described", "Qualification non conforme"),
        ("wrong_contact", "Wrong person", "Mauvais interlocuteur"),
        ("not_my_account", "Not my account", "Pas mon compte"),
        ("duplicate", "Duplicate", "Doublon"),
        ("overlap", "Overlap in the diary", "Chevauchement d’agenda"),
        ("no_consent", "Prospect did not agree", "Prospect non consentant"),
    ),
    ReasonKind.NOT_HONOURED: (
        ("confidence", "Not enough to go on", "Manque de confiance"),
        ("overload", "Overload", "Surcharge"),
        ("overlap", "Overlap", "Chevauchement"),
        ("travel", "Travel", "Déplacement"),
        ("quality", "Quality of the lead", "Qualité du lead"),
        ("illness", "Illness", "Maladie"),
        ("other", "Other", "Autre"),
    ),
    ReasonKind.LOSE: (
        ("competitor", "Went to a competitor", "Parti à la concurrence"),
        ("price", "Price", "Prix"),
        ("no_decision", "No decision", "Pas de décision"),
        ("postponed", "Project postponed", "Projet reporté"),
        ("need_gone", "Need gone", "Besoin disparu"),
        ("unreachable", "Cannot be reached", "Injoignable"),
        ("unknown", "Not known", "Inconnu"),
    ),
}


class MinutesNeeded(Refusal):
    """Reps' time is paid by the minutes of a visit, and nobody said how many."""

    code = "minutes_needed"
    message = gettext_noop("Say how many minutes a visit takes.")


class StatusNotReachable(Refusal):
    """A campaign cannot go from where it is to there."""

    code = "status_not_reachable"
    message = gettext_noop("A campaign that is %(status)s cannot become %(wanted)s.")


class HoursNeeded(Refusal):
    """What is paid by the hour, and nobody said how many."""

    code = "hours_needed"
    message = gettext_noop("Say how many hours are paid.")


class EndsBeforeItBegins(Refusal):
    """A stretch of days that no day belongs to."""

    code = "ends_before_it_begins"
    message = gettext_noop("The last day, %(until)s, lies before the first, %(since)s.")


def check_days(since: date, until: date | None) -> None:
    """Refuse a stretch of days that ends before it begins.

    :raises EndsBeforeItBegins: with both days.
    """
    if until is not None and until < since:
        raise EndsBeforeItBegins(since=since, until=until)


def check_cost(kind: CostKind, *, hours: Decimal | None, minutes: int | None) -> None:
    """Refuse a cost that lacks what it is counted by.

    :raises HoursNeeded: for one by the hour without hours.
    :raises MinutesNeeded: for reps' time without the minutes of a visit.
    """
    if kind is CostKind.HOURLY and not hours:
        raise HoursNeeded
    if kind is CostKind.REP_TIME and not minutes:
        raise MinutesNeeded


def check_status(status: Status, wanted: Status) -> None:
    """Refuse a change of status that a campaign's life does not know.

    :raises StatusNotReachable: with both words.
    """
    if wanted not in NEXT_STATUS[status]:
        raise StatusNotReachable(status=status.value, wanted=wanted.value)
