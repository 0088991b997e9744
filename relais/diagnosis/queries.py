"""Every read of the diagnosis: what a door shows of it, and the counts of an organization."""

from relais.diagnosis.rules import (
    VERDICTS,
    Diagnosis,
    RepCounts,
    Verdict,
    as_plain,
    diagnose,
    explain,
)
from relais.diagnosis.rules.words import Language

__all__ = [
    "VERDICTS",
    "Diagnosis",
    "Language",
    "RepCounts",
    "Verdict",
    "as_plain",
    "diagnose",
    "explain",
]
