"""A diagnosis as plain JSON: the interface that programs rely on (docs/interfaces.md)."""

from typing import Any

from relais.diagnosis.rules.diagnosis import Diagnosis
from relais.diagnosis.rules.words import Language, explain


def as_plain(diagnosis: Diagnosis, *, language: Language) -> dict[str, Any]:
    """Give what `relais diagnose --json` prints; rates are between 0 and 1."""
    return {
        "verdict": diagnosis.verdict.value,
        "firm": diagnosis.firm,
        "due": diagnosis.due,
        "honoured": diagnosis.honoured,
        "silent": diagnosis.silent,
        "reps": diagnosis.reps,
        "reps_at_zero": diagnosis.reps_at_zero,
        "expected_at_zero": _rounded(diagnosis.expected_at_zero),
        "tarone_z": _rounded(diagnosis.tarone_z),
        "groups": [
            {
                "share": _rounded(group.share),
                "rate": _rounded(group.rate),
                "low": _rounded(group.low),
                "high": _rounded(group.high),
                "reps": group.reps,
            }
            for group in diagnosis.groups
        ],
        "needed": diagnosis.needed,
        "explanation": explain(diagnosis, language=language),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
