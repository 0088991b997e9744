"""`relais worker`: a tick each minute on the clock, and mails every few seconds."""

import logging
import signal
from datetime import datetime, timedelta
from threading import Event
from types import FrameType
from typing import Final

import typer
from django.db import close_old_connections
from django.utils import timezone

from relais.cli.clock import in_words, one_round
from relais.outbox.actions import beat, deliver_due

log = logging.getLogger(__name__)

MINUTE: Final = timedelta(minutes=1)
PAUSE: Final = 3.0  # seconds between two looks at the outbox
LETTERS: Final = 50


def worker() -> None:
    """Run the clock and send mails until told to stop (Ctrl-C, or SIGTERM).

    `relais serve` runs one already; several at once do no harm.

    \b
    Examples:
      relais worker

    \b
    Exit codes: 0 stopped as asked.
    """
    typer.echo("The worker runs: a tick each minute, mails every few seconds.")
    work(until_told())


def until_told() -> Event:
    """Give an event that SIGINT and SIGTERM set, so that the worker wakes up and stops."""
    stop = Event()

    def told(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, told)
    signal.signal(signal.SIGTERM, told)
    return stop


def work(stop: Event) -> None:
    """Tick at once and then each minute, and deliver in between, until `stop` is set.

    What fails is logged; the next turn begins with a fresh connection if the old one broke.
    """
    next_tick = datetime.min.replace(tzinfo=timezone.now().tzinfo)
    while not stop.is_set():
        now = timezone.now()
        try:
            if now >= next_tick:
                next_tick = now.replace(second=0, microsecond=0) + MINUTE
                log.info("%s", in_words(one_round(now)))
            deliver_due(timezone.now(), limit=LETTERS)
            beat("worker", at=timezone.now())
        except Exception:
            log.exception("the worker goes on after an error")
        close_old_connections()
        stop.wait(PAUSE)
