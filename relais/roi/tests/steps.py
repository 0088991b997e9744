"""What tests of returns do again and again: leads brought as far as wanted, by their deeds."""

from datetime import timedelta
from typing import Any

from relais.appointments.actions import book_appointment, report_outcome
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import take_up_lead, win_lead
from relais.leads.events import (
    AssignmentReason,
    LeadAssigned,
    LeadSubmitted,
    LeadValidated,
    Mode,
    Outcome,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.people.actions import add_person, give_role
from relais.people.queries import Role
from tests.persons import SINCE, World


def validated(world: World, *, lead: Lead | None = None, **scored: Any) -> Lead:
    """Let a lead be validated, with nobody who could receive it."""
    lead = lead or world.open_lead()
    append(lead, LeadSubmitted(unit_id=world.north.id, **scored), by=world.system, at=world.at)
    append(lead, LeadValidated(relay_id=world.id("victor")), by=world.system, at=world.at)
    return lead


def transmitted(world: World, rep: str = "remy", **submitted: Any) -> Lead:
    """Let a lead be transmitted to a rep."""
    lead, due_at = validated(world, **submitted), world.at + timedelta(days=2)
    event = LeadAssigned(
        world.id(rep), AssignmentReason.OWNER, unit_id=world.north.id, due_at=due_at
    )
    append(lead, event, by=world.system, at=world.at)
    return lead


def met(world: World, outcome: Outcome | None, *, hour: int, rep: str = "remy") -> Lead:
    """Bring a lead to an appointment of that outcome, in two days at an hour of its own."""
    lead = transmitted(world, rep)
    take_up_lead(lead.id, by=world.by(rep), at=world.at)
    start = (world.at + timedelta(days=2)).replace(hour=hour)
    appointment = book_appointment(
        lead.id,
        rep_id=None,
        starts_at=start,
        ends_at=None,
        mode=Mode.PHONE,
        by=world.by("tina"),
        at=world.at,
    )
    if outcome:
        reason = world.reason(ReasonKind.NOT_HONOURED, "overload")
        report_outcome(
            appointment.id,
            outcome=outcome,
            reason_id=reason if outcome is Outcome.REP_ABSENT else None,
            by=world.by(rep),
            at=start + timedelta(hours=1),
        )
    return lead


def signed(world: World, *, hour: int, margin: int | None, currency: str = "EUR") -> Lead:
    """Bring a lead to a signature, eight days on."""
    lead = met(world, Outcome.HELD, hour=hour)
    at = world.at + timedelta(days=8)
    win_lead(
        lead.id, amount=900_000, margin=margin, currency=Currency(currency), signed_on=at.date(),
        by=world.by("remy"), at=at,
    )  # fmt: skip
    return lead


def crowded(world: World) -> None:
    """Let each of six reps have eight leads: six are taken up, two of them signed for 100 euros."""
    for number in range(6):
        person = add_person(f"Rep{number}", by=world.system)
        give_role(person.id, Role.REP, unit_id=world.north.id, since=SINCE, by=world.system)
        world.people[f"rep{number}"] = person
        leads = [transmitted(world, f"rep{number}") for _ in range(8)]
        by = world.by(f"rep{number}")
        for lead in leads[:6]:
            take_up_lead(lead.id, by=by, at=world.at)
        for lead in leads[:2]:
            win_lead(
                lead.id, amount=90_000, margin=10_000, currency=Currency("EUR"),
                signed_on=world.at.date(), by=by, at=world.at,
            )  # fmt: skip
