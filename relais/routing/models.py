"""Tables of routing: the rules, each rep's turns, and why a lead waits."""

from django.db import models

from relais.database.models import OrganizationRow, VolumeRow


class RoutingRule(OrganizationRow):
    """One line of the ordered rules: for which leads, and for which unit or person."""

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    country = models.CharField(max_length=2, blank=True)
    areas = models.JSONField(default=list)
    activities = models.JSONField(default=list)
    products = models.JSONField(default=list)
    size_min = models.PositiveIntegerField(null=True)
    size_max = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "position"], name="routing_rule_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) ^ models.Q(person__isnull=True),
                name="rule_names_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"


class Turn(VolumeRow):
    """A lead offered to a rep, from his assignment until he takes it up or his turn ends.

    A projection of the log: one row an assignment, `sequence` being that of its event.
    """

    class End(models.TextChoices):
        EXPIRED = "expired"
        RELEASED = "released"
        REASSIGNED = "reassigned"
        CONTESTED = "contested"
        CLOSED = "closed"

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="turns")
    sequence = models.PositiveIntegerField()
    rep = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    unit = models.ForeignKey(
        "people.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    reason = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=12, choices=End.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "rep", "started_at"], name="turn_of_rep")]
        constraints = [
            models.UniqueConstraint("organization", "lead", "sequence", name="turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.started_at:%Y-%m-%d}"


class WaitingLead(OrganizationRow):
    """Why a validated lead found no rep when it was last tried."""

    lead = models.OneToOneField("leads.Lead", on_delete=models.CASCADE, related_name="waiting")
    reason = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    unit = models.ForeignKey("people.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    rule = models.ForeignKey(RoutingRule, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "since"], name="waiting_since")]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.reason}"
