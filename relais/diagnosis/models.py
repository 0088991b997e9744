"""The table of what is computed beside the pages: droppable, computed again when asked for."""

from django.db import models

from relais.database.models import OrganizationRow


class Computation(OrganizationRow):
    """Something too large to compute while a page waits, and what came of it, for one day.

    `asked` says of which appointments, and `key` the same in short. `step` of `steps` is done;
    `counted` holds what a page can show meanwhile, `result` what came of it, in the form that
    its kind documents. Rows of earlier days are thrown away.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    asked = models.JSONField(default=dict)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=1)
    counted = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(done_at=None), name="computation_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "kind", "key", "day", name="computation_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
