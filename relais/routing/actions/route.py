"""Giving leads to reps: one, or all that wait, by the same rules."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from relais.appointments.actions import carry_appointments
from relais.campaigns.models import Campaign
from relais.database.models import uuid7
from relais.leads.events import AssignmentReason, LeadAssigned, State
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked_many
from relais.people.models import Person
from relais.people.queries import Calendars, deadline
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
        self._due: dict[tuple[UUID, str], datetime] = {}

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

    def due_at(self, rep_id: UUID, campaign_id: UUID) -> datetime:
        """Give when a turn that starts now runs out, in the working time of the rep's country."""
        clock = self._clocks[campaign_id]
        if (rep_id, clock) not in self._due:
            calendar = self.calendars.of_person(rep_id)
            self._due[rep_id, clock] = deadline(calendar, start=self.at, clock=clock)
        return self._due[rep_id, clock]


def route_waiting(organization_id: UUID, *, by: Actor, at: datetime) -> int:
    """Route all leads that wait for a rep; give how many found one.

    Asked twice, or each minute, it gives no lead twice: only what waits is routed.
    """
    rows = Lead.objects.of(organization_id).filter(state=State.VALIDATED.value)
    ids = iter(list(rows.order_by("state_since", "id").values_list("id", flat=True)))
    desk: Desk | None = None
    assigned = 0
    while chunk := list(islice(ids, BATCH)):
        with transaction.atomic():
            leads = locked_many(chunk, organization_id=organization_id)
            waiting = [leads[i] for i in chunk if leads[i].state == State.VALIDATED]
            desk = desk or Desk(organization_id, at=at)
            decisions = route_leads(waiting, desk=desk, by=by)
            assigned += sum(decision.rep_id is not None for decision in decisions)
    return assigned


def route_leads(leads: Sequence[Lead], *, desk: Desk, by: Actor) -> list[Decision]:
    """Decide for validated leads under lock, assign those that find a rep, queue the others."""
    requests = requests_for(leads, organization_id=desk.organization_id, at=desk.at)
    decisions = [desk.router.decide(requests[lead.id]) for lead in leads]
    desk.learn(leads, decisions)
    given = [(lead, d) for lead, d in zip(leads, decisions, strict=True) if d.rep_id]
    append_many([Entry(lead, _assigned(lead, d, desk), by, desk.at) for lead, d in given])
    carry_appointments([lead for lead, _ in given], by=by, at=desk.at)
    queue_up(
        [(lead, d) for lead, d in zip(leads, decisions, strict=True) if not d.rep_id], desk=desk
    )
    leave_queue([lead for lead, _ in given])
    return decisions


def route_one(lead: Lead, *, by: Actor, at: datetime) -> Decision:
    """Route one validated lead under lock."""
    return route_leads([lead], desk=Desk(lead.organization_id, at=at), by=by)[0]


def queue_up(waiting: Sequence[tuple[Lead, Decision]], *, desk: Desk) -> None:
    """Write why these leads wait; since when they wait stays as it was."""
    WaitingLead.objects.bulk_create(
        (
            WaitingLead(
                id=uuid7(),
                organization_id=desk.organization_id,
                lead=lead,
                reason=decision.reason.value,
                facts=dict(decision.facts),
                unit_id=decision.unit_id,
                rule_id=_rule_id(decision),
                since=desk.at,
                tried_at=desk.at,
            )
            for lead, decision in waiting
        ),
        update_conflicts=True,
        unique_fields=["lead"],
        update_fields=["reason", "facts", "unit", "rule", "tried_at"],
    )


def leave_queue(leads: Sequence[Lead]) -> None:
    """Forget why these leads waited."""
    WaitingLead.objects.filter(lead__in=[lead.id for lead in leads]).delete()


def _assigned(lead: Lead, decision: Decision, desk: Desk) -> LeadAssigned:
    rep_id = decision.rep_id or UUID(int=0)
    return LeadAssigned(
        rep_id=rep_id,
        reason=AssignmentReason(decision.reason.value),
        unit_id=decision.unit_id,
        rule_id=_rule_id(decision),
        facts=dict(decision.facts) or None,
        due_at=desk.due_at(rep_id, lead.campaign_id),
    )


def _rule_id(decision: Decision) -> UUID | None:
    return None if decision.rule_id == EVERYBODY else decision.rule_id
