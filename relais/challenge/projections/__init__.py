"""Points from the log: everyday ones, and the ledgers of challenges."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from relais.challenge.projections import entries, points
from relais.challenge.queries.holding import hold_running
from relais.challenge.queries.points import kept_since
from relais.challenge.rules.points import SPEAKING
from relais.leads.events import Event
from relais.leads.lifecycle import Recorded

__all__ = ["apply", "clear", "drawing", "hold"]


def apply(recorded: Sequence[Recorded]) -> None:
    """Add the lines that these events are worth, everyday and in challenges."""
    told = _told(recorded)
    if told:
        points.apply(told, recorded)
        entries.apply(told, recorded)


@contextmanager
def drawing(organization_id: UUID) -> Iterator[Callable[[Sequence[Recorded]], None]]:
    """Give who is told whole histories while the ledgers are drawn anew, and add up at the end."""
    since = kept_since(organization_id)
    with entries.drawing(organization_id) as write:

        def apply(recorded: Sequence[Recorded]) -> None:
            told = _told(recorded)
            if told:
                points.drawn(told, since=since)
                write(told)

        yield apply


def hold(organization_id: UUID, events: Sequence[Event]) -> None:
    """Hold the challenges that run before events are dated that one of them may hear.

    Else one dated before the end could wait for it, and be counted after the standing is frozen.
    """
    if any(type(event) in SPEAKING for event in events):
        hold_running(organization_id)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledgers, before they are told again."""
    points.clear(organization_id)
    entries.clear(organization_id)


def _told(recorded: Sequence[Recorded]) -> list[Recorded]:
    return [r for r in recorded if type(r.event) in SPEAKING and not r.inferred]
