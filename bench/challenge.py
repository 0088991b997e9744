"""A challenge of 10,000 who take part and 5,000,000 lines: its standing, an event, a rebuild.

RELAIS_BENCH_LINES asks for fewer lines, RELAIS_BENCH_PEOPLE for fewer people.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Final
from uuid import UUID

from bench.measures import Measure, at_percentile, milliseconds, seconds, set_up, tell

VENDOR = set_up()

from django.db import connection, transaction  # noqa: E402  Django is set up above
from django.utils import timezone  # noqa: E402

from bench.routing import build  # noqa: E402
from relais.accounts.actions import (  # noqa: E402
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
)
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
from relais.leads.events import (  # noqa: E402
    Approach,
    AssignmentReason,
    LeadApproachStarted,
    LeadAssigned,
    LeadOpened,
    LeadSubmitted,
    LeadTakenUp,
    LeadTakeUpUndone,
    LeadValidated,
    LeadWon,
)
from relais.leads.log import Entry as Told  # noqa: E402
from relais.leads.log import FreshLead, append_many, listen  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.people.actions import complete_privacy_checklist  # noqa: E402
from relais.people.models import Person, Unit  # noqa: E402
from relais.people.queries import Access, Role  # noqa: E402
from relais.people.rules.access import Actor  # noqa: E402

LINES: Final = int(os.environ.get("RELAIS_BENCH_LINES", 5_000_000))
PEOPLE: Final = int(os.environ.get("RELAIS_BENCH_PEOPLE", 10_000))
LINES_A_LEAD: Final = 6  # take-up, approach and signature, each for the rep and the telemarketer
DAYS: Final = 300
RUNS: Final = 200
WAITING: Final = 2 * (RUNS + 3)  # a lead for each run: no history grows from one to the next


def main() -> None:
    """Write the log, draw the ledger from it, and measure."""
    system, campaign_id = build()
    complete_privacy_checklist(
        works_council_on=date(2020, 1, 1), notice="v1", impact_assessment="A1", by=system
    )
    one = begun(system)
    reps, callers, teams = joined(one)
    listen(())
    leads = LINES // LINES_A_LEAD
    told(system, campaign_id, reps, callers, teams, leads=leads)
    know((Projection("challenge", projections.apply, projections.clear),))
    took = seconds(lambda: rebuild(system.organization_id, told=lambda _: None))
    count = Entry.objects.filter(challenge=one).count()
    note = f"{count:,} lines of {PEOPLE:,} people; 10 minutes wanted"
    tell(Measure(f"ledger of a challenge drawn again, {VENDOR}", took, None, "s", note))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    standing(one, system, reps)
    an_event(system, one)


def begun(system: Actor) -> Challenge:
    """Make and start a challenge that has run for most of its days."""
    begins = timezone.now() - timedelta(days=DAYS)
    rules = Rules(sides=Side.BOTH, weekly_cap=500, handicap=False)
    wanted = WantedChallenge(
        "Bench", ChallengeKind.RANKING, begins.date(), timezone.now().date(), rules
    )
    one = create_challenge(wanted, by=system, at=begins)
    return start_challenge(one.id, by=system, at=begins)


def joined(one: Challenge) -> tuple[list[UUID], list[UUID], dict[UUID, UUID]]:
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
              "factor", "counts")  # fmt: skip
    persons = [(each, None, side) for each, side in sides.items()]
    rows = [*persons, *((None, unit.id, Side.REP) for unit in units)]
    insert_rows(Total, [
        (uuid7(), one.organization_id, one.id, person, unit, side.value, 0, 1000, True)
        for person, unit, side in rows
    ], totals)  # fmt: skip
    return reps, callers, teams


def told(
    system: Actor,
    campaign_id: UUID,
    reps: list[UUID],
    callers: list[UUID],
    teams: dict[UUID, UUID],
    *,
    leads: int,
) -> None:
    """Write the log of so many leads that were won, and of some that are to be taken up."""
    now = timezone.now()
    account = add_account(AccountDetails(name="Bench"), by=system, at=now)
    first = add_contact(account.id, ContactDetails(last_name="B"), by=system, at=now)
    dice = Random(5)

    def histories() -> Iterator[list[Told]]:
        contact_id = first.id
        for number in range(leads + WAITING):
            rep, caller = dice.choice(reps), dice.choice(callers)
            if number >= leads:  # a contact has one open lead at most
                details = ContactDetails(last_name=f"B{number}")
                contact_id = add_contact(account.id, details, by=system, at=now).id
            opened = LeadOpened(campaign_id, account.id, contact_id, caller)
            lead = FreshLead(id=uuid7(), organization_id=system.organization_id)
            at = now - timedelta(days=dice.randrange(1, DAYS - 1), seconds=dice.randrange(80_000))
            yield history(lead, opened, rep, teams[rep], system, at, won=number < leads)

    all_of_them = histories()
    while some := list(islice(all_of_them, 2_000)):
        with transaction.atomic():
            append_many([one for each in some for one in each])


def history(
    lead: FreshLead,
    opened: LeadOpened,
    rep: UUID,
    unit: UUID,
    by: Actor,
    at: datetime,
    *,
    won: bool,
) -> list[Told]:
    """Give the events of a lead, to its signature or until it waits for its rep."""
    assigned = LeadAssigned(rep, AssignmentReason.OWNER, unit_id=unit)
    events = [opened, LeadSubmitted(), LeadValidated(), assigned]
    if won:
        events += [LeadTakenUp(rep), LeadApproachStarted(Approach.CALL), LeadWon(1000)]
    return [Told(lead, event, by, at) for event in events]


def standing(one: Challenge, system: Actor, reps: list[UUID]) -> None:
    """Measure how long the standing takes that somebody who takes part is shown."""

    def read(number: int) -> None:
        access = Access(system.organization_id, reps[number % len(reps)], frozenset({Role.REP}))
        standing_of(one, access=access)

    took = milliseconds(read, RUNS)
    p95 = at_percentile(took, 0.95)
    note = f"p50 {at_percentile(took, 0.5):.0f} ms; 50 ms wanted"
    tell(Measure(f"standing of {PEOPLE:,} people, p95, {VENDOR}", p95, None, "ms", note))


def an_event(system: Actor, one: Challenge) -> None:
    """Measure what the points of an event add to its deed: taken up and undone, lead by lead."""
    rows = Lead.objects.of(system.organization_id).filter(state="transmitted")
    leads = iter(rows.order_by("id"))

    def deed(_: int) -> None:
        lead = next(leads)
        for event in (LeadTakenUp(lead.rep_id), LeadTakeUpUndone()):  # type: ignore[arg-type]
            with transaction.atomic():
                append_many([Told(lead, event, system, timezone.now())])

    bare = milliseconds(deed, RUNS)
    listen((projections.apply,))
    ours = milliseconds(deed, RUNS)
    half = [at_percentile(took, 0.95) / 2 for took in (ours, bare)]
    note = f"adds {half[0] - half[1]:.1f} ms, everyday points among them; 5 ms wanted"
    name = f"an event that gives points, p95, {VENDOR}"
    tell(Measure(name, half[0], half[1], "ms", f"{note}; floor: the event alone"))


if __name__ == "__main__":
    main()
