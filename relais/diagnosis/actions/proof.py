"""Asking for the proof of the return: of few leads it is reckoned at once, of many in the worker.

It stands here, and not in `roi`, since this room keeps for a day what takes long to compute.
"""

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.wanted import want
from relais.diagnosis.models import Computation
from relais.lib.errors import NotVisible
from relais.people.queries import actor_of
from relais.people.rules.access import Access, Door
from relais.roi.queries import Scope, Told
from relais.roi.queries.kept import AskedOf, are_many, computed, scope_kept, told_kept

Proved: TypeAlias = Told | Computation


def ask_proof(scope: Scope, *, access: Access, at: datetime) -> Proved:
    """Give the proof of the leads of a scope, or its computation while that is under way."""
    if not are_many(scope):
        return Told(scope)
    row = want("proof", AskedOf(scope), access=access, at=at)
    return told_kept(scope, row.result, as_of=row.done_at) if row.done_at else row


def compute_proof(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Prove for the worker what was asked for, of the leads that its reader sees.

    :raises NotVisible: where the reader does not see them any more.
    """
    return computed(scope_wanted(row, at=at), tell=tell)


def scope_wanted(row: Computation, *, at: datetime) -> Scope:
    """Give the scope that was asked for, of the leads that its reader sees.

    :raises NotVisible: where the reader does not see them any more.
    """
    home, access = row.organization_id, _reader(row, at)
    scope = scope_kept(row.asked, organization_id=home, access=access, at=at)
    if row.asked | AskedOf(scope).plain() != row.asked:
        raise NotVisible  # he was given another post, and asks anew
    return scope


def _reader(row: Computation, at: datetime) -> Access | None:
    """Find whose own leads they are, if they are somebody's."""
    reader = row.asked["reader"]
    if reader is None:
        return None
    by = actor_of(UUID(reader), on=at.date(), door=Door.CLOCK)
    if by is None or by.access is None:
        raise NotVisible
    return by.access
