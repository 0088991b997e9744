"""Tables of experiments: what is tried, and who was drawn into which wave."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow
from relais.experiments.rules import ExperimentState, Level, Measured, Plan, Tried


def _word(words: type[StrEnum]) -> "models.CharField[str, str]":
    return models.CharField(max_length=12, choices=[(w.value, w.value) for w in words])


class Experiment(OrganizationRow):
    """One change, tried by some of those below a unit, judged by one figure.

    `size` is what was known before: the rate then, how many cases come, the power. `seed` is
    drawn with the arms, and shown, so that anybody may draw again.
    """

    name = models.CharField(max_length=200)
    tried = _word(Tried)
    words = models.CharField(max_length=400)
    level = _word(Level)
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    measured = _word(Measured)
    gain = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    waves = models.PositiveSmallIntegerField()
    weeks_between = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField()
    state = _word(ExperimentState)
    size = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    drawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_for = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "state", "starts_on"], name="experiment_by_state"),
        ]
        constraints = [
            models.UniqueConstraint("organization", "name", name="experiment_name_once"),
            models.CheckConstraint(
                condition=Q(seed__isnull=True, drawn_at__isnull=True)
                | Q(seed__isnull=False, drawn_at__isnull=False),
                name="experiment_drawn_from_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def plan(self) -> Plan:
        """Give what was planned, as the rules take it."""
        return Plan(
            name=self.name,
            tried=Tried(self.tried),
            words=self.words,
            level=Level(self.level),
            unit_id=self.unit_id,
            measured=Measured(self.measured),
            gain=self.gain,
            starts_on=self.starts_on,
            waves=self.waves,
            weeks_between=self.weeks_between,
            weeks=self.weeks,
        )


class Arm(OrganizationRow):
    """Who was drawn into which wave; 0 goes on as before. Never changed: the database refuses."""

    experiment = models.ForeignKey(
        Experiment, on_delete=models.PROTECT, related_name="arms", db_index=False
    )
    member_id = models.UUIDField()  # a unit, or a rep, as the experiment's level says
    wave = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "member_id"], name="arm_of_member")]
        constraints = [
            models.UniqueConstraint("organization", "experiment", "member_id", name="arm_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.wave}"
