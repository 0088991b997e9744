"""Steps that the tests of this room take: they call actions, or the log where routing would."""

from datetime import UTC, datetime, timedelta

from relais.appointments.actions import book_appointment
from relais.appointments.models import Appointment
from relais.leads.events import AssignmentReason, LeadAssigned, LeadSubmitted, LeadValidated, Mode
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import get_lead, locked
from relais.people.rules.access import Access
from tests.persons import World

HOUR = timedelta(hours=1)
THURSDAY = datetime(2026, 3, 12, 9, tzinfo=UTC)  # 10 h in Paris, two days after the world's now


def fresh(lead: Lead) -> Lead:
    """Read a lead again."""
    return get_lead(lead.id, organization_id=lead.organization_id)


def transmit(world: World, lead: Lead, *, to: str = "remy") -> Lead:
    """Let a lead be reviewed and given to a rep of the North."""
    with locked(lead.id, organization_id=lead.organization_id) as found:
        for event in (
            LeadSubmitted(unit_id=world.north.id),
            LeadValidated(relay_id=world.id("victor")),
            LeadAssigned(rep_id=world.id(to), reason=AssignmentReason.OWNER),
        ):
            append(found, event, by=world.system, at=world.at)
    return fresh(lead)


def book(
    world: World,
    lead: Lead,
    *,
    by: str = "tina",
    rep: str | None = "remy",
    start: datetime = THURSDAY,
    end: datetime | None = None,
    mode: Mode = Mode.VISIT,
) -> Appointment:
    """Book an hour with Remy on Thursday, unless told otherwise."""
    return book_appointment(
        lead.id,
        rep_id=world.id(rep) if rep else None,
        starts_at=start,
        ends_at=end,
        mode=mode,
        by=world.by(by),
        at=world.at,
    )


def met(world: World, *, rep: str = "remy", start: datetime = THURSDAY) -> Appointment:
    """Book an appointment for a new lead that the rep has, and let its start pass."""
    lead = transmit(world, world.open_lead(), to=rep)
    appointment = book(world, lead, rep=rep, start=start, mode=Mode.PHONE)
    world.at = max(world.at, start + HOUR)
    return appointment


def access(world: World, name: str) -> Access:
    """Give what somebody may see."""
    found = world.by(name).access
    assert found is not None
    return found
