"""What fell to those who lead some reps, from leads, turns, appointments, threads and acts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from relais.acts.queries import Act, ActKind, ActState
from relais.appointments.models import Appointment
from relais.appointments.queries.figures import KEPT
from relais.database.among import among
from relais.leads.models import LeadEvent, Message
from relais.routing.models import Turn
from relais.steering.rules.cockpit import WITHIN, Kind, Matter, mondays_before

VERDICTS: Final = (
    "lead.contest_dismissed", "lead.contest_upheld", "lead.contest_sent_back",
    "lead.contest_rerouted",
)  # fmt: skip
ALWAYS: Final = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_TURN: Final = timedelta(days=60)
LONGEST_WINDOW: Final = timedelta(days=30)  # from an appointment to when it must be told
INSTANT: Final = timedelta(microseconds=1)


def days_shown(at: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """Give the first and the last day of the weeks that are shown."""
    mondays = mondays_before(at.astimezone(zone).date())
    return mondays[-1], mondays[0] + timedelta(days=6)


def matters_of(
    organization_id: UUID,
    rep_ids: Collection[UUID],
    doers: Collection[UUID],
    *,
    zone: ZoneInfo,
    at: datetime,
) -> Iterator[Matter]:
    """Give what fell to those who lead some reps in the weeks that are shown; five queries."""
    first, _ = days_shown(at, zone)
    since = datetime.combine(first, time.min, zone)
    met = _appointments(organization_id, rep_ids, since, at)
    turns = _turns(organization_id, rep_ids, since, at)
    contested = _contested(organization_id, set(rep_ids), since)
    leads = {row["lead_id"] for row in chain(met, turns, contested)}
    done = _Deeds(organization_id, leads, doers)
    yield from chain.from_iterable(_of_appointment(row, done, since, at) for row in met)
    yield from filter(None, (_of_turn(row, done, since, at) for row in turns))
    yield from (_of_dispute(row, done) for row in contested)


class _Deeds:
    """What those who lead did on some leads, and who judged them."""

    def __init__(
        self, organization_id: UUID, leads: Collection[UUID], doers: Collection[UUID]
    ) -> None:
        self.doers = doers
        self.all: defaultdict[UUID, list[datetime]] = defaultdict(list)
        self.words: defaultdict[UUID, list[datetime]] = defaultdict(list)
        self.verdicts: defaultdict[UUID, list[tuple[datetime, bool]]] = defaultdict(list)
        theirs = among("person_id", list(doers))
        events = LeadEvent.objects.of(organization_id).filter(among("lead_id", leads))
        found = events.filter(theirs | Q(kind__in=VERDICTS)).order_by("occurred_at")
        columns = ("lead_id", "kind", "person_id", "occurred_at")
        for lead_id, kind, person_id, moment in found.values_list(*columns):
            if kind in VERDICTS:
                self.verdicts[lead_id].append((moment, person_id in doers))
            if person_id in doers:
                self.all[lead_id].append(moment)
        said = Message.objects.of(organization_id).filter(
            among("lead_id", leads), among("author_id", list(doers)), about=None
        )
        for lead_id, moment in said.values_list("lead_id", "written_at"):
            self.words[lead_id].append(moment)

    def on(self, lead_id: UUID) -> list[datetime]:
        """Give every deed and word of theirs on a lead."""
        return [*self.all.get(lead_id, ()), *self.words.get(lead_id, ())]


def _appointments(
    organization_id: UUID, rep_ids: Collection[UUID], since: datetime, at: datetime
) -> list[dict[str, Any]]:
    rows = Appointment.objects.of(organization_id).filter(
        KEPT,
        among("rep_id", list(rep_ids)),
        transmitted=True,
        starts_at__gte=since - LONGEST_WINDOW,
        starts_at__lt=at + WITHIN,
    )
    columns = ("id", "lead_id", "rep_id", "starts_at", "outcome_due_at", "reported_at")
    return [dict(row) for row in rows.values(*columns, "reported_by_id")]


def _of_appointment(
    row: dict[str, Any], done: _Deeds, since: datetime, at: datetime
) -> Iterator[Matter]:
    """An appointment is to be followed before it starts, and asked for where nobody told it."""
    starts, closed, told = row["starts_at"], row["outcome_due_at"], row["reported_at"]
    whose = {"row_id": row["id"], "lead_id": row["lead_id"], "rep_id": row["rep_id"]}
    deeds = done.on(row["lead_id"])
    if starts >= since:
        yield Matter(Kind.FOLLOW, starts, ALWAYS, starts - INSTANT, deeds, **whose)
    if since <= closed <= at and (told is None or told > closed):
        asked = [*done.words.get(row["lead_id"], ())]
        if told and row["reported_by_id"] in done.doers:
            asked.append(told)
        yield Matter(Kind.ASK, closed, starts, closed + WITHIN, asked, told, **whose)


def _turns(
    organization_id: UUID, rep_ids: Collection[UUID], since: datetime, at: datetime
) -> list[dict[str, Any]]:
    rows = Turn.objects.of(organization_id).filter(
        among("rep_id", list(rep_ids)),
        started_at__gte=since - LONGEST_TURN,
        started_at__lte=at,
        due_at__gte=since,
    )
    columns = ("lead_id", "rep_id", "started_at", "due_at", "taken_up_at", "ended_at")
    return [dict(zip(columns, row, strict=True)) for row in rows.values_list(*columns)]


def _of_turn(row: dict[str, Any], done: _Deeds, since: datetime, at: datetime) -> Matter | None:
    """A turn that is three quarters over is its manager's: he is told then, and it may lapse."""
    starts, ends = row["started_at"], row["due_at"]
    falls = starts + (ends - starts) * 3 / 4
    over = [moment for moment in (row["taken_up_at"], row["ended_at"]) if moment]
    settled = min(over, default=None)
    if not since <= falls <= at or (settled and settled <= falls):
        return None
    return Matter(
        Kind.TAKE_UP, falls, starts + INSTANT, ends, done.on(row["lead_id"]), settled,
        row_id=row["lead_id"], lead_id=row["lead_id"], rep_id=row["rep_id"],
    )  # fmt: skip


def _contested(
    organization_id: UUID, rep_ids: Collection[UUID], since: datetime
) -> list[dict[str, Any]]:
    rows = LeadEvent.objects.of(organization_id).filter(
        kind="lead.contested", occurred_at__gte=since, inferred=False
    )
    found = rows.values("lead_id", "occurred_at", "payload__rep_id")
    told = [row | {"rep_id": UUID(row["payload__rep_id"])} for row in found]
    return [row for row in told if row["rep_id"] in rep_ids]


def _of_dispute(row: dict[str, Any], done: _Deeds) -> Matter:
    begun, lead_id = row["occurred_at"], row["lead_id"]
    after = [(moment, his) for moment, his in done.verdicts.get(lead_id, ()) if moment >= begun]
    judged = after[:1]  # what is contested again is a matter of its own
    return Matter(
        Kind.HEAR,
        begun,
        begun,
        begun + WITHIN,
        [moment for moment, his in judged if his],
        next((moment for moment, his in judged if not his), None),
        row_id=lead_id,
        lead_id=lead_id,
        rep_id=row["rep_id"],
    )


def matters_of_acts(acts: Iterable[Act], zone: ZoneInfo) -> list[Matter]:
    """Agreed acts count in the week of their day; to accompany a rep is a kind of its own."""
    found = []
    for act in acts:
        if act.due_on is None:
            continue
        day = datetime.combine(act.due_on, time(12), zone)
        kind = Kind.ACCOMPANY if act.kind == ActKind.ACCOMPANY else Kind.AGREED
        done = [act.closed_at] if act.state == ActState.DONE and act.closed_at else []
        found.append(Matter(kind, day, ALWAYS, day + WITHIN, done, row_id=act.id))
    return found
