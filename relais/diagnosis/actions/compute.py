"""Computing what waits: one after the other, in steps that a page can show.

It may take minutes: the worker does it in a thread, `relais tick` once all the rest is done.

What computes a kind is named in `config.wiring`, and loaded, SciPy with it, when some waits.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final, Protocol

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from relais.database.counting import look_at_tables
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.kept import waiting
from relais.people.rules.access import Actor

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(minutes=15)  # after which another may begin what one did not end


class Progress(Protocol):
    """Hears how far a computation is."""

    def __call__(self, step: int, steps: int, **counted: int) -> None:
        """Keep that so many steps are done, and what a page can show meanwhile."""


_kinds: dict[str, str] = {}


def know(kinds: Mapping[str, str]) -> None:
    """Set what computes each kind, as "module:function"; `config.wiring` calls it once."""
    _kinds.clear()
    _kinds.update(kinds)


def forget_earlier(*, by: Actor, at: datetime) -> int:
    """Throw away what is of earlier days in an organization; the round's part, and it is short."""
    Computation.objects.of(by.organization_id).filter(day__lt=at.date()).delete()
    return 0


def compute_waiting(at: datetime) -> int:
    """Compute all that waits, of any organization, and give how much that was."""
    done = 0
    while compute_next(at):
        done += 1
    return done


def compute_next(at: datetime) -> int:
    """Compute what has waited longest, of any organization; give 1 if there was something."""
    row = waiting(at).first()
    return _compute(row, at) if row else 0


def waiting_for_worker(at: datetime) -> bool:
    """Say whether something waits to be computed."""
    return waiting(at).exists()


def compute_in_thread() -> None:
    """Compute until nothing waits, on a connection of its own."""
    try:
        while compute_next(timezone.now()):
            pass
    except Exception:
        log.exception("what waits to be computed is tried again")
    finally:
        close_old_connections()


def _compute(row: Computation, at: datetime) -> int:
    mine = Computation.objects.filter(id=row.id, done_at=None)
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    if not mine.filter(free).update(claimed_until=at + PATIENCE):
        return 0  # another worker was quicker

    def tell(step: int, steps: int, **counted: int) -> None:
        mine.update(step=step, steps=steps, **({"counted": counted} if counted else {}))

    try:
        look_at_tables()
        result = _function(row.kind)(row, at=at, tell=tell)
    except Exception as failed:
        log.exception("a computation failed")
        mine.update(error=type(failed).__name__, claimed_until=None)
        return 1
    mine.update(result=result, done_at=at, claimed_until=None)
    return 1


def _function(kind: str) -> Any:
    module, _, name = _kinds[kind].partition(":")
    return getattr(import_module(module), name)
