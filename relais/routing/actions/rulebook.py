"""The ordered rules themselves."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from relais.lib.errors import NotVisible
from relais.people.queries import check_ours
from relais.people.rules.access import Actor
from relais.people.rules.offices import check_admin
from relais.routing.models import RoutingRule
from relais.routing.rules import Rule


def add_rule(
    *,
    by: Actor,
    name: str = "",
    unit_id: UUID | None = None,
    person_id: UUID | None = None,
    country: str = "",
    areas: tuple[str, ...] = (),
    activities: tuple[str, ...] = (),
    products: tuple[str, ...] = (),
    size_min: int | None = None,
    size_max: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> RoutingRule:
    """Add a rule at the end of the list.

    :raises ForAdministrators: for anybody but an administrator.
    :raises NotVisible: for a unit or person that the organization does not have.
    :raises WrongRule: when it names both or neither of unit and person, or limits are reversed.
    """
    check_admin(by)
    check_ours(by.organization_id, units=[unit_id], persons=[person_id])
    with transaction.atomic():
        rows = RoutingRule.objects.of(by.organization_id).filter(retired_at=None)
        last = rows.aggregate(last=Max("position"))["last"]
        row = RoutingRule(
            organization_id=by.organization_id,
            position=(last or 0) + 1,
            name=name,
            unit_id=unit_id,
            person_id=person_id,
            country=country,
            areas=list(areas),
            activities=list(activities),
            products=list(products),
            size_min=size_min,
            size_max=size_max,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        _check(row)
        row.save()
    return row


def move_rule(rule_id: UUID, *, position: int, by: Actor) -> None:
    """Put a rule at another place in the order; those behind it move down.

    :raises ForAdministrators: for anybody but an administrator.
    :raises NotVisible: for a rule that does not exist or is retired.
    """
    check_admin(by)
    with transaction.atomic():
        rows = RoutingRule.objects.of(by.organization_id).filter(retired_at=None)
        ordered = list(rows.order_by("position", "id").select_for_update())
        moved = next((row for row in ordered if row.id == rule_id), None)
        if moved is None:
            raise NotVisible
        ordered.remove(moved)
        ordered.insert(max(position - 1, 0), moved)
        for place, row in enumerate(ordered, 1):
            row.position = place
        RoutingRule.objects.bulk_update(ordered, ["position"])


def retire_rule(rule_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a rule out of the list; what was decided by it keeps its name.

    :raises ForAdministrators: for anybody but an administrator.
    :raises NotVisible: for a rule that does not exist or is retired.
    """
    check_admin(by)
    with transaction.atomic():
        rows = RoutingRule.objects.of(by.organization_id).filter(retired_at=None)
        row = rows.filter(id=rule_id).select_for_update().first()
        if row is None:
            raise NotVisible
        rows.filter(id=rule_id).update(retired_at=at)
        rows.filter(position__gt=row.position).update(position=F("position") - 1)


def _check(row: RoutingRule) -> None:
    Rule(
        id=row.id,
        position=row.position,
        unit_id=row.unit_id,
        person_id=row.person_id,
        size_min=row.size_min,
        size_max=row.size_max,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
