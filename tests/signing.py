"""Who has signed in: each person does so once a process, then it is laid as the rows that it left.

What signing in is, the pages for it are asked (relais/web/account, tests/browser).
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from relais.database.bulk import insert_rows
from relais.people.actions import choose_language, give_login
from relais.people.models import Login, Person
from tests.laid import columns_of
from tests.persons import World

_LEFT: dict[UUID, "Left"] = {}


@dataclass(frozen=True)
class Left:
    """What a person left who was given an address and signed in: both rows, but for the moment."""

    login: dict[str, object]
    session: str

    def lay(self, person_id: UUID) -> Client:
        """Write what he left, as of now, and give his client."""
        now, key = timezone.now(), token_hex(16)
        login = {**self.login, "created_at": now, "last_login": now}
        insert_rows(Login, [tuple(login.values())], tuple(login))
        told = {"login_id": login["id"], "email": login["email"], "language": "en"}
        Person.objects.filter(id=person_id).update(**told)
        until = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        columns = ("session_key", "session_data", "expire_date")
        insert_rows(Session, [(key, self.session, until)], columns)
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client


def signed_in(world: World, name: str) -> Client:
    """Give the client of somebody who has signed in, with an address of his own to do so."""
    person_id, email = world.id(name), f"{name}@example.com"
    if login := Login.objects.filter(email=email).first():
        return client_of(login)
    if left := _LEFT.get(person_id):
        return left.lay(person_id)
    client = signing_in(world, name)
    _LEFT[person_id] = left_by(client)
    return client


def signing_in(world: World, name: str) -> Client:
    """Let somebody be given an address, and sign in."""
    email = f"{name}@example.com"
    login = give_login(world.id(name), email=email, password=None, by=world.system)
    choose_language(world.id(name), language="en", by=world.system)
    return client_of(login)


def client_of(login: Login) -> Client:
    """Sign somebody in without the page for it."""
    client = Client()
    client.force_login(login)
    return client


def left_by(client: Client) -> Left:
    session = Session.objects.get(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    columns = columns_of(Login)
    row = Login.objects.values_list(*columns).get(id=client.session[SESSION_KEY])
    return Left(dict(zip(columns, row, strict=True)), session.session_data)
