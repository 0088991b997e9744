"""Giving leads to reps: one, or all that wait, by the same rules."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from relais.appointments.actions import carry_appointments
from relais.appointments.queries import learn_unbooked
from relais.campaigns.models import Campaign
from relais.database.among import among
from relais.database.behind import writing_behind
from relais.database.models import uuid7
from relais.leads.events import AssignmentReason, LeadAssigned, State
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked_many
from relais.lib.collecting import collecting_seldom
from relais.people.models import Person
from relais.people.queries import Calendars, deadline, in_post_among, with_address
from relais.people.rules.access import Actor
from relais.routing.models import WaitingLead
from relais.routing.queries import load_router, requests_for
from relais.routing.queries.loading import EVERYBODY
from relais.routing.rules import Decision, Router

BATCH = 5_000


class Desk:
    """What a batch of assignments shares: the router, the calendars, the deadlines known so far."""

    def __init__(self, organization_id: UUID, *, at: datetime) -> None:
        self.organization_id = organization_id
        self.at = at
        self.router: Router = load_router(organization_id, at=at)
        self.calendars = Calendars(organization_id)
        self._clocks: dict[UUID, str] = {}
        self._due: dict[tuple[UUID, str, datetime], datetime] = {}

    def learn(self, leads: Sequence[Lead], decisions: Sequence[Decision]) -> None:
        """Read the clocks of the campaigns and the places of the reps, once for all."""
        campaigns = Campaign.objects.of(self.organization_id)
        wanted = {lead.campaign_id for lead in leads} - self._clocks.keys()
        if wanted:
            rows = campaigns.filter(id__in=wanted)
            self._clocks.update(rows.values_list("id", "take_up_clock"))
        persons = Person.objects.of(self.organization_id)
        rows_of = persons.filter(id__in={d.rep_id for d in decisions if d.rep_id})
        places = rows_of.values_list("id", "country", "subdivision", "timezone")
        self.calendars.learn({row[0]: row[1:] for row in places})

    def due_at(self, rep_id: UUID, campaign_id: UUID, *, start: datetime) -> datetime:
        """Give when a turn that starts then runs out, in the working time of the rep's country."""
        turn = rep_id, self._clocks[campaign_id], start
        due_at = self._due.get(turn)
        if due_at is None:
            calendar = self.calendars.of_person(rep_id)
            due_at = self._due[turn] = deadline(calendar, start=start, clock=turn[1])
        return due_at


def route_waiting(organization_id: UUID, *, by: Actor, at: datetime) -> int:
    """Route all leads that wait for a rep; give how many found one.

    Asked twice, or each minute, it gives no lead twice: only what waits is routed.
    """
    rows = Lead.objects.of(organization_id).filter(state=State.VALIDATED.value)
    ids = iter(list(rows.order_by("state_since", "id").values_list("id", flat=True)))
    desk: Desk | None = None
    assigned = 0
    while chunk := list(islice(ids, BATCH)):
        with collecting_seldom(), transaction.atomic(), writing_behind():
            leads = locked_many(chunk, organization_id=organization_id)
            waiting = [leads[i] for i in chunk if leads[i].state == State.VALIDATED]
            learn_unbooked(chunk, organization_id=organization_id)
            desk = desk or Desk(organization_id, at=at)
            _learn_reached(desk)
            decisions = route_leads(waiting, desk=desk, by=by)
            assigned += sum(decision.rep_id is not None for decision in decisions)
    return assigned


def _learn_reached(desk: Desk) -> None:
    """Learn who of the reps can be told of his leads, before these are written behind."""
    in_post_among(desk.router.reps, on=desk.at.date())
    with_address(desk.router.reps, organization_id=desk.organization_id)


def route_leads(leads: Sequence[Lead], *, desk: Desk, by: Actor) -> list[Decision]:
    """Decide for validated leads under lock, assign those that find a rep, queue the others."""
    return route_each([Handed(lead, by, desk.at) for lead in leads], desk=desk)


class Handed(NamedTuple):
    """A validated lead under lock, who hands it on, and when."""

    lead: Lead
    by: Actor
    at: datetime


def route_each(handed: Sequence[Handed], *, desk: Desk) -> list[Decision]:
    """Do the same for leads that different persons hand on at different moments.

    All are decided by what stood at the desk's time.
    """
    if not handed:
        return []
    leads = [each.lead for each in handed]
    requests = requests_for(leads, organization_id=desk.organization_id, at=desk.at)
    decisions = [desk.router.decide(requests[lead.id]) for lead in leads]
    desk.learn(leads, decisions)
    decided = list(zip(handed, decisions, strict=True))
    given = [(each, decision) for each, decision in decided if decision.rep_id]
    leave_queue([each.lead for each, _ in given])
    append_many([Entry(h.lead, _assigned(h, d, desk), h.by, h.at) for h, d in given])
    carry_appointments([each.lead for each, _ in given], by=handed[0].by, at=desk.at)
    queue_up([(each, decision) for each, decision in decided if not decision.rep_id], desk=desk)
    return decisions


def route_one(lead: Lead, *, by: Actor, at: datetime) -> Decision:
    """Route one validated lead under lock."""
    return route_leads([lead], desk=Desk(lead.organization_id, at=at), by=by)[0]


def queue_up(waiting: Sequence[tuple[Handed, Decision]], *, desk: Desk) -> None:
    """Write why these leads wait; since when they wait stays as it was."""
    WaitingLead.objects.bulk_create(
        (
            WaitingLead(
                id=uuid7(),
                organization_id=desk.organization_id,
                lead=each.lead,
                reason=decision.reason.value,
                facts=dict(decision.facts),
                unit_id=decision.unit_id,
                rule_id=_rule_id(decision),
                since=each.at,
                tried_at=each.at,
            )
            for each, decision in waiting
        ),
        update_conflicts=True,
        unique_fields=["lead"],
        update_fields=["reason", "facts", "unit", "rule", "tried_at"],
    )


def leave_queue(leads: Sequence[Lead]) -> None:
    """Forget why these leads waited."""
    WaitingLead.objects.filter(among("lead_id", [lead.id for lead in leads])).delete()


def _assigned(handed: Handed, decision: Decision, desk: Desk) -> LeadAssigned:
    rep_id = decision.rep_id or UUID(int=0)
    return LeadAssigned(
        rep_id=rep_id,
        reason=AssignmentReason(decision.reason.value),
        unit_id=decision.unit_id,
        rule_id=_rule_id(decision),
        facts=dict(decision.facts) or None,
        due_at=desk.due_at(rep_id, handed.lead.campaign_id, start=handed.at),
    )


def _rule_id(decision: Decision) -> UUID | None:
    return None if decision.rule_id == EVERYBODY else decision.rule_id
