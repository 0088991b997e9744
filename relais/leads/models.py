"""Tables of leads: the folded row, its log, the hand-over sheet, the thread."""

from typing import Any

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow, VolumeRow
from relais.leads.events import DueFor, State
from relais.leads.lifecycle import OPEN

STATES = [(state.value, state.value) for state in State]
PERSON = "people.Person"


def _ref(target: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        target, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


def _few(target: str) -> "models.ForeignKey[Any, Any]":
    """One of the few, of which none is ever removed: not looked up at each row (ADR 17)."""
    return models.ForeignKey(
        target,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )


def _must(target: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(target, on_delete=models.PROTECT, related_name="+", db_index=False)


class Lead(VolumeRow):
    """One cycle of one contact in one campaign: the stored fold of its log.

    `leads.log` alone writes the columns of `lifecycle.Fold`; amounts are in minor units.
    """

    state = models.CharField(max_length=20, choices=STATES, default=State.NEW.value)
    state_since = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    account = _must("accounts.Account")
    contact = _must("accounts.Contact")
    originator = _few(PERSON)
    call_center = _few("people.CallCenter")
    definition = _few("campaigns.TargetDefinition")
    recovered_from = _ref("self")
    score = models.IntegerField(null=True)
    unit = _few("people.Unit")
    rep = _few(PERSON)
    promised_rep = _few(PERSON)
    relay = _few(PERSON)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    validated_at = models.DateTimeField(null=True)
    transmitted_at = models.DateTimeField(null=True)
    turn_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    approach_at = models.DateTimeField(null=True)
    contested_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    won_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_for = models.CharField(
        max_length=10, null=True, choices=[(d.value, d.value) for d in DueFor]
    )
    reason = _few("campaigns.Reason")
    amount = models.BigIntegerField(null=True)
    margin = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    lapsed_turns = models.PositiveSmallIntegerField(default=0)
    lapsed_reps = models.JSONField(default=list)
    external_key = models.CharField(max_length=120, null=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "state", "opened_at"], name="lead_by_state"),
            models.Index(fields=["organization", "opened_at"], name="lead_by_opening"),
            models.Index(fields=["organization", "rep", "state"], name="lead_of_rep"),
            models.Index(
                fields=["organization", "originator", "opened_at", "state"], name="lead_by_origin"
            ),
            models.Index(fields=["organization", "unit", "state"], name="lead_of_unit"),
            models.Index(
                fields=["organization", "relay", "state"],
                condition=Q(relay__isnull=False),
                name="lead_of_relay",
            ),
            models.Index(
                fields=["organization", "call_center", "state"],
                condition=Q(call_center__isnull=False),
                name="lead_of_center",
            ),
            models.Index(fields=["organization", "account"], name="lead_of_account"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="lead_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "contact",
                condition=Q(state__in=sorted(state.value for state in OPEN)),
                name="one_open_lead_per_contact",
            ),
            models.UniqueConstraint(
                "organization",
                "external_key",
                condition=Q(external_key__isnull=False) & ~Q(state=State.VOIDED.value),
                name="lead_external_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class LeadEvent(VolumeRow):
    """Something that happened to a lead. Never changed, never removed: the database refuses.

    `occurred_at` is business time, `recorded_at` the time of writing. An `inferred` event is a
    step that imported history skipped.
    """

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField(default=dict)
    person = _few(PERSON)
    door = models.CharField(max_length=12)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    inferred = models.BooleanField(default=False)
    key = models.CharField(max_length=120, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "kind", "occurred_at"], name="event_by_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "lead", "sequence"], name="event_sequence_once"
            ),
            models.UniqueConstraint(
                "organization", "key", condition=Q(key__isnull=False), name="event_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.sequence} {self.kind}"


class HandoverSheet(OrganizationRow):
    """What the telemarketer knows and the rep needs. Free text, that can be erased."""

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="sheet")
    need = models.TextField(blank=True)
    context = models.TextField(blank=True)
    personality = models.TextField(blank=True)
    history = models.TextField(blank=True)
    objections = models.TextField(blank=True)
    promises = models.TextField(blank=True)
    best_hours = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = _ref(PERSON)

    def __str__(self) -> str:
        return f"{self.lead_id}"


class Message(OrganizationRow):
    """A word in the thread of a lead, or the words that go with a deed (`about` its sequence)."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="messages")
    author = _ref(PERSON)
    text = models.TextField()
    written_at = models.DateTimeField()
    about = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "lead", "written_at"], name="message_of_lead")
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.written_at:%Y-%m-%d}"
