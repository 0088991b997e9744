"""Telling the other of a coaching that something waits for him: never what was scored or said.

Who reaches people stands beside this room; `config.wiring` says by whom it is told.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from relais.coaching.models import CoachingPlan, Observation
from relais.people.models import Unit
from relais.people.queries import managers_of
from relais.people.rules.access import Actor


class Told(StrEnum):
    """What somebody is told; the name of its text."""

    OBSERVED = "visit_observed"
    INVITED = "visit_to_score"
    SHARED = "scores_shared"
    CONTESTED = "scores_contested"
    ANSWERED = "contest_answered"
    PROPOSED = "plan_proposed"
    ACCEPTED = "plan_accepted"
    MEASURED = "plan_measured"
    DROPPED = "plan_dropped"


class Teller(Protocol):
    """By whom people are told."""

    def __call__(
        self, persons: Iterable[UUID], *, kind: str, about: str, path: str, by: Actor, at: datetime
    ) -> object:
        """Tell each person but the actor a text, once for what it is about."""


_tellers: list[Teller] = []


def tell_by(tellers: Iterable[Teller]) -> None:
    """Set by whom it is told; `config.wiring` calls it once."""
    _tellers[:] = tellers


def tell_of_observation(
    observation: Observation, kind: Told, persons: Iterable[UUID | None], *, by: Actor, at: datetime
) -> None:
    """Tell some persons of an observation."""
    _tell(persons, kind, observation.id, f"/coaching/observations/{observation.id}/", by, at)


def tell_of_plan(plan: CoachingPlan, kind: Told, *, by: Actor, at: datetime) -> None:
    """Tell the rep of a plan, and who leads him: both but the actor."""
    persons = {plan.rep_id, *leading(plan.unit, plan.manager_id, at=at)}
    _tell(persons, kind, plan.id, f"/coaching/plans/{plan.id}/", by, at)


def leading(unit: Unit, person_id: UUID | None, *, at: datetime) -> set[UUID]:
    """Give the person as long as he leads a unit, else who leads it."""
    now = {one.id for one in managers_of(unit, on=at.date())}
    return {person_id} if person_id and person_id in now else now


def _tell(
    persons: Iterable[UUID | None], kind: Told, row_id: UUID, path: str, by: Actor, at: datetime
) -> None:
    """Hand it to those who tell; what is proposed or said again is told again."""
    named = [person for person in persons if person]
    about = f"{row_id}:{at.isoformat()}"
    for tell in _tellers:
        tell(named, kind=kind.value, about=about, path=path, by=by, at=at)
