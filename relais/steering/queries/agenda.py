"""What a meeting looks at: the leads of a unit that need a decision, why, and how many more."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from relais.appointments.models import Appointment
from relais.appointments.queries import chosen
from relais.appointments.queries.lists import UNSAID
from relais.campaigns.models import Campaign
from relais.leads.events import Approach, State
from relais.leads.lifecycle import CONTESTED, OPEN
from relais.leads.models import Lead, LeadEvent
from relais.leads.rules.guards import KEPT_FOR
from relais.people.models import Unit
from relais.steering.rules.meetings import Topic

OF_EACH: Final = 6  # leads of a topic on one agenda, those that wait longest
STUCK_AFTER: Final = timedelta(days=30)  # without a step, and without an appointment to come
WORKED: Final = (State.TAKEN_UP.value, State.IN_APPROACH.value)
DISPUTED: Final = [state.value for state in CONTESTED.values()]
LIVING: Final = [state.value for state in OPEN]


class Item(NamedTuple):
    """A lead on the agenda: why it is there, since when, and who is its rep."""

    topic: Topic
    lead_id: UUID
    since: datetime | None
    rep_id: UUID | None


class Agenda(NamedTuple):
    """The leads that are looked at, and how many there are of each topic."""

    items: list[Item]
    counts: dict[Topic, int]


def agenda_of(unit: Unit, *, at: datetime) -> Agenda:
    """Find what needs a decision in a unit and those below, each lead once; two queries a topic.

    Of each topic those that wait longest; only what may be called again comes latest closed first.
    """
    leads = Lead.objects.of(unit.organization_id).filter(unit__path__startswith=unit.path)
    items: list[Item] = []
    counts: dict[Topic, int] = {}
    for topic, (wanted, since) in _topics(unit, at).items():
        rows = leads.filter(wanted).exclude(id__in=[item.lead_id for item in items])
        order = "-waits" if topic is Topic.RECOVERY else "waits"
        told = rows.annotate(waits=since).order_by(order, "id")
        found = list(told.values_list("id", "waits", "rep_id")[:OF_EACH])
        counts[topic] = rows.count() if len(found) == OF_EACH else len(found)
        items += [Item(topic, *row) for row in found]
    return Agenda(items, counts)


def recoverable(organization_id: UUID, *, at: datetime) -> Q:
    """Give the predicate of lost leads that the house may call again: cooled off, not too old,
    and nothing else under way with the same person. Who has objected is withdrawn, not lost.
    """
    rested = Q(pk__in=[])
    campaigns = Campaign.objects.of(organization_id)
    for days in campaigns.values_list("cool_off_days", flat=True).distinct().order_by():
        rested |= Q(campaign__cool_off_days=days, closed_at__lte=at - timedelta(days=days))
    living = Lead.objects.of(organization_id).filter(state__in=LIVING)
    alone = ~Q(contact_id__in=living.values("contact_id"))  # found once, not for each lead
    young = Q(closed_at__gt=at - KEPT_FOR)
    return Q(alone, young, rested, state=State.LOST.value)


def _topics(unit: Unit, at: datetime) -> dict[Topic, tuple[Q, F | Subquery]]:
    """Give of each topic its predicate, and what tells since when."""
    organization_id = unit.organization_id
    untold = _appointments(unit).filter(UNSAID, outcome_due_at__lte=at)
    to_come = Appointment.objects.of(organization_id).filter(
        lead_id=OuterRef("id"), occupying=True, starts_at__gt=at
    )
    proposals = LeadEvent.objects.of(organization_id).filter(
        kind="lead.approach_started", payload__means=Approach.PROPOSAL.value
    )
    still = Q(~Exists(to_come), state__in=WORKED, state_since__lte=at - STUCK_AFTER)
    near = Q(state=State.IN_APPROACH.value, id__in=proposals.values("lead_id"))
    oldest = untold.filter(lead_id=OuterRef("id")).order_by("starts_at").values("starts_at")[:1]
    return {
        Topic.DISPUTE: (Q(state__in=DISPUTED), F("state_since")),
        Topic.OUTCOME: (Q(id__in=untold.values("lead_id")), Subquery(oldest)),
        Topic.OVERDUE: (Q(state=State.TRANSMITTED.value, due_at__lte=at), F("due_at")),
        Topic.NO_REP: (Q(state=State.VALIDATED.value), F("state_since")),
        Topic.PROPOSAL: (near, F("state_since")),
        Topic.STUCK: (still, F("state_since")),
        Topic.RECOVERY: (recoverable(organization_id, at=at), F("closed_at")),
    }


def _appointments(unit: Unit) -> QuerySet[Any]:
    return chosen(unit.organization_id, unit_path=unit.path).order_by()
