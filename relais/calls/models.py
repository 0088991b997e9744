"""Tables of calls: what was called, and whom to call back."""

from django.db import models
from django.db.models import Q

from relais.calls.rules import CallbackWhy, CallEnd, CallOutcome
from relais.database.models import OrganizationRow


class Call(OrganizationRow):
    """A call to a prospect: how it ended and what it achieved are two fields.

    `lead_id` is the lead that it opened or was about; `call_center` that of the caller that day;
    `found` is where it found the prospect, for it to be corrected.
    """

    prospect = models.ForeignKey(
        "prospecting.Prospect", on_delete=models.PROTECT, related_name="calls", db_index=False
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "accounts.Contact", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    lead_id = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    end = models.CharField(max_length=16, choices=[(e.value, e.value) for e in CallEnd])
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in CallOutcome])
    callback_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    found = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "contact", "started_at"], name="call_of_contact"),
            models.Index(fields=["organization", "person", "started_at"], name="call_of_person"),
            models.Index(fields=["organization", "campaign", "started_at"], name="call_by_time"),
            models.Index(
                fields=["organization", "lead_id"],
                condition=Q(lead_id__isnull=False),
                name="call_of_lead",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "prospect", "started_at"], name="call_once"
            ),
            models.CheckConstraint(
                condition=Q(started_at__lte=models.F("ended_at")), name="call_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prospect_id} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def source(self) -> str:
        """Give what a promise that it made names as its source."""
        return f"call:{self.id}"


class CallCorrection(OrganizationRow):
    """What was told of a call before somebody corrected it; rows are added, never changed."""

    call = models.ForeignKey(
        Call, on_delete=models.CASCADE, related_name="corrections", db_index=False
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    corrected_at = models.DateTimeField()
    end = models.CharField(max_length=16, choices=[(e.value, e.value) for e in CallEnd])
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in CallOutcome])
    callback_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "call"], name="correction_of_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.corrected_at:%Y-%m-%d %H:%M}"


class Callback(OrganizationRow):
    """A promise to call somebody back, by one person or by anybody, until it is done.

    `source` is what brought it about (a call, an appointment): asked twice for it, once counts.
    """

    prospect = models.ForeignKey(
        "prospecting.Prospect", on_delete=models.PROTECT, related_name="callbacks", db_index=False
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "accounts.Contact", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    for_person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField()
    why = models.CharField(max_length=16, choices=[(w.value, w.value) for w in CallbackWhy])
    source = models.CharField(max_length=80, blank=True)
    asked_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organization", "due_at"],
                condition=Q(done_at__isnull=True),
                name="callback_pending",
            ),
            models.Index(fields=["organization", "contact"], name="callback_of_contact"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "lead_id", "why", "source"],
                condition=Q(lead_id__isnull=False),
                name="callback_of_lead_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "prospect", "why", "source"],
                condition=Q(lead_id__isnull=True),
                name="callback_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.due_at:%Y-%m-%d %H:%M}"
