"""Challenges held, so that none is ended while a deed is told."""

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


def hold_running(organization_id: UUID) -> None:
    """Keep the challenges that run from being ended, joined or left until the transaction ends.
    On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        asked_once((RUNNING, organization_id), lambda: run(RUNNING, [organization_id]))


def hold_points() -> None:
    """Let everyday points be drawn anew, or forgotten, by one at a time until the transaction ends.
    On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        run("LOCK TABLE challenge_pointskept IN SHARE ROW EXCLUSIVE MODE", [])
