"""Something to be told to one person (pure)."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Notice(NamedTuple):
    """A text for a person about a lead, or about an act; the same `key` is told to him once.

    `data` fills the text in: moments, under names that end in `_at`. A mail names the company too.
    """

    person_id: UUID
    lead_id: UUID | None
    kind: str
    key: str
    at: datetime
    data: Mapping[str, str]
    act_id: UUID | None = None
