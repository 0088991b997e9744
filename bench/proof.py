"""The proof of a million leads, what if of them, and their call centers compared: first in the
worker, then as a page.

Beside them stands one GROUP BY.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from bench.measures import Measure, at_percentile, milliseconds, seconds, set_up, tell

VENDOR: Final = set_up()

from django.conf import settings  # noqa: E402  Django is set up above
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.tables import analyse, roomy, unindexed  # noqa: E402
from relais.accounts.actions import (  # noqa: E402
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
)
from relais.appointments.models import Appointment  # noqa: E402
from relais.appointments.rules import Status  # noqa: E402
from relais.campaigns.actions import Terms, add_cost, create_campaign  # noqa: E402
from relais.campaigns.models import Campaign  # noqa: E402
from relais.campaigns.rules.terms import CostKind, Spread  # noqa: E402
from relais.database.bulk import insert_rows  # noqa: E402
from relais.database.models import uuid7  # noqa: E402
from relais.diagnosis.actions.compute import compute_next  # noqa: E402
from relais.diagnosis.models import Computation  # noqa: E402
from relais.leads.events import Mode, Outcome  # noqa: E402
from relais.leads.models import Lead, LeadEvent  # noqa: E402
from relais.leads.queries import State  # noqa: E402
from relais.lib.folding import words_of  # noqa: E402
from relais.people.actions import (  # noqa: E402
    add_call_center,
    add_person,
    add_unit,
    complete_privacy_checklist,
    found_organization,
    give_role,
)
from relais.people.models import Login, Organization, Person, Unit  # noqa: E402
from relais.people.rules.access import Actor, Door, Role  # noqa: E402

REPS: Final = int(os.environ.get("BENCH_REPS", "2000"))
LEADS: Final = int(os.environ.get("BENCH_LEADS", "1000000"))
TEAM: Final = 10  # reps of a unit
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
VOICES: Final = 4  # call centers, each of which brings every fourth lead
MONTHS: Final = int(os.environ.get("BENCH_MONTHS", "24"))  # each with a cost of its own
PAGE: Final = "/proof/"
WHAT_IF: Final = "/return/what-if/"
CENTERS: Final = "/return/centers/"
RECOVERY: Final = "/return/recovery/"
BARE: Final = (
    "SELECT rep_id, count(*), count(taken_up_at), count(won_at), sum(margin)"
    " FROM leads_lead GROUP BY rep_id"
)
COMING: Final = ("transmitted_at", "taken_up_at", "approach_at", "won_at")
LEAD: Final = (
    "id", "organization_id", "state", "sequence", "campaign_id", "account_id", "contact_id",
    "call_center_id", "rep_id", "unit_id", "opened_at", "submitted_at", "validated_at", *COMING,
    "closed_at", "amount", "margin", "currency", "lapsed_turns", "lapsed_reps",
)  # fmt: skip
MEETING: Final = (
    "id", "organization_id", "lead_id", "rep_id", "unit_id", "starts_at", "ends_at",
    "first_starts_at", "outcome_due_at", "buffer_minutes", "occupied_from", "occupied_until",
    "occupying", "mode", "status", "transmitted", "moves", "booked_at", "outcome", "reported_at",
)  # fmt: skip
EVENT: Final = (
    "id", "organization_id", "lead_id", "sequence", "kind", "version", "payload", "door",
    "occurred_at", "recorded_at", "inferred",
)  # fmt: skip

Rep = tuple[UUID, UUID]  # a rep, and his unit


def main() -> None:
    """Build the leads, let the worker reckon, then ask for the page as a director."""
    settings.ALLOWED_HOSTS = ["*"]
    with roomy(), transaction.atomic():
        home, reps, campaigns, director = found()
        took = seconds(lambda: laid(home, reps, campaigns))
    analyse()
    note = f"{REPS:,} reps, {len(campaigns)} campaigns, {MONTHS} months of costs"
    tell(Measure(f"{LEADS:,} leads with stages written, {VENDOR}", took, None, "s", note))
    client = Client()
    client.force_login(Login.objects.get(person=director))
    client.get(f"{PAGE}leads/?case=nothing")  # is no figure, and brings the pages into memory
    floor = at_percentile(milliseconds(lambda _: bare(), 5), 0.5)
    first(client, PAGE, "the proof")
    reckoned("proof", floor)
    for name, path in (("the proof", PAGE), ("leads behind it", f"{PAGE}leads/?case=held")):
        paged(client, path, name, floor)
    first(client, WHAT_IF, "what if")
    reckoned("what_if", floor)
    paged(client, f"{WHAT_IF}?take_up={{number}}&honour=90", "what if, each time others,", floor)
    first(client, CENTERS, "call centers compared")
    reckoned("centers", floor)
    paged(client, CENTERS, "call centers compared", floor)
    paged(client, RECOVERY, "recovery", floor)


def first(client: Client, path: str, name: str) -> None:
    """Give how long the first answer takes, which tells how far the worker is."""
    asked = seconds(lambda: client.get(path))
    tell(Measure(f"first answer of {name}, {VENDOR}", 1_000 * asked, None, "ms", "progress"))


def reckoned(kind: str, floor: float) -> None:
    """Let the worker reckon what the page has asked for, if it was so much."""
    row = Computation.objects.filter(kind=kind).first()
    if row is None:
        return
    own = time.process_time()
    took = seconds(lambda: compute_next(timezone.now()))
    own = time.process_time() - own
    row.refresh_from_db()
    assert row.done_at, row.error
    note = f"of it {own:.1f} s of the processor here; asked: 60 s; floor: one bare GROUP BY rep"
    tell(Measure(f"{kind} reckoned first, {VENDOR}", took, floor / 1_000, "s", note))


def paged(client: Client, path: str, name: str, floor: float) -> None:
    """Give how long a page takes by the clock, and of the processor in this process.

    `path` may hold {number}, which is another each time.
    """
    spent = list[float]()

    def ask(number: int) -> None:
        spent.append(1_000 * processor(lambda: client.get(path.format(number=81 + number % 19))))

    wall = at_percentile(milliseconds(ask, 20), 0.95)
    note = "p95 of 20; asked: 1,000 ms; floor: one bare GROUP BY rep"
    tell(Measure(f"{name} after it, {VENDOR}", wall, floor, "ms", note))
    processed = at_percentile(sorted(spent[3:]), 0.95)
    here = "here" if VENDOR == "sqlite" else "here, the database's own beside it"
    tell(Measure(f"{name} after it, processor, {VENDOR}", processed, None, "ms", here))


def processor(deed: Callable[[], object]) -> float:
    """Give how long a deed takes of the processor in this process."""
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def bare() -> None:
    """Group the leads by rep, and do nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        cursor.fetchall()


def found() -> tuple[UUID, list[Rep], list[Campaign], Person]:
    """Found a house of many teams, and campaigns whose costs are told month by month."""
    house = found_organization(
        "Grande Maison", slug="grande", country="FR", timezone="Europe/Paris", language="en",
        currency="EUR",
    )  # fmt: skip
    by, since = Actor(house.id, Door.CLI), (timezone.now() - 31 * MONTHS * DAY).date()
    complete_privacy_checklist(
        works_council_on=since, notice="v1", impact_assessment="A1", by=by, at=timezone.now()
    )
    root = Unit.objects.of(house.id).get(parent=None)
    director = add_person("Dora", by=by, email="dora@bench.example")
    give_role(director.id, Role.DIRECTOR, since=since, by=by, unit_id=root.id)
    director.login = Login.objects.create_user("dora@bench.example")
    director.language = "en"
    director.save()
    units = [
        add_unit(f"Team {number}", kind="agency", parent_id=root.id, by=by)
        for number in range(max(1, REPS // TEAM))
    ]
    reps = [(uuid7(), units[number % len(units)].id) for number in range(REPS)]
    insert_rows(
        Person,
        [(one, house.id, "", f"Rep {n}", words_of(f"Rep {n}"), "", "", "", "en", "FR", "",
          "Europe/Paris")
         for n, (one, _) in enumerate(reps)],
        ("id", "organization_id", "first_name", "last_name", "words", "email", "phone",
         "phone_typed", "language", "country", "subdivision", "timezone"),
    )  # fmt: skip
    campaigns = [priced(house, director, spread, since) for spread in Spread]
    return house.id, reps, campaigns, director


def priced(house: Organization, director: Person, spread: Spread, since: date) -> Campaign:
    """Create a campaign that costs something each month, and by the piece."""
    by = Actor(house.id, Door.CLI)
    terms = Terms(name=spread.value, starts_on=since, owner_id=director.id, spread=spread)
    campaign = create_campaign(terms, by=by, at=timezone.now())
    for number in range(MONTHS):
        month = since + 31 * number * DAY
        add_cost(
            campaign.id, kind=CostKind.FIXED, amount=1_000_001 + number, since=month,
            until=month + 30 * DAY, by=by,
        )  # fmt: skip
    pieces = {CostKind.PER_LEAD: 4_001, CostKind.PER_APPOINTMENT: 6_007, CostKind.TRAVEL: 1_213}
    for kind, amount in pieces.items():
        add_cost(campaign.id, kind=kind, amount=amount, since=since, by=by)
    add_cost(
        campaign.id, kind=CostKind.REP_TIME, amount=4_500, minutes=77, since=since, by=by
    )  # fmt: skip
    return campaign


def laid(home: UUID, reps: list[Rep], campaigns: list[Campaign]) -> None:
    """Write the leads, and the indexes of their tables after them."""
    with unindexed("leads_lead", "leads_leadevent", "appointments_appointment"):
        fill(home, reps, campaigns)


def fill(home: UUID, reps: list[Rep], campaigns: list[Campaign]) -> None:
    """Write leads that came more or less far, their appointments, and disputes upheld."""
    by, at = Actor(home, Door.CLI), timezone.now()
    voices = [add_call_center(f"Voice {n}", kind="outsourced", by=by).id for n in range(VOICES)]
    account = add_account(AccountDetails(name="Delattre"), by=by, at=at)
    contact = add_contact(account.id, ContactDetails(last_name="Durand"), by=by, at=at)
    ids = [uuid7() for _ in range(LEADS)]
    met: list[tuple[int, datetime]] = []
    shares, first = Random(1979), at - 31 * (MONTHS - 1) * DAY

    def leads() -> Iterator[tuple[Any, ...]]:
        for number, lead_id in enumerate(ids):
            rep_id, unit_id = reps[number % REPS]
            opened = first + (at - first) * (number / LEADS)
            passed = far(shares)
            reached = [opened + DAY * place if place <= passed else None for place in range(1, 5)]
            won = reached[3]
            if passed > 1:
                met.append((number, opened + 3 * DAY))
            yield (
                lead_id, home, State.WON.value if won else State.LOST.value, 1,
                campaigns[number % len(campaigns)].id, account.id, contact.id,
                voices[number // 7 % VOICES], rep_id, unit_id,
                opened, opened, opened + HOUR, *reached, opened + 9 * DAY,
                900_000 if won else None, 200_000 if won else None, "EUR", 0, [],
            )  # fmt: skip

    insert_rows(Lead, leads(), LEAD)
    insert_rows(Appointment, meetings(home, reps, ids, met), MEETING)
    upheld: Iterator[tuple[Any, ...]] = (
        (uuid7(), home, one, 2, "lead.contest_upheld", 1, {}, Door.CLI.value, at, at, False)
        for one in ids[::50]
    )
    insert_rows(LeadEvent, upheld, EVENT)


def far(shares: Random) -> int:
    """Draw how many of the stages after validation a lead reached."""
    drawn = shares.random()
    return sum(drawn < share for share in (0.95, 0.80, 0.60, 0.10))


def meetings(
    home: UUID, reps: list[Rep], ids: list[UUID], met: list[tuple[int, datetime]]
) -> Iterator[tuple[Any, ...]]:
    """Give an appointment of each lead that was taken up: at an hour that its rep has free."""
    busy = [met[0][1]] * REPS
    for number, wanted in met:
        rep_id, unit_id = reps[number % REPS]
        begins = max(wanted, busy[number % REPS])
        ends = busy[number % REPS] = begins + HOUR / 4
        outcome = Outcome.REP_ABSENT if number % 7 == 0 else Outcome.HELD
        yield (
            uuid7(), home, ids[number], rep_id, unit_id, begins, ends, begins, ends + 48 * HOUR, 0,
            begins, ends, True, Mode.PHONE.value, Status.BOOKED.value, True, 0,
            begins - 2 * DAY, outcome.value, ends,
        )  # fmt: skip


if __name__ == "__main__":
    main()
