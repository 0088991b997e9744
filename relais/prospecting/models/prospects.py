"""The table of whom a campaign calls."""

from typing import Final

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow
from relais.prospecting.rules import ClosedAs, Status

STORED: Final = (Status.TO_CALL, Status.QUALIFIED, Status.CLOSED)
CLAIMED: Final = Q(claimed_by__isnull=False)


class Prospect(OrganizationRow):
    """A contact of a campaign, to be called: one row a contact and campaign.

    He is not called before `next_call_at`; `callback_at` is a promise, kept by `callback_for` or
    by anybody. `attempts` counts all calls, `missed` those since he was last reached. A claim
    that has run out may still stand in the row: it counts for nothing.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "accounts.Contact", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in STORED])
    priority = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)
    next_call_at = models.DateTimeField(null=True, blank=True)
    callback_at = models.DateTimeField(null=True, blank=True)
    callback_for = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    closed_outcome = models.CharField(
        max_length=20, blank=True, choices=[(c.value, c.value) for c in ClosedAs]
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                "organization", "campaign", "status", models.F("priority").desc(), "created_at",
                "id", name="prospect_queue",
            ),
            models.Index(
                fields=["organization", "campaign", "callback_at"],
                condition=Q(callback_at__isnull=False),
                name="prospect_callbacks",
            ),
            models.Index(
                fields=["organization", "claimed_until"], condition=CLAIMED, name="prospect_claims"
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "contact", "campaign"], name="prospect_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "contact"], condition=CLAIMED, name="contact_claimed_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "campaign", "claimed_by"],
                condition=CLAIMED,
                name="person_claims_once",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="claim_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.status}"
