"""Roles, keys, call centers and time, as they are set."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from relais.database.among import among
from relais.database.prepared import Prepared, PreparedModels
from relais.people.models import (
    ApiToken,
    CallCenter,
    ClosingDay,
    Membership,
    Person,
    Unit,
    WorkingPeriod,
)
from relais.people.queries.directory import units_of
from relais.people.rules.access import Access, Role

Posts = dict[UUID, list["Post"]]

OUTSIDE = {Role.TELEMARKETER, Role.SUPERVISOR}


def is_inside(access: Access) -> bool:
    """Say whether a person works in the house, not for a call center that is walled off."""
    return bool(access.roles - OUTSIDE) or not access.call_centers


def units_visible_to(access: Access) -> QuerySet[Unit]:
    """List the units of the house; whom a call center sends sees none."""
    units = units_of(access.organization_id)
    return units if is_inside(access) else units.none()


def call_centers_visible_to(access: Access) -> QuerySet[CallCenter]:
    """List the call centers: the house sees all, each call center itself."""
    rows = CallCenter.objects.of(access.organization_id).order_by("name", "id")
    return rows if is_inside(access) else rows.filter(id__in=access.call_centers)


def mandates_ending(organization_id: UUID, *, since: date, until: date) -> list[CallCenter]:
    """List the call centers whose mandate ends between two days, both included."""
    return _ending(organization_id, since, until)


def _ask_ending(organization_id: UUID, since: date, until: date) -> QuerySet[CallCenter]:
    rows = CallCenter.objects.of(organization_id)
    return rows.filter(mandate_until__gte=since, mandate_until__lte=until).order_by(
        "mandate_until", "id"
    )


_ending: Final = PreparedModels(
    _ask_ending, examples=(UUID(int=1), date(1900, 1, 1), date(1900, 1, 2))
)


def roles_of(person: Person) -> QuerySet[Membership]:
    """List the roles that a person holds or held, the latest first."""
    rows = Membership.objects.of(person.organization_id).filter(person_id=person.id)
    return rows.select_related("unit", "call_center").order_by("-since", "id")


def tokens_visible_to(access: Access, *, person_id: UUID) -> QuerySet[ApiToken]:
    """List a person's keys, for himself and administrators."""
    rows = ApiToken.objects.of(access.organization_id).filter(person_id=person_id)
    own = access.person_id == person_id or access.has(Role.ADMIN)
    return rows.order_by("-created_at", "id") if own else rows.none()


def closing_days_of(organization_id: UUID) -> QuerySet[ClosingDay]:
    """List the days on which the organization does not work beside public holidays."""
    return ClosingDay.objects.of(organization_id).order_by("day", "country", "id")


class Post(NamedTuple):
    """A role of a person as lists show it; `place` is the unit or call center, or ""."""

    role: str
    place: str


def posts_of(organization_id: UUID, person_ids: Collection[UUID], *, on: date) -> Posts:
    """Give the roles that persons hold on a day, each with where, the longest held first."""
    lasting = Q(until=None) | Q(until__gte=on)
    rows = Membership.objects.of(organization_id).filter(
        lasting, among("person_id", person_ids), since__lte=on
    )
    found: Posts = defaultdict(list)
    columns = ("person_id", "role", "unit__name", "call_center__name")
    for person_id, role, unit, center in rows.order_by("since", "id").values_list(*columns):
        found[person_id].append(Post(role, unit or center or ""))
    return found


def countries_without_week(organization_id: UUID) -> list[str]:
    """List the countries of the units for which no working hours are set."""
    return [country for (country,) in _without_week(organization_id)]


def _ask_without_week(organization_id: UUID) -> "QuerySet[Any, Any]":
    weeks = WorkingPeriod.objects.of(organization_id).filter(
        person__isnull=True, country=OuterRef("country")
    )
    rows = Unit.objects.of(organization_id).filter(~Exists(weeks)).order_by("country")
    return rows.values_list("country").distinct()


_without_week: Final = Prepared(_ask_without_week, examples=(UUID(int=1),))


def working_weeks_of(
    organization_id: UUID, *, person_id: UUID | None = None
) -> QuerySet[WorkingPeriod]:
    """List the working hours set for countries, or for one person."""
    rows = WorkingPeriod.objects.of(organization_id).filter(Q(person_id=person_id))
    return rows.order_by("country", "weekday", "starts")
