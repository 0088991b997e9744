"""Table of appointments: rows derived from the log, so that `projections` alone writes them."""

from typing import Any, Final

from django.db import models
from django.db.models import F, Q

from relais.appointments.rules import Status
from relais.database.models import OrganizationRow
from relais.leads.events import CancelCause, Mode, Outcome

OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]
SLOTS_APART: Final = "appointment_slots_apart"  # the guard that `config.wiring` lays


def _ref(target: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        target, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class Appointment(OrganizationRow):
    """A slot of a rep's diary for a lead, and what became of it.

    `rep` and `unit` are those at its start. `occupying` rows of a rep never overlap, from
    `occupied_from` up to `occupied_until`, the ways included. `transmitted`: the rep knows whom
    he meets. `first_starts_at` is the date first promised to the prospect, whatever the moves.
    """

    lead = models.ForeignKey(
        "leads.Lead", on_delete=models.CASCADE, related_name="appointments", db_index=False
    )
    rep = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = _ref("people.Unit")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_starts_at = models.DateTimeField()
    outcome_due_at = models.DateTimeField()
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    occupied_from = models.DateTimeField()
    occupied_until = models.DateTimeField()
    occupying = models.BooleanField(default=True)
    mode = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mode])
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Status])
    transmitted = models.BooleanField(default=False)
    moves = models.PositiveSmallIntegerField(default=0)
    booked_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)
    cancel_cause = models.CharField(
        max_length=16, null=True, choices=[(c.value, c.value) for c in CancelCause]
    )
    outcome = models.CharField(max_length=20, null=True, choices=OUTCOMES)
    reason = _ref("campaigns.Reason")
    reported_by = _ref("people.Person")
    reported_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    prospect_said = models.CharField(max_length=20, null=True, choices=OUTCOMES)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "rep", "starts_at"], name="appointment_of_rep"),
            # Holds all that a team's figures ask: no row is read to be counted.
            models.Index(
                fields=[
                    "organization",
                    "unit",
                    "rep",
                    "starts_at",
                    "status",
                    "outcome",
                    "outcome_due_at",
                ],
                name="appointment_of_team",
            ),
            models.Index(fields=["organization", "lead"], name="appointment_of_lead"),
            models.Index(
                fields=["organization", "rep", "occupied_from"],
                condition=Q(occupying=True),
                name="appointment_occupying",
            ),
            models.Index(
                fields=["starts_at"], condition=Q(outcome=None), name="appointment_unsaid"
            ),
            models.Index(
                fields=["organization", "starts_at"],
                condition=Q(outcome=None),
                name="appointment_untold",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="appointment_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.status}"

    @property
    def disagreed(self) -> bool:
        """Say whether rep and prospect tell two different stories."""
        return None not in (self.outcome, self.prospect_said) and self.outcome != self.prospect_said
