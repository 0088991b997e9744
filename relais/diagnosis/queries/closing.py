"""The closing of a month that is under way beside the pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from relais.diagnosis.models import Computation
from relais.diagnosis.queries.kept import key_of
from relais.leads.queries import Lead

KIND: Final = "closing"
MANY: Final = 20_000  # leads of a house, from which a page does not wait for a month to be closed


@dataclass(frozen=True)
class AskedClosing:
    """Which month is to be closed."""

    month: date

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {"month": self.month.isoformat()}


def are_many(organization_id: UUID) -> bool:
    """Say whether a house has so many leads that a page must not wait for a month to be closed."""
    return Lead.objects.of(organization_id).values("id")[: MANY + 1].count() > MANY


def closing_of(organization_id: UUID, month: date, *, on: date) -> Computation | None:
    """Give the closing of a month that was asked for on a day, and is not done."""
    rows = Computation.objects.of(organization_id).filter(kind=KIND, day=on, done_at=None)
    return rows.filter(key=key_of(AskedClosing(month))).first()
