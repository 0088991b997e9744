"""The table of what people were told."""

from django.db import models
from django.db.models import Q

from relais.database.models import VolumeRow


class Notification(VolumeRow):
    """Something that a person was told of a lead, or an act; `key` keeps it from coming twice.

    Not rebuilt from the log: who was told what then stays as it was.
    """

    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, null=True, related_name="+")
    act_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organization", "person", "at"],
                condition=Q(read_at=None),
                name="notification_unread",
            ),
        ]
        constraints = [
            models.UniqueConstraint("organization", "person", "key", name="notification_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
