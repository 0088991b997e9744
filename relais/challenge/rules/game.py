"""The rules of a challenge, as data: what counts, for whom, how much at most (pure)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.challenge.rules.points import POINTS, PointRule
from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

WHOLE: Final = 1000  # a factor of one, in thousandths
MOST_POINTS: Final = 1000
MOST_TOTAL: Final = 1_000_000  # of a limit, a step, a goal
FURTHEST_PLACE: Final = 1000  # that wins a prize
DEAREST: Final = 10**12  # prize, in minor units
MOST_SHOWN: Final = 10
LONGEST: Final = 400


class ChallengeKind(StrEnum):
    """How one wins: by standing before others, by reaching steps, or one's own goal."""

    RANKING = "ranking"
    THRESHOLDS = "thresholds"
    GOAL = "goal"


class Side(StrEnum):
    """Whose deeds count: the reps', the telemarketers', or of each lead both as a pair."""

    REP = "rep"
    TELEMARKETER = "telemarketer"
    BOTH = "both"


class Tickets(StrEnum):
    """How many tickets of a draw somebody has who came to its points: one, or one a point."""

    ONE = "one"
    POINTS = "points"


class ChallengeState(StrEnum):
    """Where a challenge stands."""

    DRAFT = "draft"
    STARTED = "started"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Once(StrEnum):
    """How often one deed is rewarded: each rule once a lead, whatever is done twice."""

    LEAD = "lead"


class ChecklistFirst(Refusal):
    """Contests wait for the privacy checklist."""

    code = "checklist_first"
    message = gettext_noop(
        "A challenge starts only once the organization’s privacy checklist is complete."
    )


class NotDraft(Refusal):
    """Its rules are frozen."""

    code = "not_draft"
    message = gettext_noop(
        "This challenge has started, or is over: its rules are frozen. It can be ended, or"
        " cancelled with a reason."
    )


class NotStarted(Refusal):
    """It does not run."""

    code = "not_started"
    message = gettext_noop("This challenge does not run.")


class PointsWrong(Refusal):
    """Points are never taken by a rule."""

    code = "points_wrong"
    message = gettext_noop(
        "Points are whole numbers from 0 to %(most)s, and something must be worth one."
    )


class RulesWrong(Refusal):
    """A limit, a step or a goal that means nothing."""

    code = "rules_wrong"
    message = gettext_noop(
        "Limits, steps and goals are whole numbers above 0, steps each above the one before;"
        " at most %(most)s are named."
    )


class DaysWrong(Refusal):
    """It has no day left, or none at all."""

    code = "days_wrong"
    message = gettext_noop("The last day lies on or after the first, and is not past.")


class NameMissing(Refusal):
    """Nobody would know what it is."""

    code = "name_missing"
    message = gettext_noop("Give this challenge a name.")


class NameTaken(Refusal):
    """There is one of this name."""

    code = "name_taken"
    message = gettext_noop("There is a challenge of this name already.")


class WhyCancelled(Refusal):
    """Who cancels says why."""

    code = "why_cancelled"
    message = gettext_noop(
        "Say why this challenge is cancelled: everybody who takes part reads it."
    )


class StillRuns(Refusal):
    """Its last day has not passed."""

    code = "still_running"
    message = gettext_noop("This challenge runs until %(until)s: end it after that day.")


class MayNotJoin(Refusal):
    """It is not for him."""

    code = "may_not_join"
    message = gettext_noop("This challenge is not for your role or unit.")


class JoinedAlready(Refusal):
    """He takes part."""

    code = "joined"
    message = gettext_noop("You take part in this challenge already.")


class NotJoined(Refusal):
    """He takes no part."""

    code = "not_joined"
    message = gettext_noop("You do not take part in this challenge.")


class NotNamedHere(Refusal):
    """An agent of a call center of elsewhere stands by his team alone."""

    code = "not_named"
    message = gettext_noop("Telemarketers of an outsourced call center appear by their team only.")


class PrizeWrong(Refusal):
    """A prize has words in both languages, and a place or a step."""

    code = "prize_wrong"
    message = gettext_noop(
        "Say what the prize is in both languages, and give a place or a number of points, not both."
    )


@dataclass(frozen=True)
class Rules:
    """What counts in a challenge. Empty `campaigns` or `units` mean all.

    Factors are thousandths by the id of a unit or call center, written when the challenge starts:
    `team_factors` weigh a team's total, `person_factors` that of each of its persons.
    """

    points: dict[str, int] = field(
        default_factory=lambda: {rule.value: points for rule, points in POINTS.items()}
    )
    sides: Side = Side.REP
    once: Once = Once.LEAD
    handicap: bool = False
    team_factors: dict[str, int] = field(default_factory=dict)
    person_factors: dict[str, int] = field(default_factory=dict)
    weekly_cap: int | None = None
    campaigns: tuple[UUID, ...] = ()
    units: tuple[UUID, ...] = ()
    thresholds: tuple[int, ...] = ()
    goal: int | None = None
    top: int = 3
    tickets: Tickets = Tickets.ONE
    draw_from: int = 1

    def worth(self, rule: PointRule) -> int:
        """Give the points of a deed."""
        return self.points.get(rule, 0)

    def team_factor(self, team_id: UUID) -> int:
        """Give the thousandths that weigh a team's total."""
        return self.team_factors.get(str(team_id), WHOLE)

    def person_factor(self, team_id: UUID) -> int:
        """Give the thousandths that weigh the total of a person of a team."""
        return self.person_factors.get(str(team_id), WHOLE)


def check_director(by: Actor) -> None:
    """Let directors make challenges, and nobody else.

    :raises NotVisible: for anybody else.
    """
    if not by.has(Role.DIRECTOR):
        raise NotVisible


def check_name(name: str) -> str:
    """Give a name without needless spaces.

    :raises NameMissing: when nothing is left.
    """
    name = " ".join(name.split())[:200]
    if not name:
        raise NameMissing
    return name


def check_days(since: date, until: date, *, today: date) -> None:
    """Refuse a window that is none, or past.

    :raises DaysWrong: then.
    """
    if until < since or until < today:
        raise DaysWrong


def check_rules(rules: Rules, kind: ChallengeKind) -> None:
    """Refuse rules that take points, or that nobody could win by.

    :raises PointsWrong: for points below nothing, or none at all.
    :raises RulesWrong: for limits, steps or a goal that mean nothing.
    """
    known = {rule.value for rule in PointRule}
    worth = list(rules.points.values())
    if not (set(rules.points) <= known and any(worth)):
        raise PointsWrong(most=MOST_POINTS)
    if not all(0 <= points <= MOST_POINTS for points in worth):
        raise PointsWrong(most=MOST_POINTS)
    steps = rules.thresholds
    rising = all(a < b for a, b in zip((0, *steps), steps, strict=False))
    wanted = {
        ChallengeKind.THRESHOLDS: bool(steps),
        ChallengeKind.GOAL: rules.goal is not None,
        ChallengeKind.RANKING: True,
    }
    limits = (rules.weekly_cap, rules.goal, rules.draw_from)
    above = all(limit > 0 for limit in limits if limit is not None)
    if not (rising and wanted[kind] and above and 0 <= rules.top <= MOST_SHOWN):
        raise RulesWrong(most=MOST_SHOWN)


def check_reason(words: str) -> str:
    """Give a reason without needless spaces.

    :raises WhyCancelled: when nothing is left.
    """
    words = " ".join(words.split())[:LONGEST]
    if not words:
        raise WhyCancelled
    return words
