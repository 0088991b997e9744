"""Counting many appointments: each table is read once as arrays, and rules tell what each had.

What a page counts of few by `facts`, `places` and `quality`, one statement each, is counted here
of all together: for a million, those would ask for the lead of each appointment a dozen times.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import Min, Q, QuerySet, UUIDField
from django.db.models.functions import Substr

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.database.apart import Apart
from relais.database.packed import (
    NEVER,
    Columns,
    Flags,
    Id,
    Ids,
    Moment,
    Texts,
    numbered,
    pair_of,
    read_packed,
    uuid_of,
)
from relais.diagnosis.queries.associations import (
    IN_DIARY,
    contests,
    deeds_of_leaders,
    in_diaries,
    whole_sheet,
    words_in_threads,
)
from relais.diagnosis.queries.facts import HONOURED_ONES
from relais.diagnosis.queries.kept import WHOLE, Asked
from relais.diagnosis.queries.team import rows_among
from relais.diagnosis.rules.columns import Deeds, LeadColumns, Numbers, Rows, counts_by, kinds_of
from relais.diagnosis.rules.counted import Counted, Found
from relais.diagnosis.rules.facts import Facts
from relais.diagnosis.rules.places import BEGINNING, Met
from relais.leads.models import Lead
from relais.people.models import Membership
from relais.people.rules.access import Role

STEPS: Final = 4
WHOSE: Final = {"rep": Id("rep_id"), "starts_at": Moment("starts_at"), "ends_at": Moment("ends_at")}
DUE, HONOURED, SILENT, STANDS = 1, 2, 4, 8
SHEET, CONTESTED = 1, 2


class Tables(NamedTuple):
    """What was read of appointments, their leads, deeds and words about these, and diaries."""

    rows: Columns
    leads: Columns
    led: Columns
    wrote: Columns
    diary: Columns
    places: list[Texts]


def counted_among(
    organization_id: UUID, asked: Asked, *, at: datetime, tell: Callable[[int], None]
) -> Counted:
    """Count the due appointments asked for by what they had, where they were, who found them.

    :param tell: hears which of `STEPS` is done.
    """
    tables = _read(organization_id, asked, at, tell)
    ids, (lead, whose, *others) = numbered(
        *(tables.rows["lead"], tables.leads["id"], tables.led["lead"], tables.wrote["lead"])
    )
    people, (rep, by, author, owner) = numbered(
        *(tables.rows["rep"], tables.led["person"], tables.wrote["person"], tables.diary["rep"])
    )
    units, [unit] = numbered(tables.rows["unit"])
    centers, [center] = numbered(tables.leads["center"])
    rows = _rows(tables.rows, rep, unit, lead)
    due = rows.only(rows.due)
    leads = _leads(tables.leads, whose, center, size=len(ids))
    kinds = kinds_of(
        due,
        leads=leads,
        led=Deeds(others[0], by, tables.led["at"]),
        wrote=Deeds(others[1], author, tables.wrote["at"]),
        since=_since(organization_id, people),
        diary=_diary(tables.diary, owner),
    )
    tell(STEPS)
    persons, homes, teams = (_uuids(each) for each in (people, units, centers))
    places: Sequence[Any] = tables.places
    told = counts_by(due, due.rep, due.unit, kinds)
    met = counts_by(due, due.rep, leads.place[due.lead])
    by_center = counts_by(due, due.rep, leads.center[due.lead])
    return Counted(
        Facts.of((persons[one], homes[home], *rest) for one, home, *rest in told),
        tuple(Met(persons[one], *(*places[place], n, k)) for one, place, n, k, _ in met),
        tuple(Found(persons[one], teams[team], n, k) for one, team, n, k, _ in by_center),
    )


def _uuids(pairs: Ids) -> list[Any]:
    return [uuid_of(one) for one in pairs]


def _read(organization_id: UUID, asked: Asked, at: datetime, tell: Callable[[int], None]) -> Tables:
    everything = asked == WHOLE
    rows = _of(organization_id) if everything else rows_among(organization_id, asked)
    flags = Flags(is_due(at), HONOURED_ONES, Q(outcome=None), IN_DIARY)
    parts = {"lead": Id("lead_id"), "unit": Id("unit_id"), "booked_at": Moment("booked_at")}
    appointments, _ = read_packed(rows, {**parts, **WHOSE, "flags": flags})
    tell(1)
    about: dict[str, Any] = {} if everything else {"lead_id__in": rows.values("lead_id")}
    leads, places = _read_leads(organization_id, about)
    tell(2)
    led = _read_deeds(deeds_of_leaders(organization_id).filter(**about), "person_id", "occurred_at")
    wrote = _read_deeds(
        words_in_threads(organization_id).filter(**about), "author_id", "written_at"
    )
    diary = appointments
    if not everything:
        of_them = in_diaries(organization_id).filter(rep_id__in=rows.values("rep_id"))
        diary, _ = read_packed(of_them, {**WHOSE, "flags": Flags(IN_DIARY)})
        diary["flags"] *= STANDS
    tell(3)
    return Tables(appointments, leads, led, wrote, diary, places)


def _of(organization_id: UUID) -> QuerySet[Appointment]:
    """Give all appointments, in the order in which they lie: no index leads to each."""
    house = Apart("organization_id", output_field=UUIDField())
    return Appointment.objects.annotate(house=house).filter(house=organization_id)


def _read_leads(organization_id: UUID, about: dict[str, Any]) -> tuple[Columns, list[Texts]]:
    rows = Lead.objects.of(organization_id).annotate(
        beginning=Substr("account__postcode", 1, BEGINNING)
    )
    chosen = rows.filter(id__in=about["lead_id__in"]) if about else rows
    contested = Q(id__in=contests(organization_id).values("lead"))
    parts = {
        "id": Id("id"),
        "transmitted_at": Moment("transmitted_at"),
        "approach_at": Moment("approach_at"),
        "center": Id("call_center_id"),
        "flags": Flags(whole_sheet(organization_id, lead=""), contested),
    }
    return read_packed(chosen, parts, texts=("account__country", "beginning"))


def _read_deeds(rows: "QuerySet[Any]", person: str, moment: str) -> Columns:
    parts = {"lead": Id("lead_id"), "person": Id(person), "at": Moment(moment)}
    return read_packed(rows, parts)[0]


def _rows(columns: Columns, rep: Numbers, unit: Numbers, lead: Numbers) -> Rows:
    moments = (columns[name] for name in ("starts_at", "ends_at", "booked_at"))
    flags = ((columns["flags"] & one) > 0 for one in (DUE, HONOURED, SILENT, STANDS))
    return Rows(rep, unit, lead, *moments, *flags)


def _diary(columns: Columns, owner: Numbers) -> Rows:
    """Give what stands in diaries; the rest of it nobody asks."""
    nothing, starts, ends = np.zeros_like(owner), columns["starts_at"], columns["ends_at"]
    no = nothing > 0
    stands = (columns["flags"] & STANDS) > 0
    return Rows(owner, nothing, nothing, starts, ends, starts, no, no, no, stands)


def _leads(columns: Columns, whose: Numbers, center: Numbers, *, size: int) -> LeadColumns:
    """Lay what was read of leads at the places of their numbers."""

    def laid(column: Any, otherwise: Any) -> Any:
        told = np.full(size, otherwise, dtype=column.dtype)
        told[whose] = column
        return told

    return LeadColumns(
        laid(columns["transmitted_at"], NEVER),
        laid(columns["approach_at"], NEVER),
        laid((columns["flags"] & SHEET) > 0, False),
        laid((columns["flags"] & CONTESTED) > 0, False),
        laid(center, 0),
        laid(columns[""], 0),
    )


def _since(organization_id: UUID, people: Any) -> Numbers:
    """Give when each person first became a rep, by his number."""
    rows = Membership.objects.of(organization_id).filter(role=Role.REP.value).order_by()
    first = dict(rows.values_list("person_id").annotate(Min("since")))
    days = {pair_of(one): datetime.combine(day, time.min, UTC) for one, day in first.items()}
    told: Sequence[tuple[int, int]] = [(int(high), int(low)) for high, low in people]
    return np.array([_us(days[one]) if one in days else NEVER for one in told], dtype=np.int64)


def _us(moment: datetime) -> int:
    return int(np.datetime64(moment.replace(tzinfo=None), "us").astype(np.int64))
