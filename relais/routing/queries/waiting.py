"""What waits for a rep and why, and why each assignment was made."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.leads.events import AssignmentReason, State
from relais.leads.lifecycle import CONTESTED
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import leads_visible_to
from relais.people.models import Person, Unit
from relais.people.queries import absent_at
from relais.people.rules.access import Access
from relais.routing.models import RoutingRule, Turn, WaitingLead
from relais.routing.rules import Waiting, explain

Words = tuple[str, dict[str, str | int]]


def queue_visible_to(access: Access) -> QuerySet[Lead]:
    """List the validated leads that wait for a rep, the oldest first, with the reason beside."""
    leads = leads_visible_to(access).filter(state=State.VALIDATED.value)
    beside = ("waiting__unit", "account", "campaign", "unit")
    return leads.select_related(*beside).order_by("state_since", "id")


def rules_of(organization_id: UUID) -> QuerySet[RoutingRule]:
    """List the rules in their order."""
    rows = RoutingRule.objects.of(organization_id).filter(retired_at=None)
    return rows.select_related("unit", "person").order_by("position", "id")


def turns_of(lead: Lead) -> QuerySet[Turn]:
    """List to whom a lead was offered, and how each turn ended."""
    rows = Turn.objects.of(lead.organization_id).filter(lead_id=lead.id)
    return rows.select_related("rep", "unit").order_by("sequence")


def assignment_of(lead: Lead) -> LeadEvent | None:
    """Get the event that gave the lead to its present rep, with its reason."""
    rows = LeadEvent.objects.of(lead.organization_id).filter(
        lead_id=lead.id, kind__in=["lead.assigned", "lead.reassigned"]
    )
    return rows.order_by("-sequence").first()


def words_of(
    reason: str,
    *,
    facts: Mapping[str, int],
    rep_id: UUID | None,
    unit_id: UUID | None,
    organization_id: UUID,
) -> Words:
    """Give why this rep, or why nobody, as a template and what fills it in."""
    names: dict[UUID, str] = {}
    if rep_id:
        names[rep_id] = str(Person.objects.of(organization_id).get(id=rep_id))
    if unit_id:
        names[unit_id] = str(Unit.objects.of(organization_id).get(id=unit_id))
    return words_with(reason, facts=facts, names=names, rep_id=rep_id, unit_id=unit_id)


def words_with(
    reason: str,
    *,
    facts: Mapping[str, int],
    names: Mapping[UUID, str],
    rep_id: UUID | None,
    unit_id: UUID | None,
) -> Words:
    """Give why this rep, or why nobody, where the names are known: of many no more is asked."""
    known = {code.value: code for code in (*AssignmentReason, *Waiting)}
    return explain(known[reason], facts=facts, names=names, rep_id=rep_id, unit_id=unit_id)


def why_waiting(row: WaitingLead) -> Words:
    """Give why a lead found no rep when last tried; the row brings its unit along."""
    names = {row.unit.id: str(row.unit)} if row.unit else {}
    return explain(Waiting(row.reason), facts=row.facts, names=names, unit_id=row.unit_id)


def reps_to_release(organization_id: UUID, *, at: datetime) -> QuerySet[Lead]:
    """List the leads whose rep can no longer act: gone for good, or away with a lead not taken up.

    What is contested is judged first, whoever has left.
    """
    gone = Q(rep__left_on__lte=at.date(), state__in=[state.value for state in CONTESTED])
    away = Q(rep_id__in=absent_at(organization_id, at=at), state=State.TRANSMITTED.value)
    return Lead.objects.of(organization_id).filter(gone | away)
