"""Every figure of the funnel."""

from relais.measures.queries.cohorts import take_up_by_week
from relais.measures.queries.disputes import ReasonCounts, disputes_by_reason
from relais.measures.queries.funnel import funnel
from relais.measures.queries.names import hidden_reps, pseudonym_of, rep_names
from relais.measures.queries.report import Report, Row, funnel_report
from relais.measures.rules import By, Cohort, Counts, NotForYou, Rate, View

__all__ = [
    "By",
    "Cohort",
    "Counts",
    "NotForYou",
    "Rate",
    "ReasonCounts",
    "Report",
    "Row",
    "View",
    "disputes_by_reason",
    "funnel",
    "funnel_report",
    "hidden_reps",
    "pseudonym_of",
    "rep_names",
    "take_up_by_week",
]
