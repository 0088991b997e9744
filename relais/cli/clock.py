"""`relais tick`: one round of the clock."""

from dataclasses import asdict, dataclass
from datetime import datetime

import typer
from django.utils import timezone

from relais.cli.running import AsJson, print_json
from relais.coaching.actions import measure_plans
from relais.notifications.actions import Ticked
from relais.notifications.actions import tick as tick_now


def tick(as_json: AsJson = False) -> None:
    """Do once all that is due now: end turns, route what waits, remind, measure, send mails.

    The worker of `relais serve` does this each minute; call it from cron where no worker runs.
    Done twice, nothing happens twice.

    \b
    Examples:
      relais tick
      * * * * * relais tick    (in a crontab)

    \b
    Exit codes: 0 done; 1 a deed failed (it is in the log, and tried again next time).
    """
    done = one_round(timezone.now())
    if as_json:
        print_json(done)
    else:
        typer.echo(in_words(done))
    if done.failed:
        raise typer.Exit(1)


@dataclass
class Round(Ticked):
    """What one round of the clock did in all rooms."""

    plans_measured: int = 0


def one_round(at: datetime) -> Round:
    """Do all that is due now, whichever room it is of; each thing is done once."""
    done = Round(**asdict(tick_now(at)))
    plans = measure_plans(at)
    done.plans_measured, done.failed = plans.measured, done.failed + plans.failed
    return done


def in_words(done: Round) -> str:
    """Say what a round did."""
    return (
        f"{done.expired} turns ended, {done.released} leads released, {done.routed} routed, "
        f"{done.lapsed} appointments lapsed, {done.plans_measured} plans measured, "
        f"{done.told} people told, {done.sent} mails sent"
        + (f", {done.failed} deeds failed" if done.failed else "")
    )
