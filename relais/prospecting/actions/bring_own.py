"""Bringing reps' own prospecting in by a table: what is known already is recognised."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.lib.brought import RowVerdict, Verdict, passed_over
from relais.lib.errors import Refusal
from relais.people.models import Membership, Organization
from relais.people.queries import below, holding
from relais.people.rules.access import Actor, Role
from relais.prospecting.models import OwnProspecting
from relais.prospecting.rules.own import check_done
from relais.prospecting.rules.own_table import (
    Line,
    NobodyNamed,
    NoSuchRep,
    OwnRow,
    check_may_bring,
    keys_of,
    read_row,
)

COLUMNS = (
    "id", "organization_id", "person_id", "kind", "count", "done_on", "logged_at", "logged_by_id",
    "external_key",
)  # fmt: skip
Read = tuple[UUID, Line] | Refusal


def bring_own(rows: Sequence[OwnRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Log the rows of a table that are not there yet, and say of each what became of it.

    A rep brings in his own, whether a row names him or nobody; a manager that of the reps under
    him; directors and administrators anybody's. A row is known by its key, without one by its
    person, day and kind; what is known, taken back or not, stays as it is.
    :raises MayNotBring: for anybody else.
    """
    check_may_bring(by)
    with transaction.atomic():
        home = Organization.objects.select_for_update().get(id=by.organization_id)
        today = at.astimezone(ZoneInfo(home.timezone)).date()
        reps = _reps(by, at.date())
        read = [_read(row, reps, by=by, today=today) for row in rows]
        lines = [one for one in read if not isinstance(one, Refusal)]
        keys = iter(keys_of(list(lines)))
        known = _known(by.organization_id, {person_id for person_id, _ in lines})
        verdicts, fresh = [], []
        for one in read:
            if isinstance(one, Refusal):
                verdicts.append(passed_over(one))
                continue
            person_id, line = one
            place = person_id, next(keys)
            if place not in known:
                known[place] = uuid7()
                fresh.append((known[place], *_columns(place, line, by=by, at=at)))
                verdicts.append(RowVerdict(Verdict.CREATED, id=known[place]))
            else:
                verdicts.append(RowVerdict(Verdict.MATCHED, id=known[place]))
        insert_rows(OwnProspecting, fresh, COLUMNS)
    return verdicts


def preview_own(rows: Sequence[OwnRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Say what `bring_own` would make of each row; nothing of it stays.

    :raises MayNotBring: as `bring_own`.
    """
    with transaction.atomic():
        verdicts = bring_own(rows, by=by, at=at)
        transaction.set_rollback(True)
    return verdicts


def _reps(by: Actor, on: date) -> dict[str, UUID]:
    """Give the reps for whom somebody answers, by address and, where nobody shares it, by name."""
    posts = Membership.objects.of(by.organization_id).filter(role=Role.REP.value)
    if by.access is not None and not by.has(Role.DIRECTOR, Role.ADMIN):
        own = posts.filter(person_id=by.access.person_id)
        led = holding(by.organization_id, on=on).filter(below(by.access, Role.MANAGER))
        posts = own | posts.filter(id__in=led.values("id"))
    persons = {post.person_id: post.person for post in posts.select_related("person")}
    shared = Counter(str(person).casefold() for person in persons.values())
    named = {
        name: person.id
        for person in persons.values()
        if shared[name := str(person).casefold()] == 1
    }
    addresses = {person.email.casefold(): person.id for person in persons.values() if person.email}
    return named | addresses


def _read(row: OwnRow, reps: dict[str, UUID], *, by: Actor, today: date) -> Read:
    try:
        line = read_row(row)
        check_done(line.count, done_on=line.done_on, today=today)
        return _person(row.person.strip(), reps, by), line
    except Refusal as why:
        return why


def _person(told: str, reps: dict[str, UUID], by: Actor) -> UUID:
    if not told and by.person_id and by.has(Role.REP):
        return by.person_id
    if not told:
        raise NobodyNamed
    found = reps.get(told.casefold())
    if found is None:
        raise NoSuchRep(name=told[:60])
    return found


def _known(organization_id: UUID, person_ids: set[UUID]) -> dict[tuple[UUID, str], UUID]:
    rows = OwnProspecting.objects.of(organization_id).filter(
        person_id__in=person_ids, external_key__isnull=False
    )
    columns = rows.values_list("person_id", "external_key", "id")
    return {(person_id, str(key)): line_id for person_id, key, line_id in columns}


def _columns(place: tuple[UUID, str], line: Line, *, by: Actor, at: datetime) -> tuple[object, ...]:
    person_id, key = place
    return (
        by.organization_id, person_id, line.kind.value, line.count, line.done_on, at, by.person_id,
        key,
    )  # fmt: skip
