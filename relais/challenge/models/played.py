"""Everyday points, challenges, who takes part, and what it gave."""

from enum import StrEnum
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from relais.challenge.rules.game import WHOLE, ChallengeKind, ChallengeState, Rules, Side
from relais.challenge.rules.points import PointRule
from relais.database.models import OrganizationRow
from relais.lib.records import from_json

ONE_TEAM = Q(unit__isnull=False, call_center=None) | Q(unit=None, call_center__isnull=False)
ONE_SUBJECT = (
    Q(person__isnull=False, unit=None, call_center=None) | Q(person=None) & ONE_TEAM
)  # fmt: skip


def _word(words: type[StrEnum]) -> "models.CharField[str, str]":
    return models.CharField(max_length=20, choices=[(w.value, w.value) for w in words])


def to(table: str, *, null: bool = False) -> "models.ForeignKey[object, object]":
    """Make a key to a table that keeps what it points to."""
    return models.ForeignKey(
        table, on_delete=models.PROTECT, null=null, related_name="+", db_index=False
    )


def drawn_to(table: str, *, null: bool = False) -> "models.ForeignKey[object, object]":
    """Make a key of a line that is drawn from the log and from who takes part.

    Their own keys to the same rows are checked by the database, and keep what they point to; to
    check them again for each of millions of lines took most of a rebuild. `relais verify` does.
    """
    return models.ForeignKey(
        table,
        on_delete=models.PROTECT,
        null=null,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )


class PointEntry(OrganizationRow):
    """A line of everyday points: for a deed, or the same taken back because it was undone.

    A projection of the log, `sequence` being that of the event; lines are added, never changed.
    `unit` is where the rep had the lead; `because` is the kind of the event that took them back.
    """

    organization = drawn_to("people.Organization")  # type: ignore[assignment]  # as to
    lead = drawn_to("leads.Lead")
    sequence = models.PositiveIntegerField()
    rule = models.CharField(max_length=20, choices=[(r.value, r.value) for r in PointRule])
    person = drawn_to("people.Person")
    unit = drawn_to("people.Unit", null=True)
    points = models.SmallIntegerField()
    because = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "person", "occurred_at"], name="points_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "lead", "sequence", "rule", "person", name="point_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.rule}"


class Challenge(OrganizationRow):
    """A challenge: from its first day to its last, in the organization's zone, both included.

    Its rules are the last `RuleSet`; from the start on there is no other. From `forgotten_at` on
    it tells of teams alone: its ledger is gone, and is not drawn from the log again.
    """

    name = models.CharField(max_length=200)
    kind = _word(ChallengeKind)
    pack = models.SlugField(max_length=40, default="plain")
    since = models.DateField()
    until = models.DateField()
    created_at = models.DateTimeField()
    created_by = to("people.Person", null=True)
    started_at = models.DateTimeField(null=True)
    started_by = to("people.Person", null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    closed_by = to("people.Person", null=True)
    closed_for = models.CharField(max_length=400, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "name", name="challenge_name_once"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="challenge_forward"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False, cancelled_at=None),
                name="challenge_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> ChallengeState:
        """Say where it stands."""
        if self.cancelled_at:
            return ChallengeState.CANCELLED
        if self.ended_at:
            return ChallengeState.ENDED
        return ChallengeState.STARTED if self.started_at else ChallengeState.DRAFT

    @cached_property
    def rules(self) -> Rules:
        """Give the rules that hold: the last that were written."""
        latest = self.rule_sets.order_by("-version").first()
        return from_json(Rules, latest.rules if latest else {})


class RuleSet(OrganizationRow):
    """The rules of a challenge at one time. Never changed: the database refuses."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="rule_sets", db_index=False
    )
    version = models.PositiveSmallIntegerField()
    rules = models.JSONField()
    created_at = models.DateTimeField()
    created_by = to("people.Person", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", "version", name="rule_set_once"),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.version}"


class Entrant(OrganizationRow):
    """Somebody's part in a challenge, from when he agreed until he withdrew.

    His team is his unit, or the call center that he telephones for; who comes back has a second
    row, of the same team.
    """

    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="entrants", db_index=False
    )
    person = to("people.Person")
    side = _word(Side)
    unit = to("people.Unit", null=True)
    call_center = to("people.CallCenter", null=True)
    agreed_at = models.DateTimeField()
    withdrew_at = models.DateTimeField(null=True)
    shows_name = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "challenge", "person"], name="entrant_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "challenge",
                "person",
                condition=Q(withdrew_at=None),
                name="entrant_once",
            ),
            models.CheckConstraint(condition=ONE_TEAM, name="entrant_has_a_team"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side}"


class Entry(OrganizationRow):
    """A line of a challenge's ledger: points for a deed, or the same taken back with the reason.

    A projection of the log: lines are added, never changed. `week` is the Monday of the week in
    which the points were won; what takes them back bears the same. `because` is the kind of the
    event that took them back.
    """

    organization = drawn_to("people.Organization")  # type: ignore[assignment]  # as to
    challenge = drawn_to("challenge.Challenge")
    lead = drawn_to("leads.Lead")
    sequence = models.PositiveIntegerField()
    rule = _word(PointRule)
    person = drawn_to("people.Person")
    unit = drawn_to("people.Unit", null=True)
    call_center = drawn_to("people.CallCenter", null=True)
    points = models.SmallIntegerField()
    week = models.DateField()
    because = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organization", "challenge", "person", "occurred_at"], name="entries_of"
            ),
            models.Index(fields=["organization", "challenge", "recorded_at"], name="entries_told"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "challenge",
                "lead",
                "sequence",
                "rule",
                "person",
                name="challenge_entry_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.rule}"


class Week(OrganizationRow):
    """What somebody won in a week of a challenge, before the limit of the week."""

    organization = drawn_to("people.Organization")  # type: ignore[assignment]  # as to
    challenge = drawn_to("challenge.Challenge")
    person = drawn_to("people.Person")
    week = models.DateField()
    points = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "challenge", "person", "week", name="challenge_week_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.points}"


class Total(OrganizationRow):
    """What a person or a team has won so far: the sum of the ledger, each week up to its limit.

    `factor` weighs it in thousandths, for unequal volumes. `counts` says whether the person
    takes part still, or anybody of the team. Of a team, `now` take part, `ever` have, and `named`
    of those who do agreed to be named.
    """

    challenge = to("challenge.Challenge")
    person = to("people.Person", null=True)
    unit = to("people.Unit", null=True)
    call_center = to("people.CallCenter", null=True)
    side = _word(Side)
    points = models.IntegerField(default=0)
    factor = models.PositiveIntegerField(default=WHOLE)
    counts = models.BooleanField(default=True)
    now = models.PositiveIntegerField(default=0)
    ever = models.PositiveIntegerField(default=0)
    named = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                "organization",
                "challenge",
                "side",
                (Cast("points", models.BigIntegerField()) * F("factor")).desc(),
                name="challenge_total_by_score",
                condition=Q(person__isnull=False, counts=True),
            ),
            models.Index(
                fields=["organization", "challenge"],
                name="challenge_total_of_teams",
                condition=Q(person=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "challenge",
                "person",
                condition=Q(person__isnull=False),
                name="challenge_total_of_person",
            ),
            models.UniqueConstraint(
                "organization",
                "challenge",
                "unit",
                condition=Q(unit__isnull=False),
                name="challenge_total_of_unit",
            ),
            models.UniqueConstraint(
                "organization",
                "challenge",
                "call_center",
                condition=Q(call_center__isnull=False),
                name="challenge_total_of_center",
            ),
            models.CheckConstraint(condition=ONE_SUBJECT, name="challenge_total_of_one"),
        ]

    def __str__(self) -> str:
        return str(self.points)


class Final(OrganizationRow):
    """Where a person or a team stood when the challenge ended. Never changed: the database
    refuses; of a challenge that is forgotten, persons are removed."""

    challenge = to("challenge.Challenge")
    person = to("people.Person", null=True)
    unit = to("people.Unit", null=True)
    call_center = to("people.CallCenter", null=True)
    side = _word(Side)
    rank = models.PositiveIntegerField()
    points = models.IntegerField()
    factor = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organization", "challenge"],
                name="challenge_final_of_teams",
                condition=Q(person=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "challenge",
                "person",
                condition=Q(person__isnull=False),
                name="challenge_final_of_person",
            ),
            models.UniqueConstraint(
                "organization",
                "challenge",
                "unit",
                condition=Q(unit__isnull=False),
                name="challenge_final_of_unit",
            ),
            models.UniqueConstraint(
                "organization",
                "challenge",
                "call_center",
                condition=Q(call_center__isnull=False),
                name="challenge_final_of_center",
            ),
            models.CheckConstraint(condition=ONE_SUBJECT, name="challenge_final_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.points}"


class Prize(OrganizationRow):
    """What is won at a place, or from a number of points on; with neither, it is drawn by lot.

    `value` is in minor units of the currency.
    """

    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="prizes", db_index=False
    )
    position = models.PositiveSmallIntegerField(null=True)
    threshold = models.PositiveIntegerField(null=True)
    for_team = models.BooleanField(default=False)
    words_en = models.CharField(max_length=200)
    words_fr = models.CharField(max_length=200)
    value = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", "number", name="prize_once"),
            models.CheckConstraint(
                condition=Q(position=None) | Q(threshold=None), name="prize_at_one_place"
            ),
        ]

    def __str__(self) -> str:
        return self.words_en
