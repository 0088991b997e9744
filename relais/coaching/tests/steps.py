"""What tests of coaching do again and again: let Maya observe Remy, and both score him."""

from datetime import timedelta
from typing import Any

from relais.appointments.models import Appointment
from relais.campaigns.rules.terms import SheetField
from relais.coaching.actions import Occasion, begin_observation, propose_plan, score
from relais.coaching.models import CoachingPlan, Observation
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.observing import Kind
from relais.coaching.rules.planning import Owner, PlannedAct, Terms
from relais.leads.actions import write_sheet
from relais.leads.events import Mode
from relais.people.actions import complete_privacy_checklist
from relais.routing.actions import (
    book_for_routed_rep,
    slots_for_lead,
    submit_lead,
    validate_lead,
)
from tests.persons import World

CODES = tuple(one.code for one in FIRST_GRID)


def allow(world: World) -> World:
    """Complete the organization's privacy checklist."""
    complete_privacy_checklist(
        works_council_on=world.at.date(),
        notice="v1",
        impact_assessment="AIPD 1",
        by=world.system,
        at=world.at,
    )
    return world


def levels(level: int | None, **more: int | None) -> dict[str, int | None]:
    """Give every criterion a level, and some another."""
    return dict.fromkeys(CODES, level) | more


def observed(world: World, *, by: str = "maya", **more: Any) -> Observation:
    """Let a manager begin to observe a visit of Remy's."""
    told: dict[str, Any] = {"rep_id": world.id("remy"), "kind": Kind.VISIT, "on": world.at.date()}
    invited = more.pop("invited", ())
    occasion = Occasion(**(told | more))
    return begin_observation(occasion, by=world.by(by), at=world.at, invited=invited)


def scored(world: World, found: Observation, name: str, level: int | None, **more: Any) -> None:
    """Let somebody score."""
    notes = more.pop("notes", {})
    by = world.by(name)
    score(found.id, scores=levels(level, **more), notes=notes, by=by, at=world.at)


def shared(world: World, *, rep: int = 3, observer: int = 2) -> Observation:
    """Let Maya observe Remy, and both score."""
    found = observed(world)
    scored(world, found, "remy", rep)
    scored(world, found, "maya", observer, notes={"questions": "Deux questions ouvertes"})
    return Observation.objects.get(id=found.id)


def terms(world: World, **more: Any) -> Terms:
    """Give what a plan says."""
    today = world.at.date()
    told: dict[str, Any] = {
        "goal": "Reformuler le besoin à chaque visite",
        "criteria": ("need", "questions"),
        "measure_on": today + timedelta(days=60),
        "acts": (
            PlannedAct("Préparer trois questions", Owner.REP, today + timedelta(days=7)),
            PlannedAct("L’accompagner deux fois", Owner.MANAGER, today + timedelta(days=30)),
        ),
    }
    return Terms(**(told | more))


def proposed(world: World, **more: Any) -> CoachingPlan:
    """Let Maya propose a plan to Remy."""
    return propose_plan(
        world.id("remy"), terms(world, **more), by=world.by("maya"), at=world.at
    )  # fmt: skip


def visit(world: World) -> Appointment:
    """Let Remy have a visit on a day to come."""
    lead = world.open_lead(owner="remy")
    fields = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
    tina, at = world.by("tina"), world.at
    write_sheet(lead.id, fields=fields, answers={}, by=tina, at=at)
    lead = submit_lead(lead.id, by=tina, at=at)
    until, mode = at + timedelta(days=7), Mode.VISIT
    _, free = slots_for_lead(lead, start=at, end=until, mode=mode, at=at)
    slot = next(each.start for each in free if each.start.date() > at.date())
    book_for_routed_rep(lead.id, starts_at=slot, ends_at=None, mode=mode, by=tina, at=at)
    validate_lead(lead.id, by=world.by("victor"), at=at)
    return Appointment.objects.get(lead_id=lead.id)
