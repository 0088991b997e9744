"""Fair play: what is to be looked at in a challenge, what a human said of it, what is confirmed."""

from django.db import models
from django.db.models import Q

from relais.challenge.models.played import Challenge, to
from relais.challenge.rules.fair import FairAnswer, FairCheck
from relais.database.models import OrganizationRow


class FairLook(OrganizationRow):
    """When a challenge was last looked at, and of how many there was enough to say something.

    `weighed` holds two counts by check: of how many persons there was enough, and of how many.
    """

    challenge = to("challenge.Challenge")
    looked_at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)
    rewarded = models.PositiveIntegerField(default=0)
    weighed = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", name="fair_look_once"),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.looked_at:%Y-%m-%d}"


class FairPoint(OrganizationRow):
    """Something about a person to be looked at by a human, with what it rests on; no verdict.

    The columns from `k` on are those of `rules.fair.Found`. Who looks answers, with a note that
    the person reads. An open point goes when it is not found any more.
    """

    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    check_name = models.CharField(max_length=12, choices=[(c.value, c.value) for c in FairCheck])
    person = to("people.Person")
    unit = to("people.Unit", null=True)
    call_center = to("people.CallCenter", null=True)
    found_at = models.DateTimeField()
    k = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    expected = models.FloatField(null=True)
    p = models.FloatField(null=True)
    others = models.JSONField(null=True)
    step = models.PositiveIntegerField(null=True)
    cases = models.JSONField(default=list)
    answer = models.CharField(
        max_length=8, blank=True, choices=[(a.value, a.value) for a in FairAnswer]
    )
    note = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = to("people.Person", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "person"], name="fair_point_of"),
            models.Index(fields=["organization", "found_at"], name="fair_point_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "challenge",
                "check_name",
                "person",
                condition=Q(answered_at=None),
                name="fair_point_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name} {self.k}/{self.n}"


class FairRemark(OrganizationRow):
    """What the person concerned says to a point; added, never changed."""

    point = models.ForeignKey(
        FairPoint, on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    text = models.CharField(max_length=400)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "point"], name="fair_remark_of")]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"


class FairRound(OrganizationRow):
    """A drawing of appointments to be confirmed: the seed, and among which it was drawn.

    `among` are their ids, a line each. Never changed: the database refuses.
    """

    challenge = to("challenge.Challenge")
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    among = models.TextField()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", "number", name="fair_round_once"),
        ]

    def __str__(self) -> str:
        return self.seed


class FairDrawn(OrganizationRow):
    """A rewarded appointment that was drawn: the prospect is asked whether it took place.

    Its row is drawn from the log, so that only its id is kept. Never changed: the database
    refuses.
    """

    round = models.ForeignKey(
        FairRound, on_delete=models.PROTECT, related_name="drawn", db_index=False
    )
    challenge = to("challenge.Challenge")
    appointment_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "challenge", "appointment_id", name="fair_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.appointment_id)
