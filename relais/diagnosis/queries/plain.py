"""Every read of the diagnosis that needs no database; an organization’s own is in `team`."""

from relais.diagnosis.rules import (
    VERDICTS,
    Diagnosis,
    RepCounts,
    Verdict,
    as_plain,
    diagnose,
    explain,
    headline,
)
from relais.diagnosis.rules.associations import Association, Comparison, Factor
from relais.diagnosis.rules.quality import Reason as DisputeReason
from relais.diagnosis.rules.words import Language

__all__ = [
    "VERDICTS",
    "Association",
    "Comparison",
    "Diagnosis",
    "DisputeReason",
    "Factor",
    "Language",
    "RepCounts",
    "Verdict",
    "as_plain",
    "diagnose",
    "explain",
    "headline",
]
