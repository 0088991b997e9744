"""Tables of coaching: the grid by version, observations with their sheets and words, plans."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from relais.coaching.rules.observing import Kind, ObservationState, RemarkKind
from relais.coaching.rules.planning import PlanState
from relais.database.models import OrganizationRow

OPEN_PLANS = [PlanState.PROPOSED.value, PlanState.RUNNING.value]


def _person(**more: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, **more
    )


def _unit() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )


def _word(words: type[StrEnum], **more: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=12, choices=[(w.value, w.value) for w in words], **more)


class Grid(OrganizationRow):
    """One version of the discovery grid. Never changed, never removed: the database refuses."""

    version = models.PositiveSmallIntegerField()
    criteria = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = _person(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "version", name="grid_version_once"),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class Observation(OrganizationRow):
    """An observed visit, or a call listened to live, of a rep; `observer` began it.

    `unit` is the rep's then. Rows stay to be counted when the words and levels of their sheets
    are forgotten (`forgotten_at`). `awaits_since`: the rep contests, and nobody has answered.
    """

    kind = _word(Kind)
    state = _word(ObservationState, default=ObservationState.OPEN.value)
    rep = _person()
    observer = _person(null=True)
    unit = _unit()
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="+", db_index=False)
    appointment_id = models.UUIDField(null=True)
    call_id = models.UUIDField(null=True)
    happened_on = models.DateField()
    begun_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    awaits_since = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "rep", "happened_on"], name="observation_of_rep"),
            models.Index(
                fields=["organization", "unit", "happened_on"], name="observation_of_unit"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "appointment_id"],
                condition=Q(appointment_id__isnull=False)
                & ~Q(state=ObservationState.CANCELLED.value),
                name="observation_of_visit_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "call_id"],
                condition=Q(call_id__isnull=False) & ~Q(state=ObservationState.CANCELLED.value),
                name="observation_of_call_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class ScoreSheet(OrganizationRow):
    """What one of those in an observation has scored: the rep himself, or an observer.

    `scores` holds a level by criterion, null where it could not be seen; `notes` words by
    criterion. Nothing outside this room reads them.
    """

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="sheets", db_index=False
    )
    scorer = _person()
    scores = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    scored_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "scorer"], name="sheet_of_scorer")]
        constraints = [
            models.UniqueConstraint("organization", "observation", "scorer", name="sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scorer_id}"


class Remark(OrganizationRow):
    """What the rep says beside the scores, and what his manager answers; added, never changed."""

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    kind = _word(RemarkKind)
    author = _person(null=True)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "observation"], name="remark_of_observation"),
            models.Index(fields=["organization", "author"], name="remark_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.written_at:%Y-%m-%d}"


class CoachingPlan(OrganizationRow):
    """What a rep and his manager agree to work on, and what stands when it is measured again.

    `acts` are those proposed with it; they become acts of the room `acts` when it is accepted.
    `baseline` and `found` are as `rules.measuring` writes them.
    """

    rep = _person()
    manager = _person(null=True)
    unit = _unit()
    state = _word(PlanState, default=PlanState.PROPOSED.value)
    goal = models.CharField(max_length=400)
    criteria = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="+", db_index=False)
    measure_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = _person(null=True)
    accepted_at = models.DateTimeField(null=True)
    baseline = models.JSONField(default=dict)
    measured_at = models.DateTimeField(null=True)
    found = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "rep", "proposed_at"], name="plan_of_rep"),
            models.Index(fields=["organization", "unit"], name="plan_of_unit"),
            models.Index(
                fields=["organization", "measure_on"],
                condition=Q(state=PlanState.RUNNING.value),
                name="plan_to_measure",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "rep"],
                condition=Q(state__in=OPEN_PLANS),
                name="plan_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.goal

    @property
    def awaits_rep(self) -> bool:
        """Say whether it is proposed, and for the rep to accept it or to propose another."""
        return self.state == PlanState.PROPOSED and self.proposed_by_id != self.rep_id

    @property
    def awaits_manager(self) -> bool:
        """Say whether the rep has proposed another, and it is for his manager."""
        return self.state == PlanState.PROPOSED and self.proposed_by_id == self.rep_id
