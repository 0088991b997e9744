"""What a worker computes for the page of the diagnosis: the verdict, and what goes with it."""

from datetime import datetime
from typing import Any

from relais.appointments.queries import due_counts
from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.counted import count_once
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.counted import STEPS
from relais.diagnosis.queries.goes_with import associations_at
from relais.diagnosis.queries.kept import Asked
from relais.diagnosis.queries.quality import quality_among
from relais.diagnosis.queries.team import rows_among
from relais.diagnosis.rules import RepCounts
from relais.diagnosis.rules.goes_with import GoesWith
from relais.diagnosis.rules.kept import computed


def compute_verdict(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Count by rep, tell what was counted, and judge."""
    counts = due_counts(rows_among(row.organization_id, Asked.of(row.asked)), at=at)
    due, honoured = sum(one.due for one in counts), sum(one.honoured for one in counts)
    tell(1, 2, due=due, honoured=honoured, reps=len(counts))
    return computed([RepCounts(c.rep_id.hex, c.due, c.honoured, c.silent) for c in counts])


def compute_goes_with(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Read what the appointments had, compare with and without each factor, look at disputes."""
    asked, steps = Asked.of(row.asked), STEPS + 1
    counted = count_once(
        row.organization_id,
        asked,
        asked_by=row.asked_by,
        at=at,
        tell=lambda step: tell(step, steps),
    )
    found = tuple(associations_at(counted.facts, counted.met))
    tell(steps, steps)
    quality = quality_among(row.organization_id, asked, counted.found)
    return GoesWith(len(counted.facts.reps), found, quality).kept()
