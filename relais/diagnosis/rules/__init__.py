"""The diagnosis of a team, from counts alone (pure)."""

from relais.diagnosis.rules.diagnosis import Diagnosis, Group, RepCounts, RepFinding, diagnose
from relais.diagnosis.rules.plain import as_plain
from relais.diagnosis.rules.words import VERDICTS, explain, headline
from relais.statistics.verdict import Verdict

__all__ = [
    "VERDICTS",
    "Diagnosis",
    "Group",
    "RepCounts",
    "RepFinding",
    "Verdict",
    "as_plain",
    "diagnose",
    "explain",
    "headline",
]
