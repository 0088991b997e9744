"""The ledger of points."""

from django.db import models

from relais.challenge.rules import PointRule
from relais.database.models import OrganizationRow


class PointEntry(OrganizationRow):
    """A line of the ledger: points for a deed, or the same taken back because it was undone.

    A projection of the log, `sequence` being that of the event; lines are added, never changed.
    `unit` is where the rep had the lead; `because` is the kind of the event that took them back.
    """

    lead = models.ForeignKey(
        "leads.Lead", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    sequence = models.PositiveIntegerField()
    rule = models.CharField(max_length=20, choices=[(r.value, r.value) for r in PointRule])
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    points = models.SmallIntegerField()
    because = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "person", "occurred_at"], name="points_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "lead", "sequence", "rule", "person", name="point_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.rule}"
