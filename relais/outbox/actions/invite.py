"""Letting people in: a sign-in, and a link by mail to choose its password oneself."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relais.lib.brought import RowVerdict, Verdict, passed_over
from relais.lib.errors import NotVisible, Refusal
from relais.outbox.actions.enqueue import Letter, enqueue, enqueue_many
from relais.outbox.rules.links import HasLeft, NoAddress
from relais.people.actions import AddressTaken, give_login
from relais.people.models import Login, Person
from relais.people.rules.access import Actor
from relais.people.rules.offices import check_admin

INVITED: Final = "invited"
FORGOTTEN: Final = "forgotten"
PAUSE: Final = 10  # minutes in which one letter about a password is enough


def invite(person_ids: Collection[UUID], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Let persons sign in, and send each the link with which he chooses his password.

    Who has signed in before is left alone; who was invited and has not come is written to again.
    :raises ForAdministrators: for anybody else.
    """
    check_admin(by)
    with transaction.atomic():
        rows = Person.objects.of(by.organization_id).filter(id__in=person_ids)
        persons = list(rows.select_for_update(of=("self",)).select_related("login").order_by("id"))
        taken = _taken(persons)
        verdicts = [_invited(person, taken, by, at) for person in persons]
        invited = [verdict.id for verdict in verdicts if verdict.id]
        _write(INVITED, invited, organization_id=by.organization_id, at=at)
    return verdicts


def open_sign_in(person_id: UUID, *, email: str, by: Actor, at: datetime) -> Login:
    """Let a person sign in with an address; nothing is sent yet (`invite`).

    An address that was mistyped is given anew, until somebody has signed in with it; a password
    that was chosen meanwhile goes with the old address, where it may have been a stranger's. Who
    will leave signs in until the day he does.
    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for somebody who is not of the organization.
    :raises HasLeft: for a leaver, from the day on which he left.
    :raises AddressTaken: when somebody else signs in with it.
    :raises SignsInAlready: for a person who has signed in before.
    """
    check_admin(by)
    address = email.strip().lower()
    person = Person.objects.of(by.organization_id).filter(id=person_id).first()
    if person is None:
        raise NotVisible
    if _has_left(person, at):
        raise HasLeft
    if Login.objects.filter(email=address).exclude(person=person).exists():
        raise AddressTaken(email=address)
    return give_login(person_id, email=address, password=None, by=by)


def give_sign_in(person_id: UUID, *, email: str, by: Actor, at: datetime) -> None:
    """Let a person sign in with an address, and send there the link that chooses the password.

    :raises Refusal: as `open_sign_in`.
    """
    with transaction.atomic():
        login = open_sign_in(person_id, email=email, by=by, at=at)
        # a letter for each link: one that was sent before is no longer good once another is given
        about = f"{person_id}:{sha256(login.password.encode()).hexdigest()[:32]}"
        letter = Letter(f"{INVITED}:{about}:{_spell(at)}", "mail", person_id, INVITED, at)
        enqueue(letter, organization_id=by.organization_id, at=at)


def send_forgotten(email: str, *, at: datetime) -> None:
    """Send who signs in with an address a link to choose another password; say nothing else.

    For an address that nobody has nothing is sent, and nobody is told.
    """
    here = Q(left_on=None) | Q(left_on__gt=at.date())
    person = Person.objects.filter(
        here, login__email=email.strip().lower(), login__is_active=True
    ).first()
    if person:
        _write(FORGOTTEN, [person.id], organization_id=person.organization_id, at=at)


def _taken(persons: Collection[Person]) -> set[str]:
    addresses = {person.email.strip().lower() for person in persons if person.login is None}
    return set(Login.objects.filter(email__in=addresses).values_list("email", flat=True))


def _invited(person: Person, taken: set[str], by: Actor, at: datetime) -> RowVerdict:
    email = person.email.strip().lower()
    if person.login and person.login.last_login:
        return RowVerdict(Verdict.MATCHED)
    if why := _why_not(person, email, taken, at):
        return passed_over(why)
    if person.login is None:
        give_login(person.id, email=email, password=None, by=by)
        taken.add(email)
    return RowVerdict(Verdict.CREATED, id=person.id)


def _has_left(person: Person, at: datetime) -> bool:
    return person.left_on is not None and person.left_on <= at.date()


def _why_not(person: Person, email: str, taken: set[str], at: datetime) -> Refusal | None:
    if _has_left(person, at):
        return HasLeft()
    if not email:
        return NoAddress()
    return AddressTaken(email=email) if person.login is None and email in taken else None


def _write(
    template: str, person_ids: Collection[UUID], *, organization_id: UUID, at: datetime
) -> None:
    """Write to each once in a while: who asks again meanwhile has the link already."""
    letters = (
        Letter(f"{template}:{person_id}:{_spell(at)}", "mail", person_id, template, at)
        for person_id in person_ids
    )
    enqueue_many(letters, organization_id=organization_id, at=at)


def _spell(at: datetime) -> int:
    return int(at.timestamp()) // (PAUSE * 60)
