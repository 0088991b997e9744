"""Renaming and moving what an organization is made of: its units, its call centers."""

from uuid import UUID

from django.db import transaction

from relais.lib.errors import NotVisible
from relais.people.models import CallCenter, Unit
from relais.people.rules.access import Actor
from relais.people.rules.offices import check_admin, check_move
from relais.people.rules.places import check_place
from relais.people.rules.staff import check_name

LONGEST = 400


def change_unit(
    unit_id: UUID,
    *,
    name: str,
    kind: str,
    parent_id: UUID | None,
    country: str,
    subdivision: str,
    timezone: str,
    by: Actor,
) -> Unit:
    """Rename a unit, move it with all that is below, or say where it is; twice, nothing changes.

    Who leads above sees it from then on, who led above no more. Deadlines that run stay.
    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a unit, or one above, that the organization does not have.
    :raises BelowItself: for a place below itself, and for the first unit below another.
    :raises NameNeeded: for an empty name.
    :raises UnknownCountry: for a place whose holidays are not known.
    :raises UnknownTimeZone: for a clock that is not known.
    """
    check_admin(by)
    check_place(country, subdivision=subdivision, timezone=timezone)
    with transaction.atomic():
        rows = Unit.objects.of(by.organization_id).order_by("id").select_for_update()
        units = {unit.id: unit for unit in rows}
        unit = units.get(unit_id)
        above = units.get(parent_id) if parent_id else None
        if unit is None or (parent_id and above is None):
            raise NotVisible
        check_move(unit.path, above.path if above else None)
        unit.name, unit.kind = check_name(name, longest=LONGEST), kind
        unit.country, unit.subdivision, unit.timezone = country, subdivision, timezone
        unit.save(update_fields=["name", "kind", "country", "subdivision", "timezone"])
        if above and unit.parent_id != above.id:
            _move(unit, above, list(units.values()))
    return unit


def rename_call_center(call_center_id: UUID, *, name: str, by: Actor) -> CallCenter:
    """Give a call center another name; done twice, nothing changes.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a call center that the organization does not have.
    :raises NameNeeded: for an empty name.
    """
    check_admin(by)
    with transaction.atomic():
        rows = CallCenter.objects.of(by.organization_id).select_for_update()
        center = rows.filter(id=call_center_id).first()
        if center is None:
            raise NotVisible
        center.name = check_name(name, longest=LONGEST)
        center.save(update_fields=["name"])
    return center


def _move(unit: Unit, above: Unit, units: list[Unit]) -> None:
    """Let a unit stand below another one, and all that is below it with it."""
    before, after = unit.path, f"{above.path}{unit.id.hex}/"
    unit.parent = above
    unit.save(update_fields=["parent"])
    moved = [one for one in units if one.path.startswith(before)]
    for one in moved:
        one.path = after + one.path.removeprefix(before)
    Unit.objects.bulk_update(moved, ["path"])
