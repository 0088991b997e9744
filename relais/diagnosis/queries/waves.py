"""Which challenges are the waves of one draw: an experiment drew who starts when, one each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relais.challenge.models import Challenge, RuleSet
from relais.challenge.rules.game import Rules
from relais.experiments.queries import Arm, Experiment, Level
from relais.lib.records import from_json


@dataclass(frozen=True)
class Wave:
    """A challenge, its first day, and the units that start with it."""

    challenge_id: UUID
    name: str
    since: date
    units: tuple[UUID, ...]


@dataclass(frozen=True)
class Waves:
    """Challenges that are read together; `seed` is that of the draw, so that it can be redrawn."""

    experiment_id: UUID
    seed: int
    waves: tuple[Wave, ...]


def waves_of(challenge: Challenge) -> Waves | None:
    """Find the waves that a challenge is one of, itself included; None where it stands alone."""
    return read_together(challenge)[0]


def read_together(challenge: Challenge) -> tuple[Waves | None, list[Challenge]]:
    """Give the challenges that are read with one, itself included, and the draw behind them.

    They are for units that one experiment drew, each begins on the day that the draw gave to all
    of its units, they end on the same day, and they count the leads of the same campaigns.
    """
    arms = Arm.objects.of(challenge.organization_id)
    mine = arms.filter(
        member_id__in=challenge.rules.units,
        starts_on=challenge.since,
        experiment__level=Level.UNIT.value,
    )
    drawn = Experiment.objects.of(challenge.organization_id).filter(
        id__in=mine.values("experiment_id"), seed__isnull=False
    )
    experiment = drawn.order_by("-drawn_at", "-id").first()
    if experiment is None or experiment.seed is None:
        return None, [challenge]
    begins = dict(arms.filter(experiment=experiment).values_list("member_id", "starts_on"))
    found = _alike(challenge, begins)
    if len(found) < 2 or challenge.id not in {one.id for one in found}:
        return None, [challenge]
    waves = tuple(Wave(one.id, one.name, one.since, one.rules.units) for one in found)
    return Waves(experiment.id, experiment.seed, waves), found


def _alike(challenge: Challenge, begins: dict[UUID, date | None]) -> list[Challenge]:
    """List the challenges, under way or over, that do for some units what the draw said."""
    days = {day for day in begins.values() if day}
    near = Challenge.objects.of(challenge.organization_id).filter(
        since__in=days, until=challenge.until, started_at__isnull=False, cancelled_at=None
    )
    ordered = list(near.order_by("since", "id"))
    rules = _rules(challenge.organization_id, [one.id for one in ordered])
    found = []
    for one in ordered:
        one.rules = held = rules.get(one.id, Rules())
        alike = set(held.campaigns) == set(challenge.rules.campaigns)
        if alike and held.units and all(begins.get(unit) == one.since for unit in held.units):
            found.append(one)
    return found


def _rules(organization_id: UUID, challenge_ids: list[UUID]) -> dict[UUID, Rules]:
    """Give the rules that hold of each challenge: the last that were written."""
    rows = RuleSet.objects.of(organization_id).filter(challenge_id__in=challenge_ids)
    told = rows.order_by("challenge_id", "version").values_list("challenge_id", "rules")
    return {challenge_id: from_json(Rules, rules) for challenge_id, rules in told}
