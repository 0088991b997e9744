"""Tables of what is to be sent, and of what was answered to a request already."""

from django.db import models

from relais.database.models import OrganizationRow


class OutboxRow(OrganizationRow):
    """Something to be sent once, after the transaction that wrote it.

    `key` says what it is about, so that the same thing is never written twice. `claimed_until`
    keeps two workers from sending it at once; a mail that may go out again keeps its Message-ID.
    """

    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    to_person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    template = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    lead_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="outbox_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint("organization", "key", name="outbox_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Receipt(OrganizationRow):
    """What a deed answered under an idempotency key: the same request gets the same answer."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(default=dict)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "person", "key", name="receipt_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Declined(OrganizationRow):
    """A mail that somebody does not want, from when on. Only such as may be declined."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    template = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "person", "template", name="mail_declined_once"
            ),
        ]

    def __str__(self) -> str:
        return self.template


class Heartbeat(models.Model):
    """When something that must go on by itself was last alive. Global: it serves all at once."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
