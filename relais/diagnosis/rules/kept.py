"""A diagnosis as it is kept for a day: counts by rep and the fits, nothing that follows (pure)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from relais.diagnosis.rules.diagnosis import Diagnosis, RepCounts, judged, told
from relais.statistics.mixtures import Groups, Smooth, belonging_to
from relais.statistics.verdict import Finding, Verdict


def computed(team: Sequence[RepCounts]) -> dict[str, Any]:
    """Judge a team, and give what is kept of it."""
    finding, without = judged(team)
    smooth, groups = finding.smooth, finding.groups
    return {
        "team": [[rep.rep, rep.due, rep.honoured, rep.silent] for rep in team],
        "verdict": finding.verdict.value,
        "without_silent": without.value,
        "tarone_z": finding.tarone_z,
        "needed": finding.needed,
        "smooth": smooth and [smooth.a, smooth.b, smooth.log_likelihood, smooth.bic],
        "groups": groups and [groups.shares, groups.rates, groups.log_likelihood, groups.bic],
    }


def diagnosis_of(kept: dict[str, Any]) -> Diagnosis:
    """Tell the diagnosis of what was kept: the same as if it were computed now."""
    team = [RepCounts(*row) for row in kept["team"]]
    used = [rep for rep in team if rep.due]
    finding = Finding(
        Verdict(kept["verdict"]),
        kept["tarone_z"],
        smooth=Smooth(*kept["smooth"]) if kept["smooth"] else None,
        groups=_groups(used, *kept["groups"]) if kept["groups"] else None,
        needed=kept["needed"],
    )
    return told(team, finding, Verdict(kept["without_silent"]))


def _groups(
    team: Sequence[RepCounts],
    shares: Sequence[float],
    rates: Sequence[float],
    log_likelihood: float,
    bic: float,
) -> Groups:
    k = np.array([rep.honoured for rep in team], dtype=np.int64)
    n = np.array([rep.due for rep in team], dtype=np.int64)
    belonging = belonging_to(k, n, shares=shares, rates=rates)
    return Groups(tuple(shares), tuple(rates), belonging, log_likelihood, bic)
