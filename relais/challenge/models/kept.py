"""From when on everyday points are kept."""

from django.db import models

from relais.database.models import OrganizationRow


class PointsKept(OrganizationRow):
    """From which moment on an organization's everyday points are kept, one row for each.

    Lines of what was won before are gone, with what took them back, and are not drawn from the log
    again.
    """

    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", name="points_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"
