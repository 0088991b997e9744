"""Tables of steering: synthesis meetings, who takes part, what was said of leads, minutes."""

from typing import Any

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow
from relais.steering.rules.meetings import MeetingState, Verdict


def _person() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class ReviewMeeting(OrganizationRow):
    """A synthesis meeting of a unit about a period.

    `sequence` counts its moves, as calendars want it. `shown` is what stood when it was opened,
    and is not worked out again: figures and ids, never a name nor free text.
    """

    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    since = models.DateField()
    until = models.DateField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in MeetingState])
    sequence = models.PositiveSmallIntegerField(default=0)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    planned_by = _person()
    planned_at = models.DateTimeField()
    opened_by = _person()
    opened_at = models.DateTimeField(null=True)
    closed_by = _person()
    closed_at = models.DateTimeField(null=True)
    cancelled_by = _person()
    cancelled_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=400, blank=True)
    shown = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "unit", "starts_at"], name="meeting_of_unit"),
            models.Index(fields=["organization", "starts_at"], name="meeting_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED.value)
                | Q(opened_at__isnull=False, closed_at__isnull=False),
                name="meeting_closed_was_open",
            ),
            models.UniqueConstraint(
                fields=["organization", "unit", "starts_at"],
                condition=~Q(state=MeetingState.CANCELLED.value),
                name="meeting_once",
            ),
            models.CheckConstraint(condition=Q(since__lte=models.F("until")), name="meeting_span"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.starts_at:%Y-%m-%d}"


class Participant(OrganizationRow):
    """Somebody who takes part in a meeting."""

    meeting = models.ForeignKey(
        ReviewMeeting, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "meeting", "person", name="participant_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "person"], name="participant_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class Point(OrganizationRow):
    """What a meeting did with a lead of its agenda: decided something, or put it off."""

    meeting = models.ForeignKey(
        ReviewMeeting, on_delete=models.CASCADE, related_name="points", db_index=False
    )
    lead_id = models.UUIDField()
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict])
    words = models.CharField(max_length=400, blank=True)
    said_at = models.DateTimeField()
    said_by = _person()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "meeting", "lead_id", name="point_once"),
        ]
        indexes = [models.Index(fields=["organization", "lead_id"], name="point_of_lead")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.lead_id} {self.verdict}"


class Minutes(OrganizationRow):
    """The minutes of a closed meeting as a PDF, in one language."""

    meeting = models.ForeignKey(
        ReviewMeeting, on_delete=models.CASCADE, related_name="papers", db_index=False
    )
    language = models.CharField(max_length=2)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "meeting", "language", name="minutes_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.language}"
