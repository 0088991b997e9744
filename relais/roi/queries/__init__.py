"""Every read of costs, and of what they bring."""

from relais.roi.queries.asking import Allowed, Narrowing, allowed_of, offered_to
from relais.roi.queries.cohorts import cohorts_of
from relais.roi.queries.kept import Told
from relais.roi.queries.proof import (
    NOT_TAKEN_UP,
    Charged,
    Proven,
    Scope,
    charged_leads,
    charged_sums,
    leads_at,
    proof_of,
    scope_of,
)
from relais.roi.queries.returns import (
    Line,
    cost_of,
    costs_until,
    money_of,
    returns_of,
    wasted,
)
from relais.roi.queries.sums import Sums
from relais.roi.queries.waste import waste_of, wastes_of
from relais.roi.queries.what_if import WhatIf, check_reader, leads_of_case, versions_of, what_if
from relais.roi.rules.cohorts import AGES, Cohorts
from relais.roi.rules.costs import Waste, Wasted
from relais.roi.rules.proof import FEWEST_REPS, FEWEST_SIGNATURES, Proof, Stage, Step
from relais.roi.rules.what_if import Flow, Group, Lack, Part, Supposed, Tally

__all__ = [
    "AGES",
    "FEWEST_REPS",
    "FEWEST_SIGNATURES",
    "NOT_TAKEN_UP",
    "Allowed",
    "Charged",
    "Cohorts",
    "Flow",
    "Group",
    "Lack",
    "Line",
    "Narrowing",
    "Part",
    "Proof",
    "Proven",
    "Scope",
    "Stage",
    "Step",
    "Sums",
    "Supposed",
    "Tally",
    "Told",
    "Waste",
    "Wasted",
    "WhatIf",
    "allowed_of",
    "charged_leads",
    "charged_sums",
    "check_reader",
    "cohorts_of",
    "cost_of",
    "costs_until",
    "leads_at",
    "leads_of_case",
    "money_of",
    "offered_to",
    "proof_of",
    "returns_of",
    "scope_of",
    "versions_of",
    "waste_of",
    "wasted",
    "wastes_of",
    "what_if",
]
