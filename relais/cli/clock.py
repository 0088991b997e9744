"""`relais tick`: one round of the clock."""

import typer
from django.utils import timezone

from relais.cli.running import AsJson, print_json
from relais.diagnosis.actions.compute import compute_waiting
from relais.notifications.actions import Ticked
from relais.notifications.actions import tick as tick_now


def tick(as_json: AsJson = False) -> None:
    """Do once all that is due now: end turns, route what waits, remind, measure, send mails; then
    compute what figures wait for.

    The worker of `relais serve` does this each minute; call it from cron where no worker runs.
    Done twice, nothing happens twice.

    \b
    Examples:
      relais tick
      * * * * * relais tick    (in a crontab)

    \b
    Exit codes: 0 done; 1 a deed failed (it is in the log, and tried again next time).
    """
    done = tick_now(timezone.now())
    done.figures += compute_waiting(timezone.now())  # last: it may take minutes
    if as_json:
        print_json(done)
    else:
        typer.echo(in_words(done))
    if done.failed:
        raise typer.Exit(1)


def in_words(done: Ticked) -> str:
    """Say what a round did."""
    return (
        f"{done.expired} turns ended, {done.released} leads released, {done.routed} routed, "
        f"{done.lapsed} appointments lapsed, {done.figures} figures drawn, "
        f"{done.told} people told, {done.sent} mails sent"
        + (f", {done.failed} deeds failed" if done.failed else "")
    )
