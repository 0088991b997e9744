"""What was computed beside the pages, or is; light: nothing here loads SciPy."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from django.db.models import QuerySet

from relais.diagnosis.models import Computation

__all__ = ["MANY", "WHOLE", "Asked", "Computation", "Plain", "computation_of", "key_of", "waiting"]

MANY: Final = 20_000  # appointments, from which a page does not wait for what they say


@dataclass(frozen=True)
class Asked:
    """Which appointments: of units, a campaign, a call center's leads, started in a period.

    `unit_id` is the unit that was chosen; without one the paths are all that the reader leads.
    """

    paths: tuple[str, ...]
    unit_id: UUID | None = None
    campaign_id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None
    call_center_id: UUID | None = None

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {
            "paths": sorted(self.paths),
            "unit_id": self.unit_id and str(self.unit_id),
            "campaign_id": self.campaign_id and str(self.campaign_id),
            "start": self.start and self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "call_center_id": self.call_center_id and str(self.call_center_id),
        }

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Asked":
        """Read it from JSON."""
        unit_id, campaign_id, call_center_id = (
            UUID(plain[name]) if plain[name] else None
            for name in ("unit_id", "campaign_id", "call_center_id")
        )
        start, end = (
            datetime.fromisoformat(plain[name]) if plain[name] else None
            for name in ("start", "end")
        )
        return cls(tuple(plain["paths"]), unit_id, campaign_id, start, end, call_center_id)


WHOLE: Final = Asked(("",))  # all appointments of a house, as who directs asks for them


class Plain(Protocol):
    """What is asked for, and says so in JSON."""

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""


def key_of(asked: Plain) -> str:
    """Give what is asked for in short."""
    return hashlib.sha256(json.dumps(asked.plain(), sort_keys=True).encode()).hexdigest()


def computation_of(
    organization_id: UUID, kind: str, asked: Asked, *, day: date
) -> Computation | None:
    """Give what was computed of these appointments on a day, or is being computed."""
    rows = Computation.objects.of(organization_id).filter(kind=kind, key=key_of(asked), day=day)
    return rows.first()


def waiting(at: datetime) -> QuerySet[Computation]:
    """List what waits to be computed, the longest waiting first; what another has begun is left."""
    rows = Computation.objects.filter(done_at=None, error="").exclude(claimed_until__gt=at)
    return rows.order_by("asked_at", "id")
