"""All that is said of what goes with honouring, and how it is kept (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from relais.diagnosis.rules.associations import Association, as_kept, of_kept
from relais.diagnosis.rules.quality import Quality, quality_of


@dataclass(frozen=True, slots=True)
class GoesWith:
    """What was compared among so many reps, and the quality of what they were given."""

    reps: int
    associations: tuple[Association, ...]
    quality: Quality

    def kept(self) -> dict[str, Any]:
        """Give it as JSON; it holds no figure of a single rep."""
        found = [as_kept(one) for one in self.associations]
        return {"reps": self.reps, "found": found, "quality": self.quality.kept()}

    def shown(self, *, complete: bool) -> "GoesWith":
        """Leave out what would, before the privacy checklist, be figures of persons."""
        return replace(self, quality=self.quality.shown(complete=complete))


def goes_with_of(kept: Mapping[str, Any]) -> GoesWith:
    """Read it from JSON."""
    found = tuple(map(of_kept, kept["found"]))
    return GoesWith(kept["reps"], found, quality_of(kept["quality"]))
