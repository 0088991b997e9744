"""The persons of every test: Tina telephones, Victor validates, Remy is the rep, Maya manages.

Olga is another rep, who must be refused; Oscar another region's relay; Dora directs; Ada
administers; Sam supervises Tina's call center; Paul guards privacy. The world is built by
calling actions: a state that history cannot reach is never tested.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
    give_account,
)
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.models import Campaign, Reason
from relais.campaigns.rules.terms import ReasonKind, Status
from relais.database.bulk import insert_rows
from relais.leads.actions import open_lead
from relais.leads.models import Lead
from relais.people.actions import (
    add_call_center,
    add_person,
    add_unit,
    found_organization,
    give_role,
)
from relais.people.models import CallCenter, Organization, Person, Unit
from relais.people.queries import actor_of
from relais.people.rules.access import Actor, Door, Role
from tests.laid import begin

# A Tuesday, 10 h in Paris: no holiday near, everybody at work.
NOON = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)
WRITTEN = "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"


@dataclass
class World:
    """An organization with two regions and the persons of the tests."""

    organization: Organization
    system: Actor
    root: Unit
    north: Unit
    south: Unit
    center: CallCenter
    campaign: Campaign
    people: dict[str, Person]
    at: datetime = NOON
    contacts: int = 0
    company: str = "Établissements {number}"  # the name of the next ones that are added
    last_name: str = "Durand {number}"
    pristine: tuple[object, ...] | None = None  # its state while nothing has happened to it

    def state(self) -> tuple[object, ...]:
        """Say how many rows were ever written here, and what is special in the next ones."""
        return rows_written(), self.at, self.contacts, self.company, self.last_name

    def is_pristine(self) -> bool:
        """Say whether it is as it was laid."""
        return self.pristine is not None and self.pristine == self.state()

    def person(self, name: str) -> Person:
        """Give a person by his first name, in lower case."""
        return self.people[name]

    def id(self, name: str) -> UUID:
        """Give a person's id by his first name."""
        return self.people[name].id

    def by(self, name: str, door: Door = Door.WEB) -> Actor:
        """Give a person as the one who acts."""
        actor = actor_of(self.people[name].id, on=self.at.date(), door=door)
        assert actor is not None
        return actor

    def later(self, **delta: float) -> datetime:
        """Let time pass, and give the new now."""
        self.at += timedelta(**delta)
        return self.at

    def reason(self, kind: ReasonKind, code: str) -> UUID:
        """Give the id of one of the organization's reasons."""
        return Reason.objects.of(self.organization.id).get(kind=kind.value, code=code).id

    def contact(self, *, owner: str | None = None, postcode: str = "59000") -> UUID:
        """Add a company with one contact, answered for by `owner`; give the contact's id."""
        self.contacts += 1
        number = self.contacts
        account = add_account(
            AccountDetails(
                name=self.company.format(number=number), postcode=postcode, city="Lille"
            ),
            by=self.system,
            at=self.at,
        )
        if owner:
            give_account(account.id, rep_id=self.id(owner), by=self.system, at=self.at)
        last_name = self.last_name.format(number=number)
        details = ContactDetails(last_name=last_name, email=f"durand{number}@example.com")
        return add_contact(account.id, details, by=self.system, at=self.at).id

    def open_lead(self, *, owner: str | None = None, by: str = "tina") -> Lead:
        """Let a telemarketer open a lead for a new contact."""
        return begin(self, opened, owner=owner, by=by)


def opened(world: World, *, owner: str | None, by: str) -> Lead:
    """Let a telemarketer open a lead by doing so, whatever was done before."""
    contact_id = world.contact(owner=owner)
    return open_lead(contact_id, campaign_id=world.campaign.id, by=world.by(by), at=world.at)


def build_world() -> World:
    """Build the organization of the tests."""
    organization = found_organization(
        "Maison Test",
        slug="test",
        country="FR",
        timezone="Europe/Paris",
        language="fr",
        currency="EUR",
    )
    system = Actor(organization.id, Door.CLI)
    root = Unit.objects.of(organization.id).get(parent=None)
    north = add_unit("Nord", kind="region", parent_id=root.id, by=system)
    south = add_unit("Sud", kind="region", parent_id=root.id, by=system)
    center = add_call_center("Voix du Nord", kind="outsourced", by=system)
    people = hire_all(system, center=center, north=north, south=south, root=root)
    terms = Terms(name="Printemps", starts_on=SINCE, owner_id=people["dora"].id)
    campaign = create_campaign(terms, by=system, at=NOON)
    set_status(campaign.id, status=Status.RUNNING, by=system)
    engage_call_center(campaign.id, call_center_id=center.id, since=SINCE, until=None, by=system)
    campaign.refresh_from_db()
    return World(organization, system, root, north, south, center, campaign, people)


def hire_all(
    by: Actor, *, center: CallCenter, root: Unit, north: Unit, south: Unit
) -> dict[str, Person]:
    """Hire everybody, each with his role."""
    posts: dict[str, tuple[Role, Unit | None]] = {
        "tina": (Role.TELEMARKETER, None),
        "theo": (Role.TELEMARKETER, None),
        "sam": (Role.SUPERVISOR, None),
        "victor": (Role.RELAY, north),
        "oscar": (Role.RELAY, south),
        "remy": (Role.REP, north),
        "olga": (Role.REP, north),
        "sara": (Role.REP, south),
        "maya": (Role.MANAGER, north),
        "milo": (Role.MANAGER, south),
        "dora": (Role.DIRECTOR, root),
        "ada": (Role.ADMIN, root),
        "paul": (Role.PRIVACY_OFFICER, root),
    }
    people = {}
    for name, (role, unit) in posts.items():
        people[name] = add_person(name.title(), by=by, email=f"{name}@example.com")
        give_role(
            people[name].id,
            role,
            since=SINCE,
            by=by,
            unit_id=unit.id if unit else None,
            call_center_id=None if unit else center.id,
        )
    return people


class Template:
    """A world as its actions left it, laid again for each test without going through them."""

    def __init__(self, build: Callable[[], World]) -> None:
        self._world = build()
        ours = [model for model in apps.get_models() if model.__module__.startswith("relais.")]
        models = [model for model in ours if model._default_manager.exists()]
        self._rows = {model: _rows_of(model) for model in models}

    def lay(self) -> World:
        """Write the rows of the world into an empty database, and give it."""
        for model, rows in self._rows.items():
            insert_rows(model, rows, _columns(model))
        world = deepcopy(self._world)
        world.pristine = world.state()
        return world


def rows_written() -> int:
    """Count the rows that were written: on SQLite by this connection, else by the transaction."""
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


def _rows_of(model: type[Model]) -> list[tuple[object, ...]]:
    return list(model._default_manager.values_list(*_columns(model)))


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def template(build: Callable[[], World] = build_world) -> Template:
    """Build a world once a process, and leave nothing of it behind."""
    with transaction.atomic():
        built = Template(build)
        transaction.set_rollback(True)
    return built


@pytest.fixture
def world(db: None) -> World:
    """Give the world of the tests, in a transaction that is rolled back."""
    return template().lay()
