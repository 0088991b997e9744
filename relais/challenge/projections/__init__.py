"""Points from the log: everyday ones, and the ledgers of challenges."""

from collections.abc import Sequence
from uuid import UUID

from relais.challenge.projections import entries, points
from relais.challenge.rules.points import SPEAKING
from relais.leads.lifecycle import Recorded

__all__ = ["apply", "clear"]


def apply(recorded: Sequence[Recorded]) -> None:
    """Add the lines that these events are worth, everyday and in challenges."""
    told = [r for r in recorded if type(r.event) in SPEAKING and not r.inferred]
    if told:
        points.apply(told, recorded)
        entries.apply(told)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledgers, before they are told again."""
    points.clear(organization_id)
    entries.clear(organization_id)
