"""Who somebody is, read once at the door."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from relais.database.among import among
from relais.database.prepared import Prepared
from relais.people.models import ApiToken, Login, Membership, Person
from relais.people.queries.ahead import known_of
from relais.people.rules.access import Access, Actor, Door, Role


def access_of(person_id: UUID, *, on: date) -> Access | None:
    """Give what a person may see and do on a day, or None for a leaver or a stranger.

    One query. A role counts between its dates; a call center's roles end with its mandate.
    """
    if rows := _roles_of(person_id, on):
        return _access(person_id, rows, on)
    organization_id = (
        Person.objects.filter(_in_post(on, ""), id=person_id)
        .values_list("organization_id", flat=True)
        .first()
    )
    return (
        None if organization_id is None else Access(organization_id, person_id, frozenset(), on=on)
    )


def in_post_among(person_ids: Collection[UUID], *, on: date) -> set[UUID]:
    """Give those of some persons who hold a role on a day; of each it is asked once (`ahead`)."""

    def ask(unknown: Collection[UUID]) -> Iterable[UUID]:
        rows = Membership.objects.filter(_holding(on), among("person_id", unknown))
        return rows.values_list("person_id", flat=True)

    return known_of((in_post_among, on), person_ids, ask)


def with_address(person_ids: Collection[UUID], *, organization_id: UUID) -> set[UUID]:
    """Give those of some persons who have an address for mail; asked once as `in_post_among`."""
    persons = Person.objects.of(organization_id).exclude(email="")

    def ask(unknown: Collection[UUID]) -> Iterable[UUID]:
        return persons.filter(among("id", unknown)).values_list("id", flat=True)

    return known_of((with_address, organization_id), person_ids, ask)


def holding(organization_id: UUID, *, on: date) -> QuerySet[Membership]:
    """List the roles that count on a day: within their dates, the mandate's, the person's own."""
    return Membership.objects.of(organization_id).filter(_holding(on))


def access_by_email(email: str, *, organization_id: UUID, on: date) -> Access | None:
    """Give what the person with an address may see and do on a day; None if nobody has it."""
    persons = Person.objects.of(organization_id).filter(email__iexact=email.strip())
    person_id = persons.order_by("id").values_list("id", flat=True).first()
    return None if person_id is None else access_of(person_id, on=on)


def login_of(login_id: UUID) -> Login | None:
    """Find a sign-in; every page asks."""
    rows = _logins(login_id)
    return next((Login.from_db(DEFAULT_DB_ALIAS, LOGIN, row) for row in rows), None)


def _ask_logins(login_id: UUID) -> QuerySet[Any, Any]:
    return Login.objects.filter(id=login_id).values_list(*LOGIN)


LOGIN: Final = [field.attname for field in Login._meta.concrete_fields]
_logins: Final = Prepared(_ask_logins, examples=(UUID(int=0),))


def actor_of(person_id: UUID, *, on: date, door: Door) -> Actor | None:
    """Give a person as the one who acts by this door; None for a leaver or a stranger."""
    access = access_of(person_id, on=on)
    return None if access is None else Actor(access.organization_id, door, access)


def access_of_token(secret: str, *, at: datetime) -> tuple[Access, frozenset[str]] | None:
    """Give the access and the scopes of an API token, or None if it is not (or no longer) good.

    Every request of a program asks this: one query, two more for who has no role.
    """
    digest = digest_of(secret)
    if rows := _roles_by_token(digest, at, at.date()):
        return _access(rows[0][4], [row[:4] for row in rows], at.date()), frozenset(rows[0][5])
    token = ApiToken.objects.filter(_good(digest, at, "")).values_list("person_id", "scopes")
    found = token.first()
    access = found and access_of(found[0], on=at.date())
    return (access, frozenset(found[1])) if found and access else None


def tokens_of(access: Access) -> QuerySet[ApiToken]:
    """List the keys of a person's programs, the latest first."""
    rows = ApiToken.objects.of(access.organization_id).filter(person_id=access.person_id)
    return rows.order_by("-created_at", "-id")


def digest_of(secret: str) -> str:
    """Give what is kept of an API token: it is long and random, a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _ask_roles_of(person_id: UUID, on: date) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(_holding(on), person_id=person_id)
    return rows.values_list("organization_id", "role", "unit__path", "call_center_id")


_roles_of: Final = Prepared(_ask_roles_of, examples=(UUID(int=0), date(1900, 1, 2)))


def _ask_roles_by_token(digest: str, at: datetime, on: date) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(_holding(on), _good(digest, at, "person__tokens__"))
    return rows.values_list(
        "organization_id", "role", "unit__path", "call_center_id", "person_id",
        "person__tokens__scopes",
    )  # fmt: skip


_roles_by_token: Final = Prepared(
    _ask_roles_by_token, examples=("-", datetime(1900, 1, 1, tzinfo=UTC), date(1900, 1, 2))
)


def _good(digest: str, at: datetime, of: str) -> Q:
    lasting = Q((f"{of}expires_at", None)) | Q((f"{of}expires_at__gt", at))
    return lasting & Q((f"{of}digest", digest), (f"{of}revoked_at", None))


def _holding(on: date) -> Q:
    mandate = Q(call_center=None) | (
        (Q(call_center__mandate_since=None) | Q(call_center__mandate_since__lte=on))
        & (Q(call_center__mandate_until=None) | Q(call_center__mandate_until__gte=on))
    )
    return (
        Q(since__lte=on) & (Q(until=None) | Q(until__gte=on)) & mandate & _in_post(on, "person__")
    )


def _in_post(on: date, prefix: str) -> Q:
    return Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gt": on})


def _access(person_id: UUID, rows: Sequence[tuple[Any, ...]], on: date) -> Access:
    paths: dict[Role, set[str]] = defaultdict(set)
    centers: dict[Role, set[UUID]] = defaultdict(set)
    for _, role, path, call_center_id in rows:
        if path:
            paths[Role(role)].add(path)
        if call_center_id:
            centers[Role(role)].add(call_center_id)
    return Access(
        organization_id=rows[0][0],
        person_id=person_id,
        roles=frozenset(Role(row[1]) for row in rows),
        unit_paths={role: frozenset(found) for role, found in paths.items()},
        call_centers=frozenset().union(*centers.values()),
        supervised=frozenset(centers[Role.SUPERVISOR]),
        on=on,
    )
