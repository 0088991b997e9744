"""Routing of thousands of waiting leads to 100 reps in 20 units, each reason stored."""

from datetime import date
from uuid import UUID

from bench.measures import Measure, seconds, set_up, tell

VENDOR = set_up()

from django.db import connection  # noqa: E402  Django is set up above
from django.utils import timezone  # noqa: E402

from relais.accounts.models import Account, Contact  # noqa: E402
from relais.campaigns.actions import Terms, create_campaign, set_status  # noqa: E402
from relais.campaigns.rules.terms import Status  # noqa: E402
from relais.database.bulk import insert_rows  # noqa: E402
from relais.database.models import uuid7  # noqa: E402
from relais.leads.actions import History, Step, replay_leads  # noqa: E402
from relais.leads.events import LeadOpened, LeadSubmitted, LeadValidated, State  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.people.actions import add_person, add_unit, found_organization, give_role  # noqa: E402
from relais.people.models import Unit  # noqa: E402
from relais.people.rules.access import Actor, Door, Role  # noqa: E402
from relais.routing.actions import add_rule, route_waiting  # noqa: E402

UNITS, REPS_A_UNIT = 20, 5
SIZES = (10_000, 100_000)


def main() -> None:
    """Measure routing at each size, on the database of this process."""
    system, campaign_id = build()
    floor = 0.0
    for size in SIZES:
        wait(size, campaign_id=campaign_id, by=system)
        floor = bare_update(size)
        found = 0

        def route() -> None:
            nonlocal found
            found = route_waiting(system.organization_id, by=system, at=timezone.now())

        took = seconds(route)
        assert found == size, f"{found} of {size} were routed"
        note = f"{size / took:,.0f} leads/s; floor: one UPDATE .. FROM of the same leads"
        tell(Measure(f"routing of {size:,} leads, {VENDOR}", took, floor, "s", note))


def build() -> tuple[Actor, UUID]:
    """Build 20 units with 5 reps each, and a rule for each unit."""
    organization = found_organization(
        "Bench",
        slug=f"bench-{uuid7().hex}",
        country="FR",
        timezone="Europe/Paris",
        language="fr",
        currency="EUR",
    )
    system = Actor(organization.id, Door.CLI)
    root = Unit.objects.of(organization.id).get(parent=None)
    since = date(2020, 1, 1)
    for number in range(1, UNITS + 1):
        unit = add_unit(f"Région {number}", kind="region", parent_id=root.id, by=system)
        add_rule(unit_id=unit.id, country="FR", areas=(f"{number:02}",), by=system)
        for rep in range(REPS_A_UNIT):
            person = add_person(f"Rep {number}-{rep}", by=system)
            give_role(person.id, Role.REP, since=since, unit_id=unit.id, by=system)
    owner = add_person("Owner", by=system)
    terms = Terms(name="Bench", starts_on=since, owner_id=owner.id)
    campaign = create_campaign(terms, by=system, at=timezone.now())
    set_status(campaign.id, status=Status.RUNNING, by=system)
    return system, campaign.id


def wait(size: int, *, campaign_id: UUID, by: Actor) -> None:
    """Let so many leads wait for a rep, each of an account of its own."""
    now, batch = timezone.now(), uuid7()
    accounts = [(uuid7(), uuid7(), f"{1 + n % UNITS:02}000") for n in range(size)]
    place = ("id", "organization_id", "name", "postcode", "country", *EMPTY_ACCOUNT, "created_at")
    insert_rows(
        Account,
        (
            (i, by.organization_id, "A", code, "FR", *[""] * len(EMPTY_ACCOUNT), now)
            for i, _, code in accounts
        ),
        place,
    )
    person = ("id", "organization_id", "account_id", *EMPTY_CONTACT, "created_at")
    insert_rows(
        Contact,
        ((c, by.organization_id, i, *[""] * len(EMPTY_CONTACT), now) for i, c, _ in accounts),
        person,
    )
    steps = (LeadSubmitted(), LeadValidated())
    histories = [
        History(
            str(contact),
            [
                Step(LeadOpened(campaign_id, account, contact), now),
                *(Step(step, now) for step in steps),
            ],
        )
        for account, contact, _ in accounts
    ]
    for start in range(0, size, 10_000):
        replay_leads(histories[start : start + 10_000], batch_id=batch, by=by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bare_update(size: int) -> float:
    """Give how long the database alone takes to change as many leads by one statement."""
    waiting = Lead.objects.filter(state=State.VALIDATED.value)
    assert waiting.count() == size
    return seconds(lambda: waiting.update(turn_at=None, lapsed_turns=0))


EMPTY_ACCOUNT = tuple(
    f.attname
    for f in Account._meta.concrete_fields
    if f.attname
    not in {"id", "organization_id", "name", "postcode", "country", "size", "created_at"}
    and not f.null
)
EMPTY_CONTACT = tuple(
    f.attname
    for f in Contact._meta.concrete_fields
    if f.attname not in {"id", "organization_id", "account_id", "created_at"} and not f.null
)


if __name__ == "__main__":
    main()
