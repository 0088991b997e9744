"""Reading disputes and honouring by telemarketers' team, and disputes by reason.

The leads are those offered to a rep of the chosen units: one that was contested with success has
no rep any more, and no appointment that is due, but it was transmitted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
from django.db.models import Count, Q, QuerySet

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.campaigns.models import Reason as ReasonRow
from relais.database.among import within
from relais.diagnosis.queries.facts import HONOURED_ONES
from relais.diagnosis.queries.kept import Asked
from relais.diagnosis.rules.associations import Association
from relais.diagnosis.rules.counted import Found
from relais.diagnosis.rules.quality import Disputed, Quality, Reason, Team, honouring_of
from relais.leads.models import LeadEvent
from relais.people.models import CallCenter
from relais.people.queries import units_of
from relais.routing.models import Turn

UPHELD: Final = "lead.contest_upheld"
DECIDED: Final = (
    UPHELD, "lead.contest_dismissed", "lead.contest_sent_back", "lead.contest_rerouted",
)  # fmt: skip

Tally = Counter[str]


def quality_among(organization_id: UUID, asked: Asked, found: Iterable[Found]) -> Quality:
    """Count what was disputed of the leads asked for, and how their appointments were honoured.

    :param found: the due appointments asked for, by rep and call center.
    """
    turns = _turns(organization_id, asked)
    by_team, by_reason = _disputes(organization_id, turns)
    return Quality(
        tuple(_teams(organization_id, turns, by_team, _honouring(found))),
        tuple(_reasons(organization_id, by_reason)),
    )


def _turns(organization_id: UUID, asked: Asked) -> QuerySet[Turn]:
    wanted = {
        "started_at__gte": asked.start,
        "started_at__lt": asked.end,
        "lead__campaign_id": asked.campaign_id,
        "lead__call_center_id": asked.call_center_id,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    turns = Turn.objects.of(organization_id).filter(**given).order_by()
    if "" in asked.paths:
        return turns
    near = Q(pk__in=[])
    for path in asked.paths:
        near |= Q(path__startswith=path)
    return turns.filter(within("unit_id", units_of(organization_id).filter(near).values("id")))


def _disputes(
    organization_id: UUID, turns: QuerySet[Turn]
) -> tuple[dict[UUID | None, Tally], dict[UUID, Tally]]:
    """Walk through disputes and their decisions, lead by lead."""
    by_team: defaultdict[UUID | None, Tally] = defaultdict(Counter)
    by_reason: defaultdict[UUID, Tally] = defaultdict(Counter)
    events = LeadEvent.objects.of(organization_id).filter(
        kind__in=("lead.contested", *DECIDED), lead__in=turns.values("lead_id")
    )
    columns = ("lead__call_center_id", "kind", "payload__reason_id")
    tallies: tuple[Tally, ...] = ()
    for team, kind, reason_id in events.order_by("lead_id", "sequence").values_list(*columns):
        if kind == "lead.contested":
            tallies = (by_team[team], by_reason[UUID(reason_id)])
        for tally in tallies:
            tally["raised"] += kind == "lead.contested"
            tally["decided"] += kind in DECIDED
            tally["upheld"] += kind == UPHELD
    return by_team, by_reason


def found_among(rows: QuerySet[Appointment], *, at: datetime) -> list[Found]:
    """Count chosen due appointments by rep and by the call center that found their leads."""
    counts = (
        rows.filter(is_due(at))
        .order_by()
        .values("rep_id", "lead__call_center_id")
        .annotate(due=Count("id"), honoured=Count("id", filter=HONOURED_ONES))
        .values_list("rep_id", "lead__call_center_id", "due", "honoured")
    )
    return sorted((Found(*row) for row in counts), key=lambda one: one.rep_id)


def _honouring(found: Iterable[Found]) -> dict[UUID | None, Association]:
    reps: dict[UUID, int] = {}
    teams: dict[UUID | None, int] = {}
    table = [
        (reps.setdefault(rep, len(reps)), teams.setdefault(team, len(teams)), due, honoured)
        for rep, team, due, honoured in found
    ]
    return honouring_of(list(teams), np.array(table, dtype=np.int64))


def _teams(
    organization_id: UUID,
    turns: QuerySet[Turn],
    disputed: dict[UUID | None, Tally],
    honouring: dict[UUID | None, Association],
) -> list[Team]:
    names = dict(CallCenter.objects.of(organization_id).values_list("id", "name"))
    counted = turns.values_list("lead__call_center_id").annotate(
        leads=Count("lead_id", distinct=True), found=Count("lead__originator_id", distinct=True)
    )
    [nothing] = honouring_of([None], np.zeros((0, 4), dtype=np.int64)).values()
    teams = [
        Team(
            names.get(team, ""), found, leads, Disputed(**disputed.get(team, Counter())),
            honouring.get(team, nothing),
        )
        for team, leads, found in counted
    ]  # fmt: skip
    return sorted(teams, key=lambda one: (-one.transmitted, one.name))


def _reasons(organization_id: UUID, disputed: dict[UUID, Tally]) -> list[Reason]:
    rows = ReasonRow.objects.of(organization_id).filter(id__in=disputed)
    found = [Reason(row.label_en, row.label_fr, Disputed(**disputed[row.id])) for row in rows]
    return sorted(found, key=lambda one: (-one.disputed.raised, one.label_en))
