"""Tables of what reps prospect themselves, and of how much of it is wished."""

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow
from relais.prospecting.rules.own import OwnKind


class OwnProspecting(OrganizationRow):
    """A line of a rep's own prospecting: so many deeds of a kind on a day.

    A line that was taken back stays, with when, and counts for nothing. `external_key` is that of
    the file that brought it; among one rep's lines it is there once.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OwnKind])
    count = models.PositiveSmallIntegerField()
    done_on = models.DateField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)
    external_key = models.CharField(max_length=120, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "person", "done_on"], name="own_prospecting_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "person", "external_key", name="own_prospecting_key_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="own_prospecting_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.done_on} {self.kind} {self.count}"


class ProspectingTarget(OrganizationRow):
    """How much own prospecting a unit wishes of a rep in a week, from a Monday on.

    `per_week` is None from when on the unit wishes nothing of its own: the one above it decides.
    """

    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    since = models.DateField()
    per_week = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "unit", "since", name="prospecting_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.since} {self.per_week}"
