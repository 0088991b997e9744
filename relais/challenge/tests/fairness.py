"""Steps of the tests of fair play: leads that are to be looked at, and a challenge to look at."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from relais.accounts.actions import AccountDetails, ContactDetails, add_account, add_contact
from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.appointments.tests.steps import THURSDAY, book, transmit
from relais.calls.actions import attach_lead
from relais.calls.rules import CallOutcome
from relais.calls.tests.steps import call
from relais.challenge.actions import look_at_challenge
from relais.challenge.models import Challenge, FairPoint
from relais.challenge.tests.steps import started, tell, transmitted
from relais.leads.actions import open_lead
from relais.leads.events import (
    Approach,
    AssignmentReason,
    LeadApproachStarted,
    LeadAssigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    Mode,
    Outcome,
)
from relais.leads.models import Lead
from relais.prospecting.actions import ProspectRow, import_prospects
from relais.prospecting.models import Prospect
from tests.persons import World

ALL = ("remy", "olga", "tina")


def look(world: World, challenge: Challenge) -> dict[tuple[str, str], FairPoint]:
    """Let Dora look; give what is open, by what it is and whose."""
    look_at_challenge(challenge.id, by=world.by("dora"), at=world.at)
    names = {person.id: name for name, person in world.people.items()}
    rows = FairPoint.objects.filter(challenge=challenge, answered_at=None)
    return {(point.check_name, names[point.person_id]): point for point in rows}


def prospect(world: World) -> Prospect:
    """Bring somebody in at a company of his own."""
    world.contacts += 1
    number = world.contacts
    row = ProspectRow(
        AccountDetails(f"Société {number}", postcode="59000"),
        ContactDetails(last_name=f"Petit {number}", phone=f"+33320{number:06}"),
    )
    (verdict,) = import_prospects(world.campaign.id, [row], by=world.system, at=world.at)
    assert verdict.prospect_id is not None
    return Prospect.objects.get(id=verdict.prospect_id)


def known(world: World, *, siret: str = "", postcode: str = "59000", **contact: str) -> Lead:
    """Let Tina find a lead at a company of its own, and Remy take it up."""
    world.contacts += 1
    company = AccountDetails(f"Société {world.contacts}", siret=siret, postcode=postcode)
    account = add_account(company, by=world.system, at=world.at)
    details = ContactDetails(**({"last_name": f"Petit {world.contacts}"} | contact))
    contact_id = add_contact(account.id, details, by=world.system, at=world.at).id
    by = world.by("tina")
    return taken(world, open_lead(contact_id, campaign_id=world.campaign.id, by=by, at=world.at))


def called(world: World, seconds: int) -> Lead:
    """Let Tina find a lead by a call of so many seconds, and Remy take it up."""
    found = prospect(world)
    end = world.later(minutes=10)
    begun = end - timedelta(seconds=seconds)
    told = call(world, found, CallOutcome.QUALIFIED, started_at=begun, ended_at=end)
    lead = open_lead(
        found.contact_id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at
    )
    attach_lead(told.id, lead_id=lead.id, by=world.by("tina"))
    return taken(world, lead)


def taken(world: World, lead: Lead, rep: str = "remy") -> Lead:
    """Let a rep have a lead and take it up."""
    assigned = LeadAssigned(world.id(rep), AssignmentReason.OWNER, unit_id=world.north.id)
    tell(world, lead, LeadSubmitted(), LeadValidated(), assigned, LeadTakenUp(world.id(rep)))
    return lead


def take_at(world: World, rep: str, *moments: datetime, approach: bool) -> list[UUID]:
    """Let a rep take a lead up at each of these moments, and start an approach or none."""
    ids = []
    for moment in moments:
        world.at = moment
        lead = transmitted(world, rep)
        tell(world, lead, LeadTakenUp(world.id(rep)))
        if approach:
            tell(world, lead, LeadApproachStarted(Approach.CALL))
        ids.append(lead.id)
    return ids


def held(
    world: World, *, start: datetime = THURSDAY, after: timedelta = timedelta(hours=1)
) -> Appointment:
    """Let Remy meet a prospect of Tina's, and say so some time after: he wins points by it."""
    lead = transmit(world, world.open_lead())
    appointment = book(world, lead, start=start, mode=Mode.PHONE)
    world.at = start + after
    report_outcome(
        appointment.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=world.at
    )
    return Appointment.objects.get(id=appointment.id)


def with_point(world: World, **more: Any) -> tuple[Challenge, FairPoint]:
    """Let Remy win points by a contact who bears his name, and Dora look."""
    one = started(world, joined=ALL, **more)
    world.last_name = "Remy"
    taken(world, world.open_lead())
    world.last_name = "Durand {number}"
    return one, look(world, one)["self", "remy"]
