"""Every figure of the funnel."""

from relais.measures.queries.behind import (
    callers_by_center,
    check_enough_callers,
    check_enough_reps,
)
from relais.measures.queries.cases import Case, cases, due_appointments
from relais.measures.queries.cohorts import Ends, take_up_by_week
from relais.measures.queries.compared import Compared, compared, region_of, regions_compared
from relais.measures.queries.disputes import ReasonCounts, disputes_by_reason
from relais.measures.queries.funnel import funnel
from relais.measures.queries.grouping import month_number
from relais.measures.queries.names import (
    caller_names,
    caller_pseudonym_of,
    callers_known_to,
    hidden_reps,
    pseudonym_of,
    pseudonymous_id_of,
    rep_names,
    reps_known_to,
)
from relais.measures.queries.objectives import Progress, progress
from relais.measures.queries.own_prospecting import (
    OwnOf,
    OwnWeek,
    TeamProspecting,
    own_weeks,
    read_in,
    team_prospecting,
)
from relais.measures.queries.report import Report, Row, funnel_report, persons_in
from relais.measures.queries.together import TOGETHER
from relais.measures.rules import (
    PERSONAL_FROM,
    By,
    Cohort,
    Counts,
    NotForYou,
    Rate,
    TooFewBehind,
    TooFewReps,
    View,
    check_may_see_persons,
    personal_since,
)

__all__ = [
    "PERSONAL_FROM",
    "TOGETHER",
    "By",
    "Case",
    "Cohort",
    "Compared",
    "Counts",
    "Ends",
    "NotForYou",
    "OwnOf",
    "OwnWeek",
    "Progress",
    "Rate",
    "ReasonCounts",
    "Report",
    "Row",
    "TeamProspecting",
    "TooFewBehind",
    "TooFewReps",
    "View",
    "caller_names",
    "caller_pseudonym_of",
    "callers_by_center",
    "callers_known_to",
    "cases",
    "check_enough_callers",
    "check_enough_reps",
    "check_may_see_persons",
    "compared",
    "disputes_by_reason",
    "due_appointments",
    "funnel",
    "funnel_report",
    "hidden_reps",
    "month_number",
    "own_weeks",
    "personal_since",
    "persons_in",
    "progress",
    "pseudonym_of",
    "pseudonymous_id_of",
    "read_in",
    "region_of",
    "regions_compared",
    "rep_names",
    "reps_known_to",
    "take_up_by_week",
    "team_prospecting",
]
