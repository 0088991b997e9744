"""Synthesis meetings of two regions, month after month, each starting from the last."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from relais.people.models import Unit
from relais.people.rules.access import Actor
from relais.simulation.keeping import Keeping
from relais.simulation.staff import id_of
from relais.simulation.world import WEEK, World
from relais.steering.actions.decisions import Decision, decide, postpone
from relais.steering.actions.meetings import close_meeting, open_meeting, plan_meeting
from relais.steering.models import ReviewMeeting
from relais.steering.rules.meetings import Topic, When

HOLDING: Final = 2  # regions, the first ones
HELD: Final = 22  # weeks, the last ones: before, nobody held meetings
LASTS: Final = timedelta(hours=1)
DECIDED: Final = 4  # leads of an agenda, each the first of its topic; one more is put off
WEEKS: Final = 2  # in which a decision is to be done
WHAT: Final = {
    Topic.DISPUTE: "Entendre le commercial et le téléprospecteur, puis trancher",
    Topic.OUTCOME: "Dire ce qu’il est advenu du rendez-vous, ou rappeler le prospect",
    Topic.OVERDUE: "Prendre le lead en compte, ou dire pourquoi il ne convient pas",
    Topic.NO_REP: "Trouver un commercial pour ce lead",
    Topic.STUCK: "Rappeler le prospect et fixer une date, ou clore",
    Topic.PROPOSAL: "Relancer la proposition",
    Topic.RECOVERY: "Proposer ce lead à la campagne de relance",
}
IN_GENERAL: Final = (
    "Appeler chaque prospect la veille de la visite",
    "Renseigner les rendez-vous le jour même",
    "Lire la fiche de transmission avant de partir",
)


class Meetings:
    """The meetings: planned at the beginning of a month, held at the end of its first week."""

    def __init__(self, world: World, keeping: Keeping) -> None:
        self._world, self._keeping = world, keeping
        self._regions = world.staff.regions[:HOLDING]
        self._planned = False  # one that is still to come

    def week(self, number: int) -> None:
        """Hold the meetings about a month in the week in which the next one begins."""
        month = self._month_over(number)
        if month is None:
            return
        at = self._world.moment(number * WEEK, 9)
        starts_at = self._world.moment((number + 1) * WEEK - 1, 16)
        self._planned = at <= self._world.at < starts_at + LASTS
        for unit in self._regions if at <= self._world.at else ():
            meeting = self._invite(unit, *month, starts_at, at)
            if not self._planned:
                self._hold(meeting, week=number)

    def to_come(self) -> None:
        """Plan the next one of each region, about the month that is under way."""
        if self._planned:
            return
        at, today = self._world.at, self._world.at.date()
        first = today.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        starts_at = self._world.moment(self._first_day(after) + WEEK - 1, 15)
        for unit in self._regions:
            self._invite(unit, first, after - timedelta(days=1), starts_at, at)

    def _first_day(self, day: date) -> int:
        return next(number for number, each in enumerate(self._world.days) if each >= day)

    def _month_over(self, week: int) -> tuple[date, date] | None:
        """Give the month that ended as a week began or in it, if it was lived through."""
        days = self._world.days
        last, before = days[(week + 1) * WEEK - 1], days[max(0, week * WEEK - 1)]
        if last.month == before.month or (week + HELD) * WEEK < self._world.last:
            return None
        return before.replace(day=1), last.replace(day=1) - timedelta(days=1)

    def _invite(
        self, unit: Unit, since: date, until: date, starts_at: datetime, at: datetime
    ) -> ReviewMeeting:
        manager = self._manager(unit)
        staff = self._world.staff
        reps = [post.by for post in staff.posts.values() if post.manager is manager]
        asked = [id_of(one) for one in (staff.director, manager, staff.relay_of(unit.id), *reps)]
        invited = [each for each in asked if each in staff.reached]  # others have no address
        when = When(starts_at, 60, "Salle du rez-de-chaussée")
        return plan_meeting(
            unit.id, when, since=since, until=until, participants=invited, by=manager, at=at
        )

    def _manager(self, unit: Unit) -> Actor:
        return self._world.staff.manager_of(unit.id)

    def _hold(self, meeting: ReviewMeeting, *, week: int) -> None:
        """Go through the agenda: some leads are decided upon, the last is put off."""
        at, dice = self._world.end_of(week), self._world.dice("meeting", week, meeting.unit.name)
        manager = self._manager(meeting.unit)
        shown = open_meeting(meeting.id, by=manager, at=at - LASTS).shown["items"]
        first = {item["topic"]: item for item in reversed(shown)}
        chosen = [first[topic.value] for topic in Topic if topic.value in first]
        for item in chosen[:DECIDED]:
            post = self._world.staff.posts.get(UUID(item["rep_id"])) if item["rep_id"] else None
            owner = post.by if post and post.manager is manager else manager
            self._decide(
                meeting, WHAT[Topic(item["topic"])], owner, lead_id=UUID(item["lead_id"]), week=week
            )
        for item in chosen[DECIDED:]:
            lead_id = UUID(item["lead_id"])
            postpone(meeting.id, lead_id, words="À revoir avec la campagne", by=manager, at=at)
        self._decide(meeting, dice.choice(IN_GENERAL), manager, week=week)
        close_meeting(meeting.id, by=manager, at=at)

    def _decide(
        self,
        meeting: ReviewMeeting,
        what: str,
        owner: Actor,
        *,
        week: int,
        lead_id: UUID | None = None,
    ) -> None:
        manager = self._manager(meeting.unit)
        at = self._world.end_of(week)
        decision = Decision(what, id_of(owner), at.date() + timedelta(weeks=WEEKS), lead_id)
        act = decide(meeting.id, decision, by=manager, at=at)
        self._keeping.promise(act, owner, week=week, weeks=WEEKS)
