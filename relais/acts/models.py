"""The table of acts."""

from datetime import date

from django.db import models
from django.db.models import Q

from relais.acts.rules import OPEN, ActKind, ActSource, ActState
from relais.database.models import OrganizationRow


def _person() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class Act(OrganizationRow):
    """Something to do until a day, for a unit, by its owner; `person` is the rep it is about.

    `source` and `source_id` say what it comes from: a meeting, a plan, a comparison. `key` keeps
    the same proposal from being made twice. `expected` and `baseline` hold what the one who
    proposed expects and what stood then, `found` what stood on `measured_at`: figures, in the
    form that the room which wrote them documents.
    """

    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ActSource])
    source_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120, null=True)
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in ActKind])
    what = models.CharField(max_length=400)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ActState])
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = _person()
    person = _person()
    lead_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = _person()
    closed_at = models.DateTimeField(null=True)
    closed_by = _person()
    note = models.CharField(max_length=400, blank=True)
    expected = models.JSONField(default=dict)
    baseline = models.JSONField(default=dict)
    measure_on = models.DateField(null=True)
    measured_at = models.DateTimeField(null=True)
    found = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "owner", "state", "due_on"], name="act_of_owner"),
            models.Index(fields=["organization", "unit", "state", "due_on"], name="act_of_unit"),
            models.Index(fields=["organization", "source", "source_id"], name="act_of_source"),
            models.Index(fields=["organization", "person"], name="act_about_person"),
            models.Index(
                fields=["organization", "measure_on"],
                condition=Q(measured_at=None),
                name="act_to_measure",
            ),
        ]
        constraints = [
            models.UniqueConstraint("organization", "key", name="act_once"),
            models.CheckConstraint(
                condition=Q(state=ActState.PROPOSED.value)
                | Q(owner__isnull=False, due_on__isnull=False, agreed_at__isnull=False)
                | Q(state=ActState.DROPPED.value),
                name="act_agreed_is_owned",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OPEN], closed_at=None)
                | (~Q(state__in=[state.value for state in OPEN]) & Q(closed_at__isnull=False)),
                name="act_closed_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def overdue(self, on: date) -> bool:
        """Say whether it is still to be done, and its day is past."""
        return self.state == ActState.AGREED and self.due_on is not None and self.due_on < on
