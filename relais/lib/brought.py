"""What becomes of the rows of a table that somebody brings in."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from relais.lib.errors import Refusal


class Verdict(StrEnum):
    """What became of a row: something new, something that was known, or nothing."""

    CREATED = "created"
    MATCHED = "matched"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class RowVerdict:
    """What became of a row: `why` says in words why it was passed over, `id` what it is now."""

    verdict: Verdict
    why: Refusal | None = None
    id: UUID | None = None


def passed_over(why: Refusal) -> RowVerdict:
    """Make the verdict of a row that is refused."""
    return RowVerdict(Verdict.SKIPPED, why)
