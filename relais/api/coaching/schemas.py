"""What is sent and answered about coaching."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field

from relais.api.fields import NO_NUL, Day, In, Out, one_of
from relais.coaching.queries import Kind, ObservationState, Owner, PlanState, RemarkKind

Text = Annotated[str, Field(min_length=1, max_length=2_000, pattern=NO_NUL)]
Goal = Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Label = Annotated[str, Field(min_length=1, max_length=120, pattern=NO_NUL)]
Five = Annotated[list[Label], Field(min_length=5, max_length=5)]
Level = Annotated[int, Field(ge=0, le=4)]


class CriterionOut(Out):
    """A criterion of the grid, with the words of its levels from 0 to 4."""

    code: str
    label_fr: str
    label_en: str
    levels_fr: list[str]
    levels_en: list[str]


class GridOut(Out):
    """A version of the grid; `published_at` is null for the one that everybody begins with."""

    version: int
    published_at: datetime | None
    criteria: list[CriterionOut]


class CriterionIn(In):
    """A criterion in both languages; its code stays the same through the versions."""

    code: Code
    label_fr: Label
    label_en: Label
    levels_fr: Five
    levels_en: Five


class GridIn(In):
    """The next version of the grid, all of it."""

    criteria: Annotated[list[CriterionIn], Field(min_length=1, max_length=12)]


class TeamLineOut(Out):
    """A rep whom you lead directly: his open plan, when he was last observed, what comes next."""

    rep_id: UUID
    plan_id: UUID | None
    last_on: date | None
    next_on: date | None


class UnitCountsOut(Out):
    """Plans open and visits observed within a year; `unit_id` null: smaller units together."""

    unit_id: UUID | None
    reps: int
    plans: int
    observations: int


class AgreementOut(Out):
    """How far two observers of the same visits agree; null where `lacking` visits more are needed.

    `kappa` is weighted by the square of the distance of levels, with its interval at 95 %.
    """

    names: list[str]
    visits: int
    levels: int
    alike: int
    lacking: int
    kappa: float | None
    low: float | None
    high: float | None


class ObservationOut(Out):
    """An observed visit, or a call listened to live."""

    id: UUID
    kind: Annotated[Kind, one_of(Kind)]
    state: Annotated[ObservationState, one_of(ObservationState)]
    rep_id: UUID
    observer_id: UUID | None
    appointment_id: UUID | None
    call_id: UUID | None
    happened_on: date
    begun_at: datetime
    shared_at: datetime | None
    awaits_since: datetime | None


class ScoreSheetOut(Out):
    """What somebody has scored: a level by criterion, null where it could not be seen."""

    scorer_id: UUID
    scores: dict[str, int | None]
    notes: dict[str, str]
    scored_at: datetime | None


class RemarkOut(Out):
    """What is said beside the scores."""

    kind: Annotated[RemarkKind, one_of(RemarkKind)]
    author_id: UUID | None
    text: str
    written_at: datetime


class SeenOut(ObservationOut):
    """An observation with the sheets and remarks that you may see: before sharing, your own."""

    grid: int
    sheets: list[ScoreSheetOut]
    remarks: list[RemarkOut]


class ObservationIn(In):
    """A visit or a call to observe; `told`: both who speak in a call know that somebody listens."""

    rep_id: UUID
    kind: Annotated[Kind, one_of(Kind)]
    on: Day
    appointment_id: UUID | None = None
    call_id: UUID | None = None
    told: bool = False
    invited: Annotated[list[UUID], Field(max_length=10)] = []


class ObserverIn(In):
    """Who scores the same visit."""

    person_id: UUID


class ScoresIn(In):
    """A level for each criterion, null where it could not be seen; notes where wanted."""

    scores: Annotated[dict[Code, Level | None], Field(min_length=1, max_length=12)]
    notes: Annotated[
        dict[Code, Annotated[str, Field(max_length=2_000, pattern=NO_NUL)]], Field(max_length=12)
    ] = {}


class RemarkIn(In):
    """What is to be said beside the scores."""

    words: Text


class CoachingPlanOut(Out):
    """A plan; `baseline` stood when it began, `found` is what stands beside it when measured."""

    id: UUID
    state: Annotated[PlanState, one_of(PlanState)]
    rep_id: UUID
    manager_id: UUID | None
    goal: str
    criteria: list[str]
    acts: list[dict[str, str]]
    measure_on: date
    proposed_at: datetime
    proposed_by_id: UUID | None
    accepted_at: datetime | None
    baseline: dict[str, Any]
    measured_at: datetime | None
    found: dict[str, Any]
    closed_at: datetime | None
    why: str


class PlannedActIn(In):
    """What the rep, or his manager, is to do until a day."""

    what: Goal
    owner: Annotated[Owner, one_of(Owner)]
    due_on: Day


class PlanTermsIn(In):
    """What a plan says: a goal, criteria of the grid, acts, and when it is measured again."""

    goal: Goal
    criteria: Annotated[list[Code], Field(min_length=1, max_length=12)]
    measure_on: Day
    acts: Annotated[list[PlannedActIn], Field(max_length=3)] = []


class CoachingPlanIn(PlanTermsIn):
    """A plan to propose to a rep."""

    rep_id: UUID


class MeasureIn(In):
    """Another day to measure again."""

    measure_on: Day


class DropIn(In):
    """Why a plan is dropped."""

    words: Goal
