"""What hangs on leads, in the same groups: turns, appointments, disputes, time to signature."""

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from relais.appointments.models import Appointment
from relais.appointments.queries import appointments_visible_to, due_columns
from relais.leads.models import LeadEvent
from relais.measures.queries.funnel import Cells
from relais.measures.queries.grouping import OWN, Grouping, Key
from relais.measures.rules import By, Dispute
from relais.people.rules.access import Role
from relais.routing.models import Turn

VERDICTS: Final = {
    "lead.contest_dismissed": False,
    "lead.contest_upheld": True,
    "lead.contest_sent_back": False,
    "lead.contest_rerouted": False,
}
DAY: Final = timedelta(days=1)


def count_reviews(cells: Cells, grouping: Grouping) -> None:
    """Add the leads that a relay sent back, and those that he set aside."""
    events = LeadEvent.objects.of(grouping.view.organization_id).filter(
        kind__in=("lead.returned", "lead.refused"), inferred=False, lead__in=grouping.leads
    )
    keys = grouping.keys("lead__")
    rows = events.order_by().annotate(**keys).values_list(*keys, "kind")
    for *key, kind, count in rows.annotate(leads=Count("lead_id", distinct=True)):
        cell = cells[grouping.key(key)]
        if kind == "lead.returned":
            cell.returned = count
        else:
            cell.turned_down = count


def count_turns(cells: Cells, grouping: Grouping) -> None:
    """Add the turns that reps were given, and those that they took up."""
    turns = Turn.objects.of(grouping.view.organization_id).filter(lead__in=grouping.leads)
    access = grouping.view.access
    if access and not access.has(Role.DIRECTOR, Role.MANAGER):
        turns = turns.filter(rep_id=access.person_id)
    keys = grouping.keys("lead__", own=OWN)
    rows = turns.order_by().annotate(**keys).values_list(*keys)
    for *key, turned, taken in rows.annotate(turned=Count("*"), taken=Count("taken_up_at")):
        cell = cells[grouping.key(key)]
        cell.turns, cell.turns_taken_up = turned, taken


def count_appointments(cells: Cells, grouping: Grouping, *, at: datetime) -> None:
    """Add the appointments due of these leads, and what became of them."""
    access = grouping.view.access
    rows = (
        appointments_visible_to(access).select_related(None)
        if access
        else Appointment.objects.of(grouping.view.organization_id)
    )
    keys = grouping.keys("lead__", own=OWN)
    counted = rows.filter(lead__in=grouping.leads).order_by().annotate(**keys).values_list(*keys)
    for *key, due, honoured, held, silent in counted.annotate(**due_columns(at)):
        cell = cells[grouping.key(key)]
        cell.due, cell.honoured, cell.held, cell.silent = due, honoured, held, silent


def count_disputes(cells: Cells, grouping: Grouping) -> None:
    """Add the disputes that were decided, and those upheld; a rep's are those that he raised."""
    for dispute, key in _disputes(grouping):
        if dispute.upheld is not None:
            cells[key].decided += 1
            cells[key].upheld += dispute.upheld


def disputes(grouping: Grouping) -> list[Dispute]:
    """List the disputes about these leads, with their reason and, once decided, the verdict."""
    return [dispute for dispute, _ in _disputes(grouping)]


def days_to_win(grouping: Grouping) -> dict[Key, float]:
    """Give the median days from opening to signature, by group; under `()` that of all."""
    keys = grouping.keys()
    won = grouping.leads.filter(won_at__isnull=False).annotate(**keys)
    taken: defaultdict[Key, list[float]] = defaultdict(list)
    for *key, opened_at, won_at in won.values_list(*keys, "opened_at", "won_at"):
        days = (won_at - opened_at) / DAY
        taken[()].append(days)
        if key:
            taken[grouping.key(key)].append(days)
    return {key: median(days) for key, days in taken.items()}


def _disputes(grouping: Grouping) -> list[tuple[Dispute, Key]]:
    events = LeadEvent.objects.of(grouping.view.organization_id).filter(
        Q(kind="lead.contested") | Q(kind__in=VERDICTS), lead__in=grouping.leads
    )
    keys = grouping.keys("lead__")
    columns = ("lead_id", "lead__originator_id", "lead__campaign_id", "kind", "payload", *keys)
    found: list[tuple[Dispute, Key]] = []
    for lead_id, telemarketer_id, campaign_id, kind, payload, *key in (
        events.order_by("lead_id", "sequence").annotate(**keys).values_list(*columns)
    ):
        if kind == "lead.contested":
            rep_id, reason_id = UUID(payload["rep_id"]), UUID(payload["reason_id"])
            raised = Dispute(lead_id, rep_id, reason_id, telemarketer_id, campaign_id)
            found.append((raised, _as_rep(grouping, key, rep_id)))
        else:
            found[-1][0].upheld = VERDICTS[kind]
    return found


def _as_rep(grouping: Grouping, key: list[object], rep_id: UUID) -> Key:
    """A lead that was contested with success has no rep any more: it is who contested it."""
    if By.REP in grouping.by:
        key[grouping.by.index(By.REP)] = rep_id
    return grouping.key(key)
