"""A challenge of 10,000 people and 5,000,000 lines: its standing, its page, an event, a rebuild.

On SQLite 1,000,000 lines. RELAIS_BENCH_LINES asks for so many, RELAIS_BENCH_PEOPLE for people.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from bench.measures import (
    Measure,
    at_percentile,
    queries_of,
    seconds,
    server_seconds,
    set_up,
    spent,
    tell,
)

VENDOR = set_up()

from django.conf import settings  # noqa: E402  Django is set up above
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.ledger import Cast, Pair, add_bench_account, append_one, drawn, stamp  # noqa: E402
from bench.routing import build  # noqa: E402
from bench.tables import analyse  # noqa: E402
from relais.challenge import projections  # noqa: E402
from relais.challenge.actions import (  # noqa: E402
    WantedChallenge,
    create_challenge,
    start_challenge,
)
from relais.challenge.models import Challenge, Entrant, Entry, Total  # noqa: E402
from relais.challenge.queries import standing_of  # noqa: E402
from relais.challenge.rules.game import ChallengeKind, Rules, Side  # noqa: E402
from relais.database.bulk import insert_rows  # noqa: E402
from relais.database.models import uuid7  # noqa: E402
from relais.leads.actions.rebuild import Projection, know, rebuild  # noqa: E402
from relais.leads.events import LeadTakenUp, LeadTakeUpUndone  # noqa: E402
from relais.leads.log import Entry as Told  # noqa: E402
from relais.leads.log import append_many, hold, listen  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.people.actions import complete_privacy_checklist, give_role  # noqa: E402
from relais.people.models import Login, Person, Unit  # noqa: E402
from relais.people.queries import Access, Role  # noqa: E402
from relais.people.rules.access import Actor  # noqa: E402

ASKED: Final = 5_000_000  # lines, of which a rebuild is to take ten minutes at most
MANY: Final = {"postgresql": ASKED}.get(VENDOR, 1_000_000)
LINES: Final = int(os.environ.get("RELAIS_BENCH_LINES", MANY))
PEOPLE: Final = int(os.environ.get("RELAIS_BENCH_PEOPLE", 10_000))
LINES_A_LEAD: Final = 6  # take-up, approach and signature, each for the rep and the telemarketer
DAYS: Final = 300
RUNS: Final = 200
SIGNED_IN: Final = 8  # who open the page in turn
WAITING: Final = 3 * (RUNS + 4)  # a lead for each run: no history grows from one to the next


def main() -> None:
    """Write the log, draw the ledger from it, and measure."""
    system, campaign_id = build()
    complete_privacy_checklist(
        works_council_on=date(2020, 1, 1),
        notice="v1",
        impact_assessment="A1",
        by=system,
        at=timezone.now(),
    )
    one = begun(system)
    cast = joined(one)
    listen(())
    told(system, campaign_id, cast, leads=LINES // LINES_A_LEAD)
    analyse()
    drawn_again(system, one)
    analyse()
    standing(one, system, cast)
    page(one, system, cast)
    an_event(system)


def drawn_again(system: Actor, one: Challenge) -> None:
    """Measure how long the ledger takes to be drawn from the log."""
    ours = projections.apply, projections.clear, projections.drawing
    know((Projection("challenge", *ours),))
    before = time.process_time(), server_seconds()
    took = seconds(lambda: rebuild(system.organization_id, told=lambda _: None))
    own, server = time.process_time() - before[0], server_seconds() - before[1]
    count = Entry.objects.filter(challenge=one).count()
    note = (
        f"{count:,} lines of {PEOPLE:,} people, {count / took:,.0f} lines/s; CPU {own:.0f} s here,"
        f" {server:.0f} s the server's beside it; for {ASKED:,} at this pace"
        f" {took * ASKED / count / 60:.1f} minutes, 10 wanted"
    )
    tell(Measure(f"ledger of a challenge drawn again, {VENDOR}", took, None, "s", note))


def begun(system: Actor) -> Challenge:
    """Make and start a challenge that has run for most of its days."""
    begins = timezone.now() - timedelta(days=DAYS)
    rules = Rules(sides=Side.BOTH, weekly_cap=500, handicap=False)
    wanted = WantedChallenge(
        "Bench", ChallengeKind.RANKING, begins.date(), timezone.now().date(), rules
    )
    one = create_challenge(wanted, by=system, at=begins)
    return start_challenge(one.id, by=system, at=begins)


def joined(one: Challenge) -> Cast:
    """Let half of the people join as reps and half as telemarketers, shared among the units."""
    units = list(Unit.objects.of(one.organization_id).exclude(parent=None).order_by("id"))
    ids = [uuid7() for _ in range(PEOPLE)]
    Person.objects.bulk_create(
        Person(id=each, organization_id=one.organization_id, last_name=f"P{number}")
        for number, each in enumerate(ids)
    )
    reps, callers = ids[: PEOPLE // 2], ids[PEOPLE // 2 :]
    teams = {each: units[number % len(units)].id for number, each in enumerate(ids)}
    sides = dict.fromkeys(reps, Side.REP) | dict.fromkeys(callers, Side.TELEMARKETER)
    at = one.started_at
    parts = ("id", "organization_id", "challenge_id", "person_id", "side", "unit_id", "agreed_at",
             "shows_name")  # fmt: skip
    insert_rows(Entrant, [
        (uuid7(), one.organization_id, one.id, each, side.value, teams[each], at, n % 3 == 0)
        for n, (each, side) in enumerate(sides.items())
    ], parts)  # fmt: skip
    totals = ("id", "organization_id", "challenge_id", "person_id", "unit_id", "side", "points",
              "factor", "counts", "now", "ever", "named")  # fmt: skip
    persons = [(each, None, side, 0) for each, side in sides.items()]
    many = Counter(teams.values())
    rows = [*persons, *((None, unit.id, Side.REP, many[unit.id]) for unit in units)]
    insert_rows(Total, [
        (uuid7(), one.organization_id, one.id, person, unit, side.value, 0, 1000, True, now, now,
         now // 3)
        for person, unit, side, now in rows
    ], totals)  # fmt: skip
    return Cast(reps, callers, teams)


def told(system: Actor, campaign_id: UUID, cast: Cast, *, leads: int) -> None:
    """Write the log of so many leads that were won, and of some that are to be taken up."""
    now, dice = timezone.now(), Random(5)
    account = add_bench_account(system, now)

    def pair() -> Pair:
        return drawn(cast, dice, now=now, days=DAYS)

    first = pair()
    lead_id = append_one(account, campaign_id, first, won=True, by=system)
    stamp(lead_id, first, (pair() for _ in range(leads - 1)))
    for _ in range(WAITING):  # a contact has one open lead at most
        append_one(account, campaign_id, pair(), won=False, by=system)


def standing(one: Challenge, system: Actor, cast: Cast) -> None:
    """Measure how long the standing takes that somebody who takes part is shown."""

    def read(number: int) -> None:
        rep_id = cast.reps[number % len(cast.reps)]
        access = Access(system.organization_id, rep_id, frozenset({Role.REP}))
        standing_of(one, access=access)

    _tell_of("standing", read)


def page(one: Challenge, system: Actor, cast: Cast) -> None:
    """Measure how long the page takes on which it stands, for some who are signed in."""
    settings.ALLOWED_HOSTS = ["*"]
    clients = [_signed_in(rep_id, cast, system) for rep_id in cast.reps[:SIGNED_IN]]

    def ask(number: int) -> None:
        answer = clients[number % len(clients)].get(f"/challenges/{one.id}/")
        assert answer.status_code == 200, answer.status_code

    _tell_of("page of a challenge", ask)


def _signed_in(rep_id: UUID, cast: Cast, by: Actor) -> Client:
    give_role(rep_id, Role.REP, since=date(2020, 1, 1), unit_id=cast.teams[rep_id], by=by)
    person = Person.objects.get(id=rep_id)
    person.login = Login.objects.create_user(f"{rep_id.hex}@bench.example")
    person.save()
    client = Client()
    client.force_login(person.login)
    return client


def _tell_of(what: str, read: Callable[[int], None]) -> None:
    took, asked = spent(read, RUNS), queries_of(read)
    p95 = at_percentile(took.clock, 0.95)
    note = f"p50 {at_percentile(took.clock, 0.5):.0f} ms; {took.words()}; {asked} queries"
    name = f"{what}, {PEOPLE:,} people, p95, {VENDOR}"
    tell(Measure(name, p95, None, "ms", f"{note}; 50 ms wanted"))


def an_event(system: Actor) -> None:
    """Measure what the points of an event add to its deed: a lead taken up, that undone."""
    rows = Lead.objects.of(system.organization_id).filter(state="transmitted")
    leads = iter(list(rows.order_by("id")))

    def deed(_: int) -> None:
        lead = next(leads)
        for event in (LeadTakenUp(lead.rep_id), LeadTakeUpUndone()):  # type: ignore[arg-type]
            with transaction.atomic():
                append_many([Told(lead, event, system, timezone.now())])

    listen(())
    hold(())
    bare, few = spent(deed, RUNS), queries_of(deed)
    listen((projections.apply,))
    hold((projections.hold,))
    ours, more = spent(deed, RUNS), queries_of(deed)
    for share in (0.5, 0.95):
        half = [at_percentile(took.clock, share) / 2 for took in (ours, bare)]
        own = [at_percentile(took.own, share) / 2 for took in (ours, bare)]
        note = (
            f"adds {half[0] - half[1]:.1f} ms, everyday points among them; of it CPU"
            f" {own[0] - own[1]:.1f} ms, the server's {(ours.server - bare.server) / 2:.1f} ms;"
            f" {(more - few) / 2:g} queries more; 5 ms wanted; floor: the event alone"
        )
        name = f"an event that gives points, p{100 * share:.0f}, {VENDOR}"
        tell(Measure(name, half[0], half[1], "ms", note))


if __name__ == "__main__":
    main()
