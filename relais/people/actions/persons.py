"""Persons, their roles, their sign-ins and their keys."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relais.lib.errors import NotVisible
from relais.lib.folding import words_of
from relais.lib.phones import phone_of
from relais.people.models import ApiToken, Login, Membership, Person
from relais.people.queries.access import digest_of
from relais.people.queries.directory import check_ours
from relais.people.rules.access import Actor, Role
from relais.people.rules.admission import check_unused
from relais.people.rules.offices import (
    HeldOtherwise,
    check_admin,
    check_key_of,
    check_role_end,
    check_scopes,
    check_stay,
)
from relais.people.rules.places import check_place


def add_person(
    last_name: str,
    *,
    by: Actor,
    first_name: str = "",
    email: str = "",
    language: str = "fr",
    country: str = "FR",
    subdivision: str = "",
    timezone: str = "Europe/Paris",
    joined_on: date | None = None,
    external_key: str | None = None,
) -> Person:
    """Add somebody who works here; without a role he sees nothing yet.

    :raises ForAdministrators: for anybody else.
    :raises UnknownCountry: for a place whose holidays are not known.
    :raises UnknownTimeZone: for a clock that is not known.
    :raises django.db.IntegrityError: for an external key that is taken.
    """
    check_admin(by)
    check_place(country, subdivision=subdivision, timezone=timezone)
    return Person.objects.create(
        organization_id=by.organization_id,
        last_name=last_name,
        first_name=first_name,
        words=words_of(last_name, first_name),
        email=email,
        language=language,
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        joined_on=joined_on,
        external_key=external_key,
    )


def change_person(
    person_id: UUID,
    *,
    last_name: str,
    first_name: str,
    email: str,
    phone: str,
    country: str,
    subdivision: str,
    timezone: str,
    joined_on: date | None,
    by: Actor,
) -> Person:
    """Change who somebody is, how he is reached and where he works; his sign-in stays as it is.

    His number is read as one dialled from his country. Deadlines that run keep the time they
    were given.
    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a person whom the organization does not have.
    :raises UnknownCountry: for a place whose holidays are not known.
    :raises UnknownTimeZone: for a clock that is not known.
    :raises LeavesBeforeJoining: for a first day after the last one.
    """
    check_admin(by)
    check_place(country, subdivision=subdivision, timezone=timezone)
    columns = {
        "last_name": last_name,
        "first_name": first_name,
        "words": words_of(last_name, first_name),
        "email": email,
        "phone": phone_of(phone, country=country),
        "phone_typed": phone,
        "country": country,
        "subdivision": subdivision,
        "timezone": timezone,
        "joined_on": joined_on,
    }
    with transaction.atomic():
        person = _person(person_id, by)
        check_stay(joined_on, person.left_on)
        for name, value in columns.items():
            setattr(person, name, value)
        person.save(update_fields=list(columns))
    return person


def give_role(
    person_id: UUID,
    role: Role,
    *,
    since: date,
    by: Actor,
    unit_id: UUID | None = None,
    call_center_id: UUID | None = None,
    weight: int | None = None,
    capacity: int | None = None,
) -> Membership:
    """Give a person a role in a unit or call center, from a day on. Given twice, once counts.

    A part that nobody names is 1.
    :raises ForAdministrators: for anybody else.
    :raises HeldOtherwise: for a role that is held, where another part or limit is named.
    :raises NotVisible: for a person, unit or call center that the organization does not have.
    """
    check_admin(by)
    check_ours(by.organization_id, units=[unit_id], call_centers=[call_center_id])
    held = Membership.objects.of(by.organization_id).filter(
        Q(unit_id=unit_id), Q(call_center_id=call_center_id), person_id=person_id, role=role.value
    )
    with transaction.atomic():
        person = _person(person_id, by)
        if known := held.filter(until=None).first():
            return _as_named(known, weight, capacity)
        return Membership.objects.create(
            organization_id=by.organization_id,
            person_id=person.id,
            role=role.value,
            unit_id=unit_id,
            call_center_id=call_center_id,
            since=since,
            weight=1 if weight is None else weight,
            capacity=capacity,
        )


def change_share(
    membership_id: UUID, *, weight: int, capacity: int | None, by: Actor
) -> Membership:
    """Change a rep's part in the rotation, and how many open leads he has at most; None: any.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a role that nobody of the organization holds.
    """
    check_admin(by)
    with transaction.atomic():
        rows = Membership.objects.of(by.organization_id).filter(id=membership_id)
        share = rows.filter(role=Role.REP.value).select_for_update().first()
        if share is None:
            raise NotVisible
        share.weight, share.capacity = weight, capacity
        share.save(update_fields=["weight", "capacity"])
    return share


def end_role(membership_id: UUID, *, on: date, by: Actor) -> None:
    """End a role with a day; ended already, the first day stays.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a role that nobody of the organization holds or held.
    :raises RoleBackwards: for a day before the role begins.
    """
    check_admin(by)
    rows = Membership.objects.of(by.organization_id).filter(id=membership_id)
    since = rows.values_list("since", flat=True).first()
    if since is None:
        raise NotVisible
    check_role_end(since, on)
    rows.filter(Q(until=None) | Q(until__gt=on)).update(until=on)


def give_login(person_id: UUID, *, email: str, password: str | None, by: Actor) -> Login:
    """Let a person sign in; without a password he must be sent a link to choose one.

    An address that nobody has signed in with yet is given anew as often as need be; the same one
    again changes nothing, so that a link which is on its way stays good.
    :raises ForAdministrators: for anybody else.
    :raises SignsInAlready: for a person who has signed in before.
    :raises django.db.IntegrityError: for an address that is taken.
    """
    check_admin(by)
    with transaction.atomic():
        person = _person(person_id, by)
        if person.login is None:
            login = Login.objects.create_user(email, password)
        else:
            check_unused(person.login.last_login)
            login = person.login
            if password or login.email != email.strip().lower():
                login = Login.objects.give_another(login, email, password)
        Person.objects.filter(id=person.id).update(login=login, email=email)
    return login


def choose_language(person_id: UUID, *, language: str, by: Actor) -> None:
    """Let a person choose the language of his screens and mails.

    :raises ForAdministrators: for anybody but himself.
    :raises NotVisible: for a person whom the organization does not have.
    """
    if not by.is_person(person_id):
        check_admin(by)
    check_ours(by.organization_id, persons=[person_id])
    Person.objects.of(by.organization_id).filter(id=person_id).update(language=language)


def issue_token(
    person_id: UUID,
    *,
    name: str,
    scopes: tuple[str, ...],
    expires_at: datetime | None,
    by: Actor,
    at: datetime,
) -> str:
    """Make a key with which a program acts for a person; it is shown this once.

    :raises ForAdministrators: for anybody but himself.
    :raises KeysAreOnesOwn: for an administrator, of somebody who signs in.
    :raises UnknownScope: for a scope that does not exist.
    """
    if not by.is_person(person_id):
        people = Person.objects.of(by.organization_id)
        check_key_of(by, signs_in=people.filter(id=person_id, login__isnull=False).exists())
    check_scopes(scopes)
    secret = f"relais_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        ApiToken.objects.create(
            organization_id=by.organization_id,
            person_id=_person(person_id, by).id,
            name=name,
            digest=digest_of(secret),
            scopes=list(scopes),
            created_at=at,
            expires_at=expires_at,
        )
    return secret


def revoke_token(token_id: UUID, *, by: Actor, at: datetime) -> None:
    """End a key at once; revoked already, the first date stays.

    :raises ForAdministrators: for anybody but its owner.
    """
    rows = ApiToken.objects.of(by.organization_id).filter(id=token_id)
    owner = rows.values_list("person_id", flat=True).first()
    if owner is None:
        raise NotVisible
    if not by.is_person(owner):
        check_admin(by)
    rows.filter(revoked_at=None).update(revoked_at=at)


def _as_named(known: Membership, weight: int | None, capacity: int | None) -> Membership:
    other_weight = weight is not None and weight != known.weight
    if other_weight or (capacity is not None and capacity != known.capacity):
        raise HeldOtherwise(weight=known.weight)
    return known


def _person(person_id: UUID, by: Actor) -> Person:
    rows = Person.objects.of(by.organization_id).filter(id=person_id)
    person = rows.select_for_update().first()
    if person is None:
        raise NotVisible
    return person
