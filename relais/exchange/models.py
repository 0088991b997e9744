"""Table of imports: each batch, so that it can be found again and undone."""

from django.db import models

from relais.database.models import OrganizationRow


class ImportBatch(OrganizationRow):
    """One import: which files under which mapping, what became of their rows, who and when.

    `files` lists name and SHA-256; `mapping` is the SHA-256 of the mapping under `mapping_name`.
    """

    mapping_name = models.CharField(max_length=200)
    mapping = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "imported_at"], name="import_by_date")]

    def __str__(self) -> str:
        return f"{self.mapping_name} {self.imported_at:%Y-%m-%d}"
