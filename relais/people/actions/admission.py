"""The first who may come in: a person who administers, with a sign-in."""

from datetime import datetime

from django.db import transaction

from relais.people.actions.persons import add_person, give_login, give_role
from relais.people.models import Login, Organization, Person
from relais.people.queries.directory import root_unit
from relais.people.rules.access import Actor, Door, Role
from relais.people.rules.admission import AddressTaken

__all__ = ["AddressTaken", "admit_administrator"]


def admit_administrator(
    organization: Organization, *, email: str, name: str, password: str, at: datetime
) -> Person:
    """Add an administrator of an organization who can sign in, for the command line.

    :raises AddressTaken: when somebody signs in with this address already.
    """
    by = Actor(organization.id, Door.CLI)
    root = root_unit(organization.id)
    with transaction.atomic():
        if Login.objects.filter(email=email.strip().lower()).exists():
            raise AddressTaken(email=email)
        person = add_person(name, by=by, email=email, language=organization.language)
        give_role(person.id, Role.ADMIN, since=at.date(), by=by, unit_id=root.id if root else None)
        give_login(person.id, email=email, password=password, by=by)
    return person
