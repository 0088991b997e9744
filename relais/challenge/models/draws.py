"""The draw of prizes: the secret that decides it, what was drawn, who won."""

from django.db import models

from relais.challenge.models.played import Prize, to
from relais.database.models import OrganizationRow


class Seed(OrganizationRow):
    """The secret that decides a draw, made when the challenge starts; nothing but the draw reads
    it. Its commitment is published with the rules. Never changed: the database refuses.
    """

    challenge = to("challenge.Challenge")
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", name="challenge_seed_once"),
        ]

    def __str__(self) -> str:
        return self.commitment


class Draw(OrganizationRow):
    """A draw that took place: the seed revealed, the tickets in their order, a line each.

    Never changed: the database refuses.
    """

    challenge = to("challenge.Challenge")
    seed = models.CharField(max_length=64)
    tickets = models.TextField()
    drawn_at = models.DateTimeField()
    drawn_by = to("people.Person", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "challenge", name="challenge_draw_once"),
        ]

    def __str__(self) -> str:
        return self.seed


class Drawn(OrganizationRow):
    """The ticket that won a prize, and whose it is. Never changed: the database refuses; of a
    challenge that is forgotten, it is removed."""

    challenge = to("challenge.Challenge")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.CharField(max_length=16)
    person = to("people.Person")

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "prize", name="challenge_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.ticket


class Charged(OrganizationRow):
    """What the prizes won in a challenge cost, written down as a cost of a campaign, so that it is
    in the return. It goes with that cost, and can then be written down again.
    """

    challenge = to("challenge.Challenge")
    cost = models.OneToOneField("campaigns.Cost", on_delete=models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3)
    charged_at = models.DateTimeField()
    charged_by = to("people.Person", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "challenge", "currency", name="challenge_charged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.currency}"
