"""Finding people and units."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from relais.database.among import among, within
from relais.database.prefix import holds_word
from relais.database.prepared import Prepared, PreparedModels
from relais.lib.errors import NotVisible
from relais.lib.folding import folded
from relais.lib.names import full_name
from relais.people.models import Absence, CallCenter, Membership, Organization, Person, Unit
from relais.people.rules.access import Access, Role


def organization(organization_id: UUID) -> Organization:
    """Get the organization itself."""
    for found in _organizations(organization_id):
        return found
    raise Organization.DoesNotExist


def _ask_organizations(organization_id: UUID) -> QuerySet[Organization]:
    return Organization.objects.filter(id=organization_id)


_organizations: Final = PreparedModels(_ask_organizations, examples=(UUID(int=1),))


def organizations() -> QuerySet[Organization]:
    """List all organizations but those being purged, for the clock and the command line."""
    return Organization.objects.filter(purging=False).order_by("name", "id")


class SignedIn(NamedTuple):
    """Whom a page is for: his name, his language and zone, and for whom he works."""

    id: UUID
    name: str
    language: str
    timezone: str
    organization: str


class Speaks(NamedTuple):
    """In which language somebody reads, and by which clock he works."""

    language: str
    timezone: str


def speech_of(person_id: UUID, *, organization_id: UUID) -> Speaks | None:
    """Give how somebody is spoken to; None for whom the organization does not have."""
    rows = Person.objects.of(organization_id).filter(id=person_id)
    found = rows.values_list("language", "timezone").first()
    return Speaks(*found) if found else None


def person_of_login(login_id: UUID) -> SignedIn | None:
    """Find the person behind a sign-in, leavers included."""
    rows = _persons_of_login(login_id)
    return next((SignedIn(row[0], full_name(row[1], row[2]), *row[3:]) for row in rows), None)


def _ask_persons_of_login(login_id: UUID) -> "QuerySet[Any, Any]":
    return Person.objects.filter(login_id=login_id).values_list(
        "id", "first_name", "last_name", "language", "timezone", "organization__name"
    )


_persons_of_login: Final = Prepared(_ask_persons_of_login, examples=(UUID(int=0),))


def persons_named(organization_id: UUID, ids: Collection[UUID | None]) -> dict[UUID, str]:
    """Give the names of persons, by id."""
    asked = list({one for one in ids if one})
    rows = _names(organization_id, asked) if asked else ()
    return {row: full_name(first, last) for row, first, last in rows}


def _ask_names(organization_id: UUID, ids: list[UUID]) -> "QuerySet[Any, Any]":
    rows = Person.objects.of(organization_id).filter(among("id", ids))
    return rows.values_list("id", "first_name", "last_name")


_names: Final = Prepared(_ask_names, examples=(UUID(int=1), [UUID(int=0)]))


def units_named(organization_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names of units, by id."""
    asked = list(set(ids))
    return dict(_units(organization_id, asked)) if asked else {}


def _ask_units(organization_id: UUID, ids: list[UUID]) -> "QuerySet[Any, Any]":
    rows = Unit.objects.of(organization_id).filter(among("id", ids))
    return rows.values_list("id", "name")


_units: Final = Prepared(_ask_units, examples=(UUID(int=1), [UUID(int=0)]))


def below(access: Access, role: Role, *, through: str = "") -> Q:
    """Give the predicate of the rows whose unit is below one in which a person holds a role.

    The units are few, and found first: an index on the rows' own unit then finds these.
    :param through: the way to what has the unit from a row that points at it, as "lead__".
    """
    return _below(access.organization_id, access.unit_paths.get(role, frozenset()), through)


@lru_cache(maxsize=1024)  # a page says it for each of its lists
def _below(organization_id: UUID, paths: frozenset[str], through: str) -> Q:
    near = Q(pk__in=[])
    for path in sorted(paths):
        near |= Q(path__startswith=path)
    units = Unit.objects.of(organization_id).filter(near)
    return within(f"{through}unit_id", units.values("id")) if paths else Q(pk__in=[])


def persons_visible_to(access: Access) -> QuerySet[Person]:
    """List the persons that somebody may see: those of his units and call centers.

    Administrators, directors and privacy officers see all; everybody sees himself.
    """
    everybody = Person.objects.of(access.organization_id).order_by("last_name", "first_name", "id")
    if access.has(Role.ADMIN, Role.DIRECTOR, Role.PRIVACY_OFFICER):
        return everybody
    near = Q(id=access.person_id)
    for role in (Role.MANAGER, Role.RELAY):
        for path in access.unit_paths.get(role, ()):
            near |= Q(memberships__unit__path__startswith=path)
    if access.has(Role.SUPERVISOR):
        near |= Q(memberships__call_center_id__in=access.supervised)
    return everybody.filter(near).distinct()


def persons_like(typed: str) -> Q:
    """Give the predicate of the persons that somebody looks for: each word begins one of theirs.

    Nobody, where what was typed has no word.
    """
    words = folded(typed)
    found = Q() if words else Q(pk__in=[])
    for word in words:
        found &= holds_word("words", word)
    return found


def without_sign_in(access: Access, *, on: date) -> QuerySet[Person]:
    """List who has a role on a day and cannot sign in, among those whom somebody may see."""
    posts = Membership.objects.of(access.organization_id).filter(Q(until=None) | Q(until__gte=on))
    rows = persons_visible_to(access).filter(login=None, left_on=None)
    return rows.filter(Exists(posts.filter(person_id=OuterRef("pk"))))


def count_without_sign_in(access: Access, *, on: date) -> tuple[int, int]:
    """Count who has a role and cannot sign in: to whom a link could go, and who has no e-mail."""
    rows = without_sign_in(access, on=on).order_by()
    counts = rows.aggregate(all=Count("pk"), unreached=Count("pk", filter=Q(email="")))
    return counts["all"] - counts["unreached"], counts["unreached"]


def without_address(access: Access, *, on: date) -> QuerySet[Person]:
    """List who has a role on a day, cannot sign in, and has no e-mail to which a link could go."""
    return without_sign_in(access, on=on).filter(email="")


def get_visible_person(person_id: UUID, *, access: Access) -> Person:
    """Get a person.

    :raises NotVisible: when there is none that this one may see.
    """
    person = persons_visible_to(access).filter(id=person_id).first()
    if person is None:
        raise NotVisible
    return person


def check_ours(
    organization_id: UUID,
    *,
    persons: Collection[UUID | None] = (),
    units: Collection[UUID | None] = (),
    call_centers: Collection[UUID | None] = (),
) -> None:
    """Refuse ids that somebody names and that the organization does not have; None passes.

    :raises NotVisible: for the first such one.
    """
    for model, named in ((Person, persons), (Unit, units), (CallCenter, call_centers)):
        ids = {row_id for row_id in named if row_id}
        if ids and model._default_manager.filter(
            organization_id=organization_id, id__in=ids
        ).count() < len(ids):
            raise NotVisible


def units_of(organization_id: UUID) -> QuerySet[Unit]:
    """List all units, each after the one above it."""
    return Unit.objects.of(organization_id).order_by("path")


def root_unit(organization_id: UUID) -> Unit | None:
    """Find the unit above all others, the oldest where there are several."""
    return units_of(organization_id).filter(parent=None).order_by("id").first()


def ancestors_of(unit: Unit) -> list[UUID]:
    """Give the ids of a unit and of those above it, the nearest first."""
    return [UUID(part) for part in reversed(unit.path.strip("/").split("/"))]


def holders_of(organization_id: UUID, role: Role, *, on: date) -> QuerySet[Membership]:
    """List who holds a role on a day, in whatever unit, leavers left out."""
    return (
        Membership.objects.of(organization_id)
        .filter(_held(on), role=role.value)
        .select_related("person", "unit")
        .order_by("person_id")
    )


def posts_held(organization_id: UUID, *, on: date) -> dict[Role, set[str | None]]:
    """Give the paths of the units in which each role is held on a day; None is in no unit.

    A role that nobody holds is left out; one query for all of them.
    """
    held: dict[Role, set[str | None]] = defaultdict(set)
    for role, path in _posts(organization_id, on):
        held[Role(role)].add(path)
    return dict(held)


def _ask_posts(organization_id: UUID, on: date) -> "QuerySet[Any, Any]":
    rows = Membership.objects.of(organization_id).filter(_held(on))
    return rows.values_list("role", "unit__path").distinct()


def _held(on: date) -> Q:
    lasting = Q(until=None) | Q(until__gte=on)
    staying = Q(person__left_on=None) | Q(person__left_on__gt=on)
    return Q(since__lte=on) & lasting & staying


_posts: Final = Prepared(_ask_posts, examples=(UUID(int=1), date(1900, 1, 1)))


def managers_of(unit: Unit, *, on: date, role: Role = Role.MANAGER) -> list[Person]:
    """Find who leads a unit: those who hold the role in it, else in the nearest unit above."""
    holders = list(
        holders_of(unit.organization_id, role, on=on).filter(unit__in=ancestors_of(unit))
    )
    for unit_id in ancestors_of(unit):
        if found := [m.person for m in holders if m.unit_id == unit_id]:
            return found
    return []


def absences_of(
    organization_id: UUID, person_ids: Collection[UUID], *, start: datetime, end: datetime
) -> QuerySet[Absence]:
    """List the absences of some persons that touch a stretch of time."""
    return Absence.objects.of(organization_id).filter(
        person_id__in=person_ids, cancelled_at=None, starts_at__lt=end, ends_at__gt=start
    )


def absences_beginning(organization_id: UUID, *, start: datetime, end: datetime) -> list[Absence]:
    """List the absences that begin in a stretch of time, the soonest first."""
    return _absences(organization_id, start, end)


def _ask_absences(organization_id: UUID, start: datetime, end: datetime) -> QuerySet[Absence]:
    rows = Absence.objects.of(organization_id).filter(
        cancelled_at=None, starts_at__gte=start, starts_at__lt=end
    )
    return rows.select_related("person").order_by("starts_at", "id")


_absences: Final = PreparedModels(
    _ask_absences,
    examples=(UUID(int=1), datetime(1900, 1, 1, tzinfo=UTC), datetime(1900, 1, 2, tzinfo=UTC)),
)


def all_absences_of(person: Person) -> QuerySet[Absence]:
    """List when a person is or was away, the latest first, cancelled ones included."""
    rows = Absence.objects.of(person.organization_id).filter(person_id=person.id)
    return rows.order_by("-starts_at", "id")


def away_until(person_id: UUID, *, organization_id: UUID, at: datetime) -> datetime | None:
    """Give when somebody who is away at a moment is back; None for who is there."""
    rows = absences_of(organization_id, [person_id], start=at, end=at + timedelta(microseconds=1))
    back: datetime | None = rows.aggregate(back=Max("ends_at"))["back"]
    return back


def absent_at(organization_id: UUID, *, at: datetime) -> set[UUID]:
    """Give the ids of all who are away at a moment."""
    rows = Absence.objects.of(organization_id).filter(
        cancelled_at=None, starts_at__lte=at, ends_at__gt=at
    )
    return set(rows.values_list("person_id", flat=True))
