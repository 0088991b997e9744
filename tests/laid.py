"""What most tests begin with: a deed done once a process, then laid as the rows that it left.

It is laid only in a world to which nothing has happened yet; elsewhere it is done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from relais.database.bulk import insert_rows
from relais.leads.models import Lead

if TYPE_CHECKING:
    from tests.persons import World

Step = Callable[..., Lead]
Rows = dict[object, tuple[object, ...]]
Written = dict[type[Model], list[tuple[object, ...]]]

_LEFT: dict[tuple[object, ...], "Left"] = {}


@dataclass(frozen=True)
class Left:
    """What a step left: a lead, new rows, rows that it changed, and the world after it."""

    lead: Lead
    new: Written
    changed: Written
    contacts: int

    def lay(self, world: "World") -> Lead:
        """Write what the step left, and give its lead."""
        for model, rows in self.new.items():
            insert_rows(model, rows, columns_of(model))
        for model, rows in self.changed.items():
            for row in rows:
                told = dict(zip(columns_of(model), row, strict=True))
                model._default_manager.filter(pk=row[0]).update(**told)
        world.contacts = self.contacts
        return deepcopy(self.lead)


def begin(world: "World", step: Step, **how: Any) -> Lead:
    """Take a step: as it was taken before, where nothing else has happened to the world."""
    if not world.is_pristine():
        world.pristine = None  # nothing that has happened goes away: it is not asked again
        return step(world, **how)
    return left_by(step, how, world).lay(world)


def left_by(step: Step, how: dict[str, Any], world: "World") -> Left:
    """Give what a step leaves in an untouched world; the first time it is taken, and taken back."""
    key = (world.organization.id, step, *how.items())
    if key not in _LEFT:
        with transaction.atomic():
            before, there = rows_there(), deepcopy(world)
            lead = step(there, **how)
            _LEFT[key] = compared(before, rows_there(), lead, there.contacts)
            transaction.set_rollback(True)
    return _LEFT[key]


def compared(
    before: dict[type[Model], Rows], after: dict[type[Model], Rows], lead: Lead, contacts: int
) -> Left:
    new: Written = {}
    changed: Written = {}
    for model, rows in after.items():
        known = before[model]
        assert known.keys() <= rows.keys(), f"{model.__name__}: a row went away"
        if added := [row for key, row in rows.items() if key not in known]:
            new[model] = added
        if other := [row for key, row in rows.items() if known.get(key, row) != row]:
            changed[model] = other
    return Left(lead, new, changed, contacts)


def rows_there() -> dict[type[Model], Rows]:
    """Give all rows of our tables, in the order in which they may be written."""
    found: dict[type[Model], Rows] = {}
    for model in ours():
        rows = model._default_manager.values_list(*columns_of(model))
        found[model] = {row[0]: row for row in rows}
    return found


@cache
def ours() -> tuple[type[Model], ...]:
    return tuple(each for each in apps.get_models() if each.__module__.startswith("relais."))


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """Give the columns of a table, its key first."""
    key = model._meta.pk.attname
    others = (field.attname for field in model._meta.concrete_fields if not field.primary_key)
    return (key, *others)


@contextmanager
def unnoticed(world: "World") -> Iterator[None]:
    """Do what leads know nothing of: a world that was untouched before is so afterwards."""
    was = world.is_pristine()
    yield
    if was:
        world.pristine = world.state()
