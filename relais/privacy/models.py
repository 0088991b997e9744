"""Tables of privacy: who has said no."""

from django.db import models

from relais.database.models import OrganizationRow


class Objection(OrganizationRow):
    """Somebody does not want to be contacted: only a keyed fingerprint of number or address."""

    fingerprint = models.CharField(max_length=64)
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
