"""All that happens because time passes, in one round; the worker asks for one each minute.

A deadline is a deed with the clock as actor, each in a transaction of its own. What fails is
logged and left for the next round: one lead never stops the others.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from relais.appointments.actions import lapse_appointment
from relais.appointments.queries import lapsing
from relais.leads.events import DueFor, State
from relais.leads.queries import overdue
from relais.lib.errors import NotVisible, Refusal
from relais.notifications.actions.reminders import remind
from relais.outbox.actions import beat, deliver_due
from relais.people.queries import organizations
from relais.people.rules.access import Actor, Door
from relais.routing.actions import expire_turn, release_unavailable, route_waiting

log = logging.getLogger(__name__)

LETTERS: Final = 200  # sent in one round; the worker delivers more in between


class Timely(Protocol):
    """A deed of a higher room that a round does beside its own, in each organization."""

    def __call__(self, *, by: Actor, at: datetime) -> int:
        """Do what is due, and give how much that was."""


_beside: list[Timely] = []


def do_beside(deeds: Sequence[Timely]) -> None:
    """Set what higher rooms do in each round, in this order; `config.wiring` calls it once."""
    _beside[:] = deeds


@dataclass
class Ticked:
    """What one round did, in counts; `failed` is what the log has the traces of."""

    lapsed: int = 0
    expired: int = 0
    released: int = 0
    routed: int = 0
    figures: int = 0
    told: int = 0
    sent: int = 0
    failed: int = 0


def tick(at: datetime) -> Ticked:
    """Do all that is due now, in every organization, then send what is to be sent.

    Whatever the frequency, and after any pause, each thing is done once.
    """
    done = Ticked()
    for organization_id in organizations().values_list("id", flat=True):
        _tick_organization(Actor(organization_id, Door.CLOCK), at, done)
    done.sent = deliver_due(at, limit=LETTERS).sent
    beat("tick", at=at)
    return done


def _tick_organization(by: Actor, at: datetime, done: Ticked) -> None:
    organization_id = by.organization_id
    starts_passed = lapsing(at).filter(organization_id=organization_id)
    turns_over = overdue(at).filter(
        organization_id=organization_id,
        state=State.TRANSMITTED.value,
        due_for=DueFor.TAKE_UP.value,
    )
    done.lapsed += _each(
        starts_passed.values_list("id", flat=True),
        lambda row_id: lapse_appointment(row_id, by=by, at=at),
        done,
    )
    done.released += _attempt(lambda: release_unavailable(organization_id, by=by, at=at), done)
    done.expired += _each(
        turns_over.values_list("id", flat=True),
        lambda lead_id: expire_turn(lead_id, by=by, at=at),
        done,
    )
    done.routed += _attempt(lambda: route_waiting(organization_id, by=by, at=at), done)
    for deed in _beside:
        done.figures += _attempt(partial(deed, by=by, at=at), done)
    done.told += _attempt(lambda: remind(by=by, at=at), done)


def _each(ids: Iterable[UUID], deed: Callable[[UUID], object], done: Ticked) -> int:
    """Do a deed on each; one that somebody else did first is no failure."""

    def once(row_id: UUID) -> int:
        try:
            deed(row_id)
        except (Refusal, NotVisible):
            return 0
        return 1

    return sum(_attempt(partial(once, row_id), done) for row_id in list(ids))


def _attempt(deed: Callable[[], int], done: Ticked) -> int:
    try:
        return deed()
    except Exception:
        log.exception("a deed of the clock failed")
        done.failed += 1
        return 0
