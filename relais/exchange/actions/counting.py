"""What became of each row: counts by file, examples, rejects; and whether it all adds up."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

from relais.exchange.adapters.rejects import Rejects
from relais.exchange.queries import events_of_batch, states_of_batch
from relais.exchange.rules import Row
from relais.exchange.rules.access import DoesNotAddUp
from relais.leads.events import State
from relais.lib.errors import Refusal

EXAMPLES: Final = 5


class Verdict(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Example:
    """A row as the preview shows it: how its company was recognised, or why it was rejected."""

    file: str
    line: int
    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: every row that was read has exactly one verdict."""

    read: int
    created: int
    updated: int
    skipped: int
    rejected: int
    rejects_file: Path | None
    batch: UUID | None
    files: dict[str, dict[str, int]]
    matched: dict[str, int]
    events: int
    examples: list[Example]
    notes: list[str]


@dataclass(slots=True)
class Tally:
    """Counts while an import runs."""

    rejects: Rejects
    counts: defaultdict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    read: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    events: int = 0
    fresh_events: int = 0
    examples: list[Example] = field(default_factory=list)

    def note(self, row: Row, verdict: Verdict, words: str = "") -> None:
        """Count a row; the first of each verdict are kept as examples."""
        counts = self.counts[row.file]
        counts[verdict] += 1
        if counts[verdict] <= EXAMPLES:
            self.examples.append(Example(row.file, row.line, verdict, words))

    def reject(self, row: Row, refusal: Refusal) -> None:
        """Count a row as rejected, and write it down with the reason."""
        self.note(row, Verdict.REJECTED, str(refusal))
        self.rejects.add(row, str(refusal))

    def wrote_leads(self, events: int, states: Counter[State]) -> None:
        """Take down how many events new leads got, and in which state they are."""
        self.events += events
        self.fresh_events += events
        self.states += states

    def total(self, verdict: Verdict) -> int:
        """Give how many rows of all files had a verdict."""
        return sum(counts[verdict] for counts in self.counts.values())

    def check(self, batch_id: UUID, *, organization_id: UUID) -> None:
        """Read back what was written, and compare it with what was meant.

        :raises DoesNotAddUp: when a row has no verdict, or the database holds something else.
        """
        verdicts = sum(sum(counts.values()) for counts in self.counts.values())
        _same("rows", verdicts, sum(self.read.values()))
        _same("rejects", self.rejects.count, self.total(Verdict.REJECTED))
        found = states_of_batch(batch_id, organization_id=organization_id)
        _same("leads", self.total(Verdict.CREATED), sum(found.values()))
        for state in {*found, *self.states}:
            _same(f"leads {state.value}", self.states[state], found.get(state, 0))
        events = events_of_batch(batch_id, organization_id=organization_id)
        _same("events", self.fresh_events, events)

    def result(self, batch_id: UUID, *, notes: list[str]) -> ImportResult:
        """Give what there is to tell."""
        return ImportResult(
            read=sum(self.read.values()),
            created=self.total(Verdict.CREATED),
            updated=self.total(Verdict.UPDATED),
            skipped=self.total(Verdict.SKIPPED),
            rejected=self.total(Verdict.REJECTED),
            rejects_file=self.rejects.path if self.rejects.count else None,
            batch=batch_id,
            files={
                name: {verdict.value: count for verdict, count in counts.items()}
                for name, counts in self.counts.items()
            },
            matched=dict(self.matched),
            events=self.events,
            examples=self.examples,
            notes=notes,
        )


def _same(what: str, meant: int, found: int) -> None:
    if meant != found:
        raise DoesNotAddUp(what=what, meant=meant, found=found)
