"""Sending what is due, each row by one worker at a time, and marking it at once.

A row is claimed in a transaction of its own before it is sent and marked in another after it.
Killed in between, it stays claimed for a while and goes again under the same Message-ID: that is
the only way in which a mail can go twice.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q

from relais.outbox.adapters import Sender, Undeliverable, senders
from relais.outbox.models import OutboxRow
from relais.outbox.rules.retries import next_try

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=10)  # longer than any server may take to answer
LONGEST_ERROR: Final = 400
TRIES: Final = 10


@dataclass(frozen=True)
class Delivered:
    """How many rows were sent, put off, and given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def deliver_due(at: datetime, *, limit: int) -> Delivered:
    """Send at most `limit` rows that are due, the oldest first.

    Not to be called in a transaction: each row is claimed and marked in one of its own.
    """
    channels, started, done = senders(), monotonic(), Counter[str]()
    try:
        for _ in range(limit):
            now = at + timedelta(seconds=monotonic() - started)
            row = _claim_next(now)
            if row is None:
                break
            done[_deliver(row, channels[row.channel], now)] += 1
    finally:
        for channel in channels.values():
            channel.close()
    return Delivered(**done)


def _claim_next(at: datetime) -> OutboxRow | None:
    """Take the next row for us alone; the row is locked on PostgreSQL, the file on SQLite."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    waiting = OutboxRow.objects.filter(free, sent_at=None, given_up_at=None, due_at__lte=at)
    with transaction.atomic(durable=True):
        rows = waiting.order_by("due_at", "id").select_for_update(skip_locked=True)
        row = rows.first()
        if row is not None:
            changed = waiting.filter(id=row.id).update(
                claimed_until=at + LEASE, attempts=F("attempts") + 1
            )
            row.attempts += 1
            return row if changed else None
    return None


def _deliver(row: OutboxRow, channel: Sender, at: datetime) -> str:
    try:
        channel.send(row)
    except Undeliverable as reason:
        return _give_up(row, reason, at)
    except Exception as error:
        log.warning("%s could not be sent", row.key, exc_info=True)
        following = next_try(row.attempts, at=at)
        return _give_up(row, error, at) if following is None else _put_off(row, error, following)
    _mark(row, {"sent_at": at, "error": ""})
    return "sent"


def _put_off(row: OutboxRow, error: Exception, until: datetime) -> str:
    _mark(row, {"due_at": until, "error": _words(error)})
    return "put_off"


def _give_up(row: OutboxRow, error: Exception, at: datetime) -> str:
    _mark(row, {"given_up_at": at, "error": _words(error)})
    return "given_up"


def _mark(row: OutboxRow, columns: dict[str, object]) -> None:
    """Say what became of a row. An accepted mail must be marked, so a busy database is asked again.

    Each try waits for a lock as long as the database's own timeout.
    """
    for left in reversed(range(TRIES)):
        try:
            OutboxRow.objects.filter(id=row.id).update(claimed_until=None, **columns)
        except OperationalError:
            if not left:
                raise
            connection.close_if_unusable_or_obsolete()
        else:
            return


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
