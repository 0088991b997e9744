"""Tables of privacy: who has said no, who asks what, and how it was answered."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from relais.database.models import OrganizationRow
from relais.privacy.rules import (
    CertificateKind,
    Channel,
    DisclosureKind,
    RequestKind,
    RequestState,
)

PERSON = "people.Person"


def _word(words: type[StrEnum], **more: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=20, choices=[(w.value, w.value) for w in words], **more)


def _person() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class Objection(OrganizationRow):
    """Somebody does not want to be contacted: only a keyed fingerprint of number or address.

    `of_name`: he has neither of his own; it is that of his name at his company.
    """

    fingerprint = models.CharField(max_length=64)
    of_name = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "fingerprint", name="objection_once"),
        ]

    def __str__(self) -> str:
        return self.fingerprint


class PrivacyRequest(OrganizationRow):
    """What somebody asks about his data. `person` is set when he works here.

    `who` and `reach` are as he gave them; they go when he is erased, the row stays.
    """

    kind = _word(RequestKind)
    state = _word(RequestState, default=RequestState.RECEIVED.value)
    who = models.CharField(max_length=400, blank=True)
    reach = models.CharField(max_length=400, blank=True)
    person = _person()
    channel = _word(Channel)
    received_on = models.DateField()
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True)
    extended_for = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = _person()
    refused_for = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _person()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "state", "due_on"], name="request_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "kind", "who", "reach", "received_on",
                condition=Q(state=RequestState.RECEIVED.value),
                name="request_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.received_on}"


class Subject(OrganizationRow):
    """A contact of the files who the person who asks is; somebody may stand there twice."""

    request = models.ForeignKey(
        PrivacyRequest, on_delete=models.CASCADE, related_name="subjects", db_index=False
    )
    contact_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "request", "contact_id", name="subject_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}"


class Hold(OrganizationRow):
    """A reason for which a contact may not be erased, until it is lifted."""

    contact_id = models.UUIDField()
    reason = models.TextField()
    held_at = models.DateTimeField()
    held_by = _person()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = _person()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "contact_id", condition=Q(lifted_at=None), name="held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}"


class Certificate(OrganizationRow):
    """What was erased, in counts by room: when, by whom, for which request; no personal data.

    Never changed, never removed: the database refuses.
    """

    kind = _word(CertificateKind)
    request = models.ForeignKey(
        PrivacyRequest, on_delete=models.PROTECT, null=True, related_name="certificates",
        db_index=False,
    )  # fmt: skip
    counts = models.JSONField(default=dict)
    groups = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    issued_by = _person()

    class Meta:
        indexes = [models.Index(fields=["organization", "issued_at"], name="certificate_by_date")]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_at:%Y-%m-%d}"


class Disclosure(OrganizationRow):
    """Somebody was handed data of persons, or read figures of single ones. Never changed."""

    kind = _word(DisclosureKind)
    person = _person()
    request = models.ForeignKey(
        PrivacyRequest, on_delete=models.PROTECT, null=True, related_name="disclosures",
        db_index=False,
    )  # fmt: skip
    what = models.CharField(max_length=40, blank=True)
    door = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "at"], name="disclosure_by_date"),
            models.Index(fields=["organization", "person", "at"], name="disclosure_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ReadPerson(OrganizationRow):
    """Somebody whose own figures were among those read: he may know it. Never changed."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="read_persons", db_index=False
    )
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "person"], name="read_of_person")]
        constraints = [
            models.UniqueConstraint("organization", "disclosure", "person", name="read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class MandateRecord(OrganizationRow):
    """What the law wants written of the mandate of an outsourced call center (GDPR 28)."""

    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    instructions_on = models.DateField(null=True)
    sub_processors = models.CharField(max_length=400, blank=True)
    sub_processors_on = models.DateField(null=True)
    countries = models.CharField(max_length=400, blank=True)
    countries_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    certificate = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    written_by = _person()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "call_center", name="mandate_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call_center_id}"
