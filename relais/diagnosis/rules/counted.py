"""All that is counted of many due appointments, read once for all who ask that day (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from relais.diagnosis.rules.facts import Facts, rep_of
from relais.diagnosis.rules.places import Met


class Found(NamedTuple):
    """Due and honoured appointments of a rep with leads that one call center found, or none."""

    rep_id: UUID
    center_id: UUID | None
    due: int
    honoured: int


@dataclass(frozen=True)
class Counted:
    """What due appointments had, where they were, and which call center had found their leads."""

    facts: Facts
    met: tuple[Met, ...]
    found: tuple[Found, ...]

    def kept(self) -> dict[str, Any]:
        """Give it as JSON; it holds no rep's id."""
        number = {rep_id: place for place, rep_id in enumerate(self.facts.reps)}
        return {
            "facts": self.facts.kept(),
            "met": [[number[rep_id], *rest] for rep_id, *rest in self.met],
            "found": [
                [number[one.rep_id], one.center_id and one.center_id.hex, one.due, one.honoured]
                for one in self.found
            ],
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "Counted":
        """Read it from JSON."""
        return cls(
            Facts.of_kept(kept["facts"]),
            tuple(Met(rep_of(rep), *rest) for rep, *rest in kept["met"]),
            tuple(
                Found(rep_of(rep), UUID(center) if center else None, *rest)
                for rep, center, *rest in kept["found"]
            ),
        )
