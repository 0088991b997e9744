"""Every read of coaching; how far observers agree is in `agreement`, which loads NumPy."""

from relais.coaching.models import CoachingPlan, Observation, ScoreSheet
from relais.coaching.queries.grids import GridView, grid_of, grids_of, view_of
from relais.coaching.queries.held import held_of_person, observations_over, plans_over
from relais.coaching.queries.observations import (
    Seen,
    calls_to_listen,
    get_observation,
    has_come,
    observations_visible_to,
    seen_observation,
    to_answer,
    to_score,
    visits_to_observe,
)
from relais.coaching.queries.overview import (
    TeamLine,
    UnitCounts,
    counts_by_unit,
    team_of,
)
from relais.coaching.queries.plans import get_plan, plans_to_measure, plans_visible_to
from relais.coaching.queries.team import leads_directly, observers_for, reps_led
from relais.coaching.queries.waiting import waits_for_manager
from relais.coaching.rules.grid import LEVELS, MOST, Criterion, of_rows
from relais.coaching.rules.measuring import (
    BEFORE_DAYS,
    FEWEST_DUE,
    FEWEST_SEEN,
    Change,
    change_of,
    suffices,
)
from relais.coaching.rules.observing import (
    AHEAD,
    LATEST,
    CannotObserve,
    DayOutside,
    Kind,
    LinkedOther,
    NoticeMissing,
    ObservationState,
    ObservedAlready,
    RemarkKind,
)
from relais.coaching.rules.planning import (
    ActAfter,
    MeasureDay,
    Owner,
    PlannedAct,
    PlanState,
    PlanUnreadable,
    Terms,
)

# What was typed can be mended: other refusals are of who, or of where it stands.
MENDABLE = (
    ActAfter, CannotObserve, DayOutside, LinkedOther, MeasureDay, NoticeMissing, ObservedAlready,
    PlanUnreadable,
)  # fmt: skip

__all__ = [
    "AHEAD",
    "BEFORE_DAYS",
    "FEWEST_DUE",
    "FEWEST_SEEN",
    "LATEST",
    "LEVELS",
    "MENDABLE",
    "MOST",
    "Change",
    "CoachingPlan",
    "Criterion",
    "GridView",
    "Kind",
    "Observation",
    "ObservationState",
    "Owner",
    "PlanState",
    "PlannedAct",
    "RemarkKind",
    "ScoreSheet",
    "Seen",
    "TeamLine",
    "Terms",
    "UnitCounts",
    "calls_to_listen",
    "change_of",
    "counts_by_unit",
    "get_observation",
    "get_plan",
    "grid_of",
    "grids_of",
    "has_come",
    "held_of_person",
    "leads_directly",
    "observations_over",
    "observations_visible_to",
    "observers_for",
    "of_rows",
    "plans_over",
    "plans_to_measure",
    "plans_visible_to",
    "reps_led",
    "seen_observation",
    "suffices",
    "team_of",
    "to_answer",
    "to_score",
    "view_of",
    "visits_to_observe",
    "waits_for_manager",
]
