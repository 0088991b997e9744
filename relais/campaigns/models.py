"""Tables of campaigns: definition, objectives, costs, reasons, call centers engaged."""

from django.db import models

from relais.campaigns.rules.terms import CostKind, ReasonKind, Spread, Status
from relais.database.models import OrganizationRow


class Campaign(OrganizationRow):
    """What telemarketers call for. Its clocks run in the working time of who must act.

    Clocks are spans: "4h" working hours, "2d" working days; `cool_off_days` are calendar days.
    After `attempt_cap` calls in a row without reaching him, a prospect is left in peace.
    """

    name = models.CharField(max_length=400)
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Status])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    product = models.CharField(max_length=60, blank=True)
    brief = models.TextField(blank=True)
    relay_required = models.BooleanField(default=True)
    sheet_required = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="EUR")
    spread = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in Spread],
        default=Spread.VALIDATED.value,
    )
    review_clock = models.CharField(max_length=10, default="4h")
    take_up_clock = models.CharField(max_length=10, default="2d")
    outcome_clock = models.CharField(max_length=10, default="2d")
    contest_window = models.CharField(max_length=10, default="5d")
    judgment_clock = models.CharField(max_length=10, default="3d")
    review_notice = models.CharField(max_length=10, default="4h")
    cool_off_days = models.PositiveSmallIntegerField(default=90)
    slot_minutes = models.PositiveSmallIntegerField(default=60)
    buffer_minutes = models.PositiveSmallIntegerField(default=30)
    attempt_cap = models.PositiveSmallIntegerField(default=6)
    external_key = models.CharField(max_length=120, null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "status"], name="campaign_by_status")]
        constraints = [
            models.UniqueConstraint("organization", "name", name="campaign_name_once"),
            models.UniqueConstraint(
                "organization", "external_key", name="campaign_external_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetDefinition(OrganizationRow):
    """One version of whom a campaign looks for; leads keep the version they were accepted under."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="definitions")
    version = models.PositiveSmallIntegerField()
    criteria = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "campaign", "version", name="definition_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class Objective(OrganizationRow):
    """What a campaign wants, in figures that telemarketers see."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="objectives")
    measure = models.CharField(max_length=40)
    target = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.measure} {self.target}"


class Cost(OrganizationRow):
    """What a campaign pays, from a day on: once, by the hour, by the lead, appointment or visit.

    `amount` is in minor units of `currency`; `hours` counts for hourly costs only, `minutes` for
    the reps' time on a visit. `rate` is what one unit of `currency` was worth in the campaign's on
    `rate_on`: kept, whatever is told later; none where nothing told it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="costs")
    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in CostKind])
    amount = models.BigIntegerField()
    hours = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    rate = models.DecimalField(max_digits=22, decimal_places=10, null=True, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class ExchangeRate(OrganizationRow):
    """How much of a currency one euro was on a day, as the European Central Bank told it."""

    day = models.DateField()
    currency = models.CharField(max_length=3)
    per_euro = models.DecimalField(max_digits=20, decimal_places=10)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "day", "currency", name="rate_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.currency} {self.per_euro}"


class Reason(OrganizationRow):
    """An administered reason: one that nobody can count is one on which nobody acts."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, blank=True, related_name="reasons"
    )
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in ReasonKind])
    code = models.SlugField(max_length=40)
    label_en = models.CharField(max_length=200)
    label_fr = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "kind", "code", "campaign", name="reason_code_once"
            ),
            models.UniqueConstraint(
                "organization",
                "kind",
                "code",
                condition=models.Q(campaign=None),
                name="shared_reason_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Engagement(OrganizationRow):
    """A call center works for a campaign, between two days."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="engagements")
    call_center = models.ForeignKey(
        "people.CallCenter", on_delete=models.PROTECT, related_name="engagements"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "campaign", "call_center", "since", name="engagement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.call_center_id}"
