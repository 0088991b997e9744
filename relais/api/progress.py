"""How far something is that is computed beside the pages."""

from typing import Any

from relais.api.fields import Out
from relais.diagnosis.queries.kept import Computation


class ProgressOut(Out):
    """What is too large to be computed at once: ask again; `counted` is known already."""

    kind: str
    step: int
    steps: int
    counted: dict[str, int]
    failed: bool


def progress_of(row: Computation) -> dict[str, Any]:
    """Tell how far a computation is."""
    return {
        "kind": row.kind,
        "step": row.step,
        "steps": row.steps,
        "counted": row.counted,
        "failed": bool(row.error),
    }
