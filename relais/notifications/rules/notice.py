"""Something to be told to one person (pure)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Notice:
    """A text for a person about a lead, or about an act; the same `key` is told to him once.

    `data` fills the text in: the company, and moments under names that end in `_at`.
    """

    person_id: UUID
    lead_id: UUID | None
    kind: str
    key: str
    at: datetime
    data: dict[str, str] = field(default_factory=dict)
    act_id: UUID | None = None
