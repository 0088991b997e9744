"""Points from the log: everyday ones, and the ledgers of challenges."""

from collections.abc import Sequence
from uuid import UUID

from relais.challenge.projections import entries, points
from relais.challenge.queries.holding import hold_running
from relais.challenge.rules.points import SPEAKING
from relais.leads.events import Event
from relais.leads.lifecycle import Recorded

__all__ = ["apply", "clear", "hold"]


def apply(recorded: Sequence[Recorded]) -> None:
    """Add the lines that these events are worth, everyday and in challenges."""
    told = [r for r in recorded if type(r.event) in SPEAKING and not r.inferred]
    if told:
        points.apply(told, recorded)
        entries.apply(told)


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
