"""A challenge that begins country by country: drawn at random, a challenge each wave."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from relais.challenge.actions import (
    WantedChallenge,
    create_challenge,
    end_challenge,
    join_challenge,
    start_challenge,
)
from relais.challenge.models import Challenge
from relais.challenge.rules.game import ChallengeKind, Rules
from relais.diagnosis.queries.trials import known_before
from relais.experiments.actions import plan_experiment, start_experiment
from relais.experiments.queries import arms_of
from relais.experiments.rules import Level, Measured, Plan, Tried
from relais.simulation.world import World

NAME: Final = "Challenge Europe"
WORDS: Final = "Le challenge commence pays par pays, dans l’ordre du tirage"
APART: Final = 4  # weeks between two waves
LAST: Final = 10  # weeks that the last wave has
DRAWN: Final = 0.3  # the part of the time after which the draw is held


class Waves:
    """The draw, the challenges that it gives, who joins them, and their end."""

    def __init__(self, world: World, *, weeks: int) -> None:
        self._world, self._drawn_in = world, round(weeks * DRAWN)
        self._until, self._challenges = date.max, list[Challenge]()

    def week(self, number: int) -> None:
        """Draw in the week for it; end the challenges once their last day has passed."""
        if not self._world.scenario.waves:
            return
        at = self._world.end_of(number)
        if number == self._drawn_in:
            self._draw(at)
        elif at.date() > self._until:
            for challenge in self._challenges:
                end_challenge(challenge.id, by=self._world.staff.director, at=at)
            self._challenges.clear()

    def _draw(self, at: datetime) -> None:
        staff, waves = self._world.staff, self._world.scenario.waves
        first = at.date() + timedelta(days=7 - at.weekday())
        root = staff.regions[0].parent_id or UUID(int=0)
        plan = Plan(
            NAME, Tried.OTHER, WORDS, Level.UNIT, root, Measured.TAKEN_UP, 20, first,
            waves=waves, weeks_between=APART, weeks=(waves - 1) * APART + LAST,
        )  # fmt: skip
        planned = plan_experiment(plan, by=staff.director, at=at)
        size = known_before(plan, organization_id=staff.organization_id, at=at)
        drawn = start_experiment(planned.id, size=size, by=staff.director, at=at)
        numbers = {unit.id: number for number, unit in enumerate(staff.regions)}
        units: defaultdict[date, list[UUID]] = defaultdict(list)
        for arm in arms_of(drawn):
            if arm.starts_on:
                units[arm.starts_on].append(arm.member_id)
                self._world.waves[numbers[arm.member_id]] = arm.starts_on
        self._until = plan.ends_on - timedelta(days=1)
        for wave, since in enumerate(sorted(units), start=1):
            self._challenges.append(self._begin(wave, since, units[since], at))

    def _begin(self, wave: int, since: date, units: Collection[UUID], at: datetime) -> Challenge:
        """Start the challenge of a wave; the reps join at once, before anything counts."""
        wanted = WantedChallenge(
            name=f"{NAME}, vague {wave}",
            kind=ChallengeKind.RANKING,
            since=since,
            until=self._until,
            rules=Rules(units=tuple(units)),
        )
        director = self._world.staff.director
        made = create_challenge(wanted, by=director, at=at)
        challenge = start_challenge(made.id, by=director, at=at)
        for post in self._world.staff.posts.values():
            if self._world.staff.regions[post.rep.region].id in wanted.rules.units:
                join_challenge(challenge.id, by=post.by, at=at)
        return challenge
