"""What stories share: steps that name only who, what and when, and the proof at their end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from relais.appointments.models import Appointment
from relais.leads.actions import drifts
from relais.leads.events import Mode
from relais.leads.models import Lead
from relais.leads.queries import get_lead, history_of, mismatches
from relais.leads.queries.integrity import gaps
from relais.notifications.actions import Ticked, tick
from relais.routing.actions import book_for_routed_rep, slots_for_lead
from tests.persons import World, build_world

FORTNIGHT = timedelta(days=14)


@dataclass
class Story:
    """The world of the tests, and what is done in it again and again."""

    world: World

    def tick(self, **later: float) -> Ticked:
        """Let time pass, and the clock strike once."""
        done = tick(self.world.later(**later))
        assert done.failed == 0
        return done

    def again(self, lead: Lead) -> Lead:
        """Read a lead anew."""
        return get_lead(lead.id, organization_id=lead.organization_id)

    def kinds(self, lead: Lead) -> list[str]:
        """List what has happened to a lead."""
        return [row.kind for row in history_of(lead)]

    def book(self, lead: Lead, *, by: str = "tina") -> Appointment:
        """Book the first free slot of the rep to whom the lead goes."""
        at = self.world.at
        return book_for_routed_rep(
            lead.id,
            starts_at=slot_of(lead, at=at),
            ends_at=None,
            mode=Mode.VISIT,
            by=self.world.by(by),
            at=at,
        )


def slot_of(lead: Lead, *, at: datetime) -> datetime:
    """Give when the first free slot starts of the rep to whom a lead goes; now if he has none.

    :raises Refusal: when nobody can receive it.
    """
    _, free = slots_for_lead(lead, start=at, end=at + FORTNIGHT, mode=Mode.VISIT, at=at)
    return free[0].start if free else at


@pytest.fixture
def story(db: None) -> Iterator[Story]:
    """Tell a story; at its end every table has to say what the log says."""
    world = build_world()
    yield Story(world)
    prove(world)


def prove(world: World) -> None:
    """Do what `relais verify` does."""
    organization_id = world.organization.id
    assert list(mismatches(organization_id)) == []
    assert gaps(organization_id) == []
    assert drifts(organization_id, told=ignore) == []


def ignore(events: int) -> None:
    """Hear how far a rebuild is."""
