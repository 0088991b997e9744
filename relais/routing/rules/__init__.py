"""Pure rules of routing: which rep gets a lead, and why."""

from relais.routing.rules.eligibility import Candidate, Ineligible, count_ineligible, why_not
from relais.routing.rules.matching import LeadFacts, Rule, RuleBook, first_match, matches
from relais.routing.rules.reasons import explain
from relais.routing.rules.router import Decision, Request, Router, Waiting
from relais.routing.rules.shares import Share, Standing, Turn, choose, month_of, standing_of

__all__ = [
    "Candidate",
    "Decision",
    "Ineligible",
    "LeadFacts",
    "Request",
    "Router",
    "Rule",
    "RuleBook",
    "Share",
    "Standing",
    "Turn",
    "Waiting",
    "choose",
    "count_ineligible",
    "explain",
    "first_match",
    "matches",
    "month_of",
    "standing_of",
    "why_not",
]
