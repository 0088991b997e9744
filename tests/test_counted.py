"""Many appointments read at once, as arrays: they say what the database says of each."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from relais.accounts.models import Account
from relais.appointments.models import Appointment
from relais.campaigns.queries import ReasonKind
from relais.database.packed import (
    NEVER,
    Flags,
    Id,
    Moment,
    numbered,
    pair_of,
    read_packed,
    uuid_of,
)
from relais.diagnosis.actions import compute_waiting, counted, want
from relais.diagnosis.models import Computation
from relais.diagnosis.queries import team as few
from relais.diagnosis.queries.counted import STEPS, counted_among
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.queries.goes_with import associations_at
from relais.diagnosis.queries.kept import Asked
from relais.diagnosis.queries.places import met_among
from relais.diagnosis.queries.quality import found_among, quality_among
from relais.diagnosis.queries.team import rows_among
from relais.diagnosis.rules.counted import Counted
from relais.diagnosis.rules.facts import Facts
from relais.leads.models import HandoverSheet, Lead, LeadEvent, Message
from relais.people.actions import give_role
from relais.people.rules.access import Role
from relais.web.reports.tests.conftest import polarised
from tests.persons import SINCE, World

__all__ = ["polarised"]

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
CODES = ("75012", "2A004", "69003", "97411", "", "É1 20", "7")


@pytest.fixture
def mixed(polarised: World) -> World:
    """Let appointments, their leads and what was done about these differ in all ways.

    Maya is a rep as well: what she does about her own appointments is no following.
    """
    random = Random(1979)
    give_role(
        polarised.id("maya"), Role.REP, since=SINCE, by=polarised.system,
        unit_id=polarised.north.id,
    )  # fmt: skip
    Appointment.objects.update(occupying=False)
    for row in Appointment.objects.order_by("id"):
        _change(row, random, polarised)
        _change_lead(row, random)
        _do_something(row, random, polarised)
    return polarised


def _change(row: Appointment, random: Random, world: World) -> None:
    starts = (
        row.starts_at + random.randint(-6, 6) * timedelta(minutes=30) + random.randint(0, 1) * TICK
    )
    row.starts_at, row.ends_at = (
        starts,
        starts + random.choice([1, 2, 46, 60]) * timedelta(minutes=30),
    )
    row.booked_at = starts - random.randint(12, 16) * DAY - random.randint(-1, 1) * TICK
    row.status = random.choice(["booked", "booked", "booked", "cancelled", "lapsed"])
    row.outcome = random.choice([row.outcome, "rep_cancelled", "prospect_absent", None])
    row.unit_id = random.choice([row.unit_id, row.unit_id, world.south.id, None])
    row.rep_id = random.choice([row.rep_id, row.rep_id, world.id("maya")])
    row.save()


def _change_lead(row: Appointment, random: Random) -> None:
    near = row.starts_at - random.choice([0, 1, 2, 3, 4]) * DAY + random.randint(-1, 1) * TICK
    leads = Lead.objects.filter(id=row.lead_id)
    leads.update(
        transmitted_at=random.choice([None, near]), approach_at=random.choice([None, near])
    )
    if random.random() < 0.3:
        leads.update(call_center_id=None)
    country = random.choice(["FR", "FR", "BE"])
    accounts = Account.objects.filter(id__in=leads.values("account_id"))
    accounts.update(postcode=random.choice(CODES), country=country)


def _do_something(row: Appointment, random: Random, world: World) -> None:
    reason = {"reason_id": str(world.reason(ReasonKind.CONTEST, "not_qualified"))}
    whose: dict[str, Any] = {"organization_id": row.organization_id, "lead_id": row.lead_id}
    for number in range(random.randint(0, 3)):
        moment = row.starts_at + random.choice([-DAY, -TICK, 0 * DAY, DAY])
        who = random.choice([world.id("maya"), world.id("milo"), world.id("tina"), row.rep_id])
        LeadEvent.objects.create(
            **whose, sequence=900 + number, kind=random.choice(["lead.contested", "lead.taken_up"]),
            person_id=who, payload=reason, door="web", occurred_at=moment, recorded_at=moment,
        )  # fmt: skip
        author, about = random.choice([who, row.rep_id]), random.choice([None, None, 900])
        Message.objects.create(**whose, author_id=author, written_at=moment, about=about)
    if random.random() < 0.6:
        HandoverSheet.objects.update_or_create(
            **whose,
            defaults={
                "need": "x",
                "context": random.choice(["", "y"]),
                "updated_at": row.starts_at,
            },
        )


def scopes(world: World) -> dict[str, Asked]:
    middle = world.at - timedelta(days=25)
    campaign_id = Lead.objects.values_list("campaign_id", flat=True).first()
    return {
        "all": Asked(("",)),
        "a unit": Asked((world.north.path,), unit_id=world.north.id),
        "a period": Asked(("",), start=middle, end=middle + 3 * DAY),
        "a campaign": Asked(("",), campaign_id=campaign_id),
        "a call center": Asked(("",), call_center_id=world.center.id),
        "nothing": Asked(("",), start=world.at + DAY),
    }


def in_rows(facts: Facts) -> list[tuple[Any, ...]]:
    columns = (facts.kind, facts.due, facts.honoured, facts.silent)
    numbers = zip(facts.rep, facts.unit, *(one.tolist() for one in columns), strict=True)
    return sorted((facts.reps[r].hex, str(facts.units[u]), *rest) for r, u, *rest in numbers)


def test_what_is_counted_at_once_is_what_statements_count(mixed: World) -> None:
    house = mixed.organization.id
    for name, asked in scopes(mixed).items():
        rows, steps = rows_among(house, asked), list[int]()
        facts = facts_among(house, rows, at=mixed.at)
        met, found = met_among(rows, at=mixed.at), found_among(rows, at=mixed.at)
        at_once = counted_among(house, asked, at=mixed.at, tell=steps.append)
        assert steps == [1, 2, 3, STEPS]
        assert in_rows(at_once.facts) == in_rows(facts), name
        assert sorted(at_once.met) == sorted(met), name
        assert sorted(at_once.found, key=str) == sorted(found, key=str), name
        for told in (at_once, Counted.of_kept(json.loads(json.dumps(at_once.kept())))):
            assert associations_at(told.facts, told.met) == associations_at(facts, met), name
            qualities = (quality_among(house, asked, each) for each in (told.found, found))
            assert next(qualities) == next(qualities), name
    assert len(in_rows(facts_among(house, Appointment.objects.of(house), at=mixed.at))) > 20


def test_several_kinds_count_once_a_day_and_keep_nobodys_id(
    polarised: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, read = polarised.by("maya").access, list[UUID]()
    assert access is not None

    def reading(home: UUID, asked: Asked, **more: Any) -> Counted:
        read.append(home)
        return counted_among(home, asked, **more)

    monkeypatch.setattr(counted, "counted_among", reading)
    scope = few.scope_of(access, None, None, None, None)
    for kind in ("goes_with", "proposals"):
        want(kind, scope, access=access, at=polarised.at)
    assert compute_waiting(polarised.at) == 2
    assert len(read) == 1
    kept = str(Computation.objects.get(kind=counted.KIND).result)
    assert not any(polarised.id(name).hex in kept for name in ("remy", "olga", "rita"))
    want("goes_with", scope, access=access, at=polarised.at + DAY)
    compute_waiting(polarised.at + DAY)
    assert len(read) == 2


def test_packed_columns_hold_what_the_orm_reads(mixed: World) -> None:
    rows = Appointment.objects.of(mixed.organization.id)
    parts = {
        "id": Id("id"),
        "unit": Id("unit_id"),
        "start": Moment("starts_at"),
        "transmitted": Moment("lead__transmitted_at"),
        "flags": Flags(Q(outcome=None), Q(unit=None), Q(status="lapsed")),
    }
    texts = ("lead__account__country", "lead__account__postcode")
    found, told = read_packed(rows, parts, texts=texts)
    units, [unit] = numbered(found["unit"])
    assert {uuid_of(one) for one in units} == {mixed.north.id, mixed.south.id, None}
    for place, pair in enumerate(found["id"]):
        row = rows.select_related("lead__account").get(id=str(uuid_of(pair)))
        account, transmitted = row.lead.account, row.lead.transmitted_at
        assert pair_of(row.id) == tuple(pair.tolist())
        assert uuid_of(units[unit[place]]) == row.unit_id
        assert found["start"][place] == _us(row.starts_at)
        assert found["transmitted"][place] == (_us(transmitted) if transmitted else NEVER)
        flags = (row.outcome is None) + 2 * (row.unit_id is None) + 4 * (row.status == "lapsed")
        assert found["flags"][place] == flags
        assert told[found[""][place]] == (account.country, account.postcode)
    assert len(found["id"]) == rows.count()


def test_of_no_rows_there_are_empty_columns(world: World) -> None:
    for rows in (Appointment.objects.none(), Appointment.objects.of(UUID(int=1))):
        found, told = read_packed(rows, {"id": Id("id"), "start": Moment("starts_at")})
        assert (found["id"].shape, found["start"].shape, told) == ((0, 2), (0,), [])


def _us(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // TICK
