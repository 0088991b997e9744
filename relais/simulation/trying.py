"""What directors try and propose: two experiments, acts that figures propose, what came of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from relais.acts.actions import agree_act
from relais.acts.models import Act
from relais.acts.queries import ActSource, acts_from
from relais.diagnosis.queries.trials import known_before
from relais.experiments.actions import plan_experiment, start_experiment
from relais.experiments.queries import members_of
from relais.experiments.rules import FEWEST, Level, Measured, Plan, Tried
from relais.people.rules.access import Actor
from relais.simulation.keeping import Keeping
from relais.simulation.staff import id_of
from relais.simulation.world import World
from relais.steering.actions.clock import measure_due
from relais.steering.actions.proposals import propose_acts
from relais.steering.queries.proposals import Asked

FIRST: Final = 6  # the week in which the first experiment is drawn
SECOND: Final = 5  # the weeks before the last in which the second is
PROPOSED: Final = 0.3  # the part of the time after which a manager lets figures propose
DIRECTED: Final = 2  # the weeks before the last in which the director does


class Trying:
    """One experiment read on its day, one under way; proposals of a manager and of the director."""

    def __init__(self, world: World, keeping: Keeping, weeks: int) -> None:
        self._world, self._keeping, self._weeks = world, keeping, weeks

    def week(self, number: int) -> None:
        """Do what is planned for a week."""
        staff = self._world.staff
        if number == FIRST:
            self._draw(self._reminder(number), week=number)
        elif number == self._weeks - SECOND:
            self._draw(self._routine(number), week=number)
        elif number == round(self._weeks * PROPOSED):
            manager = staff.manager_of(staff.regions[0].id)
            self._agree(self._propose(manager, number)[:1], manager, week=number)
        elif number == self._weeks - DIRECTED:
            found = self._propose(staff.director, number)
            own = [act for act in found if act.unit_id == staff.regions[1].id]
            self._agree(own[:1], staff.manager_of(staff.regions[1].id), week=number)

    def measure(self) -> None:
        """Look again at what was agreed early and is done."""
        measure_due(by=self._world.staff.system, at=self._world.at)

    def _monday_after(self, week: int) -> date:
        today = self._world.end_of(week).date()
        return today + timedelta(days=7 - today.weekday())

    def _reminder(self, week: int) -> Plan:
        regions = self._world.staff.regions
        return Plan(
            "Appel la veille", Tried.REMINDER, "Appeler le prospect la veille de chaque visite",
            Level.REP, regions[min(2, len(regions) - 1)].id, Measured.HONOURED, 20,
            self._monday_after(week), waves=1, weeks_between=1, weeks=12,
        )  # fmt: skip

    def _routine(self, week: int) -> Plan:
        root = self._world.staff.regions[0].parent_id or UUID(int=0)
        return Plan(
            "Quart d’heure du matin", Tried.ROUTINE,
            "Chaque matin, quinze minutes sur les leads de l’équipe", Level.UNIT, root,
            Measured.TAKEN_UP, 15, self._monday_after(week), waves=2, weeks_between=3, weeks=10,
        )  # fmt: skip

    def _draw(self, plan: Plan, *, week: int) -> None:
        at, by = self._world.end_of(week), self._world.staff.director
        home = by.organization_id
        if len(members_of(plan, organization_id=home, on=at.date())) < FEWEST:
            return
        planned = plan_experiment(plan, by=by, at=at)
        size = known_before(plan, organization_id=home, at=at)
        start_experiment(planned.id, size=size, by=by, at=at)
        for act in acts_from(home, ActSource.EXPERIMENT, [planned.id]):
            begins = act.due_on or plan.starts_on
            weeks = 1 + max(0, (begins - at.date()).days) // 7
            self._keeping.promise(act, self._world.staff.system, week=week, weeks=weeks)

    def _propose(self, by: Actor, week: int) -> Sequence[Act]:
        return propose_acts(Asked(), by=by, at=self._world.end_of(week))

    def _agree(self, acts: Sequence[Act], owner: Actor, *, week: int) -> None:
        at = self._world.end_of(week)
        for act in acts:
            due_on = at.date() + timedelta(weeks=3)
            agreed = agree_act(act.id, owner_id=id_of(owner), due_on=due_on, by=owner, at=at)
            self._keeping.promise(agreed, owner, week=week, weeks=2)
