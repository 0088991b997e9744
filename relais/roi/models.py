"""Tables of the return: the closed months of the books, and what each came to."""

from django.db import models

from relais.database.models import OrganizationRow
from relais.roi.rules.books import Part


class ClosedMonth(OrganizationRow):
    """A month whose books are closed: its first day, by whom, and what prices held then.

    What was recorded before `recorded_until` is in it. `costs_left_out` are in a currency of which
    no rate was known. Never changed, never removed.
    """

    month = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_until = models.DateTimeField()
    prices = models.JSONField(default=list)
    costs_left_out = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "month", name="month_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class FrozenFigure(OrganizationRow):
    """What a closed month came to, for a campaign, a call center and a unit: numbers by measure.

    They tell of no person. Never changed, never removed.
    """

    month = models.ForeignKey(
        ClosedMonth, on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    part = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Part])
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    figures = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["organization", "month"], name="frozen_of_month")]

    def __str__(self) -> str:
        return f"{self.month_id} {self.part}"


class Statement(OrganizationRow):
    """What a call center billed for a closed month, under a number: its lines, as they were then.

    Lines name campaigns and no person. Never changed, never removed; what is taken back later is
    on a later statement.
    """

    month = models.ForeignKey(
        ClosedMonth, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    lines = models.JSONField()
    counts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "month", "call_center", name="statement_closed_once"
            ),
            models.UniqueConstraint("organization", "number", name="statement_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
