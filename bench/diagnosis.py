"""The diagnosis of 2,000 reps and a million appointments: first in the worker, then as a page."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time
from typing import Any, Final
from uuid import UUID

from bench.measures import (
    Measure,
    at_percentile,
    seconds,
    server_seconds,
    set_up,
    spent,
    tell,
)

VENDOR: Final = set_up()

from django.conf import settings  # noqa: E402  Django is set up above
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.tables import analyse  # noqa: E402
from relais.accounts.actions import (  # noqa: E402
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
)
from relais.appointments.models import Appointment  # noqa: E402
from relais.appointments.rules import Status  # noqa: E402
from relais.campaigns.actions import Terms, create_campaign  # noqa: E402
from relais.database.bulk import insert_rows  # noqa: E402
from relais.database.models import uuid7  # noqa: E402
from relais.diagnosis.actions.compute import compute_next  # noqa: E402
from relais.diagnosis.models import Computation  # noqa: E402
from relais.leads.events import Mode, Outcome  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.leads.queries import State  # noqa: E402
from relais.lib.folding import words_of  # noqa: E402
from relais.people.actions import (  # noqa: E402
    add_person,
    add_unit,
    found_organization,
    give_role,
)
from relais.people.models import Login, Membership, Person, Unit  # noqa: E402
from relais.people.rules.access import Actor, Door, Role  # noqa: E402

REPS: Final = int(os.environ.get("BENCH_REPS", "2000"))
APPOINTMENTS: Final = int(os.environ.get("BENCH_APPOINTMENTS", "1000000"))
TEAM: Final = 10  # reps of a unit
EACH: Final = 10  # appointments of a lead
HOUR: Final = timedelta(hours=1)
PAGE: Final = "/reports/diagnosis/"
KINDS: Final = {"verdict": "", "goes_with": "goes-with/", "proposals": "acts/"}
SINCE: Final = datetime(2022, 1, 1, tzinfo=UTC).date()

House = tuple[UUID, list[tuple[UUID, UUID]], UUID, UUID, UUID]


def main() -> None:
    """Build the appointments, then ask as a director and as the manager of a team."""
    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        house, director, manager = found()
        took = seconds(lambda: fill(house))
    analyse()
    note = f"{REPS:,} reps, {APPOINTMENTS:,} appointments of {APPOINTMENTS // EACH:,} leads"
    tell(Measure(f"appointments written, {VENDOR}", took, None, "s", note))
    one, team = client_of(director), client_of(manager)
    expect(team, "Appointments not honoured")
    paged(team, PAGE, f"a team page of {TEAM} reps", 100, 40)
    asked = seconds(lambda: expect(one, "being computed"))
    tell(Measure(f"first answer of the page, {VENDOR}", 1_000 * asked, None, "ms", "progress"))
    kinds = os.environ.get("BENCH_KINDS", ",".join(KINDS)).split(",")
    took = sum(compute(one, kind, KINDS[kind]) for kind in kinds)
    note = f"{', '.join(kinds)}, one after the other; asked: 10 s"
    tell(Measure(f"all computed, {VENDOR}", took, None, "s", note))
    expect(one, "Appointments not honoured")
    paged(one, PAGE, "the page after it", 1_000, 12)


def compute(client: Client, kind: str, place: str) -> float:
    """Let a page ask, and give how long the worker's own deed takes, in seconds."""
    client.get(f"{PAGE}{place}")
    before = process_time(), server_seconds()
    took = seconds(lambda: compute_next(timezone.now()))
    own, server = process_time() - before[0], server_seconds() - before[1]
    row = Computation.objects.get(kind=kind)
    assert row.done_at, row.error
    cpu = f"of it CPU {own:.1f} s, the server's {server:.1f} s"
    note = f"as the worker computes it, SciPy loaded with it; {cpu}"
    tell(Measure(f"{kind} computed, {VENDOR}", took, None, "s", note))
    return took


def paged(client: Client, path: str, name: str, wanted: int, times: int) -> None:
    """Give how long a page takes."""
    took = spent(lambda _: client.get(path), times)
    note = f"p95 of {times}; asked: {wanted} ms; {took.words()}"
    tell(Measure(f"{name}, {VENDOR}", at_percentile(took.clock, 0.95), None, "ms", note))


def expect(client: Client, words: str) -> None:
    """Ask for the page, which must say so."""
    page = client.get(PAGE).content.decode()
    assert words in page, page[:3_000]


def client_of(person: Person) -> Client:
    """Give a browser that is signed in."""
    client = Client()
    client.force_login(Login.objects.get(person=person))
    return client


def found() -> tuple[House, Person, Person]:
    """Found a house of many teams."""
    house = found_organization(
        "Grande Maison", slug="grande", country="FR", timezone="Europe/Paris", language="en",
        currency="EUR",
    )  # fmt: skip
    by, at = Actor(house.id, Door.CLI), timezone.now()
    root = Unit.objects.of(house.id).get(parent=None)
    director = hired("Dora", Role.DIRECTOR, root, by)
    units = [
        add_unit(f"Team {number}", kind="agency", parent_id=root.id, by=by)
        for number in range(max(1, REPS // TEAM))
    ]
    manager = hired("Maya", Role.MANAGER, units[0], by)
    reps = [(uuid7(), units[number % len(units)].id) for number in range(REPS)]
    insert_rows(
        Person,
        [(one, house.id, "", f"Rep {n}", words_of(f"Rep {n}"), "", "", "", "en", "FR", "",
          "Europe/Paris")
         for n, (one, _) in enumerate(reps)],
        ("id", "organization_id", "first_name", "last_name", "words", "email", "phone",
         "phone_typed", "language", "country", "subdivision", "timezone"),
    )  # fmt: skip
    insert_rows(
        Membership,
        [(uuid7(), house.id, one, Role.REP.value, unit, SINCE, 1) for one, unit in reps],
        ("id", "organization_id", "person_id", "role", "unit_id", "since", "weight"),
    )
    terms = Terms(name="All", starts_on=SINCE, owner_id=director.id)
    campaign = create_campaign(terms, by=by, at=at)
    account = add_account(AccountDetails(name="Delattre"), by=by, at=at)
    contact = add_contact(account.id, ContactDetails(last_name="Durand"), by=by, at=at)
    return (house.id, reps, campaign.id, account.id, contact.id), director, manager


def hired(name: str, role: Role, unit: Unit, by: Actor) -> Person:
    """Hire somebody who can sign in, and reads English."""
    person = add_person(name, by=by, email=f"{name.lower()}@bench.example")
    give_role(person.id, role, since=SINCE, by=by, unit_id=unit.id)
    person.login = Login.objects.create_user(f"{name.lower()}@bench.example")
    person.language = "en"
    person.save()
    return person


def fill(house: House) -> None:
    """Write the leads and their appointments, a third of the reps honouring hardly any."""
    organization_id, reps, campaign_id, account_id, contact_id = house
    random, end = Random(1979), timezone.now() - timedelta(days=10)
    leads = [uuid7() for _ in range(APPOINTMENTS // EACH)]
    lead_columns: dict[str, Any] = {
        "organization_id": organization_id, "state": State.LOST.value, "sequence": 1,
        "campaign_id": campaign_id, "account_id": account_id, "contact_id": contact_id,
        "opened_at": end - timedelta(days=900), "transmitted_at": end - timedelta(days=800),
        "closed_at": end, "currency": "EUR", "lapsed_turns": 0, "lapsed_reps": "[]",
    }  # fmt: skip
    columns = ("id", *lead_columns)
    insert_rows(Lead, ((one, *lead_columns.values()) for one in leads), columns)
    columns = (
        "id", "organization_id", "lead_id", "rep_id", "unit_id", "starts_at", "ends_at",
        "first_starts_at", "outcome_due_at", "buffer_minutes", "occupied_from", "occupied_until",
        "occupying", "mode", "status", "transmitted", "moves", "booked_at", "outcome",
        "reported_at",
    )  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(APPOINTMENTS):
            rep_id, unit_id = reps[number % REPS]
            begins = end - HOUR * (2 * (number // REPS))
            ends = begins + HOUR
            share = 0.02 if number % REPS % 3 == 0 else 0.97
            kept = random.random() < share
            outcome = Outcome.HELD.value if kept else Outcome.REP_ABSENT.value
            yield (
                uuid7(), organization_id, leads[number // EACH], rep_id, unit_id, begins, ends,
                begins, ends + 48 * HOUR, 0, begins, ends, True, Mode.PHONE.value,
                Status.BOOKED.value, True, 0, begins - 200 * HOUR, outcome, ends,
            )  # fmt: skip

    insert_rows(Appointment, rows(), columns)


if __name__ == "__main__":
    main()
