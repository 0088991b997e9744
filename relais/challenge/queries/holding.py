"""Challenges held, so that none is ended while a deed is told."""

from contextvars import ContextVar
from typing import Final
from uuid import UUID

from django.db import connection

from relais.database.behind import asked_once
from relais.database.statements import run

RUNNING: Final = (
    "SELECT 1 FROM challenge_challenge WHERE organization_id = %s AND started_at IS NOT NULL"
    " AND ended_at IS NULL AND cancelled_at IS NULL ORDER BY id FOR SHARE"
)


STARTED: Final = (
    "SELECT 1 FROM challenge_challenge WHERE organization_id = %s AND started_at IS NOT NULL"
    " ORDER BY id FOR SHARE"
)


def hold_started(organization_id: UUID) -> None:
    """Keep all challenges that ever ran from being changed, or forgotten, until the transaction
    ends. On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        run(STARTED, [organization_id])


_held: ContextVar[bool] = ContextVar("held", default=True)


def hold_running(organization_id: UUID) -> None:
    """Keep the challenges that run from being ended, joined or left until the transaction ends.
    On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        _held.set(asked_once((RUNNING, organization_id), lambda: _hold(organization_id)))


def may_hear() -> bool:
    """Say whether a challenge may hear what is told next: not where the last hold found none.

    Said once of each hold, for the events that it was for; who was not held for is always asked.
    """
    found = _held.get()
    _held.set(True)
    return found


def _hold(organization_id: UUID) -> bool:
    return run(RUNNING, [organization_id]).fetchone() is not None


def hold_points() -> None:
    """Let everyday points be drawn anew, or forgotten, by one at a time until the transaction ends.
    On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        run("LOCK TABLE challenge_pointskept IN SHARE ROW EXCLUSIVE MODE", [])
