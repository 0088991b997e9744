"""Challenges in the theme of the cinema: one that has ended, with its draw, and one that runs; or,
where it is the truth of the scenario, that one alone."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from relais.challenge.actions import (
    WantedChallenge,
    WantedPrize,
    create_challenge,
    draw_prizes,
    end_challenge,
    join_challenge,
    start_challenge,
)
from relais.challenge.models import Challenge
from relais.challenge.rules.draw import NoTickets
from relais.challenge.rules.game import ChallengeKind, Rules, Side
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor
from relais.simulation.calling import call
from relais.simulation.staff import WITH_AGENCIES
from relais.simulation.world import World

PACK: Final = "cinema"
FIRST: Final = 14  # weeks before the last in which the first challenge is published
LASTS: Final = 8  # weeks
SECOND: Final = 4  # weeks before the last in which the second is
STILL: Final = timedelta(days=20)  # that the second still has today
JOINING: Final = 6  # of the reps of each region, and of the telemarketers
AGREEING: Final = 6  # one of so many agrees to be named
FEW: Final = (
    4  # regions of which reps join the first: those without agencies, too small to be shown
)
PRIZES: Final = (
    WantedPrize(
        "An evening at the cinema for the team", "Une soirée au cinéma pour l’équipe",
        position=1, value=40_000, for_team=True,
    ),
    WantedPrize("Two places for a preview", "Deux places pour une avant-première", value=3_000),
    WantedPrize("A year of films", "Un an de films", value=22_000),
)  # fmt: skip


class Moving:
    """Publishes the challenge that moves take-up, in the week before; all reps join. It runs."""

    def __init__(self, world: World) -> None:
        self._world, self._published = world, False

    def week(self, number: int) -> None:
        """Publish it at the end of the last week before its first day."""
        scenario, since = self._world.scenario, self._world.challenge_on
        at = self._world.end_of(number)
        if self._published or scenario.waves or not scenario.waits:
            return
        if not at.date() < since <= self._world.end_of(number + 1).date():
            return
        self._published, director = True, self._world.staff.director
        wanted = WantedChallenge(
            "Quatre sur cinq", ChallengeKind.RANKING, since, self._world.at.date() + STILL,
            Rules(), pack=PACK, prizes=PRIZES,
        )  # fmt: skip
        made = create_challenge(wanted, by=director, at=at)
        started = start_challenge(made.id, by=director, at=at)
        for post in self._world.staff.posts.values():
            join_challenge(started.id, by=post.by, at=at)


class Playing:
    """Publishes challenges, lets people join before anything counts, ends them and draws."""

    def __init__(self, world: World, *, weeks: int) -> None:
        self._world, self._weeks = world, weeks
        self._first: Challenge | None = None
        self._second: Challenge | None = None

    def week(self, number: int) -> None:
        """Do what is planned for a week."""
        monday = self._monday_after(number)
        if number == self._weeks - FIRST:
            until = monday + timedelta(weeks=LASTS, days=-1)
            self._first = self._publish("Premier clap", Side.REP, monday, until, number)
        elif number == self._weeks - SECOND:
            until = self._world.at.date() + STILL
            self._second = self._publish("Printemps du cinéma", Side.BOTH, monday, until, number)
        elif self._first and self._world.end_of(number).date() > self._first.until:
            self._finish(self._first, number)
            self._first = None

    def end(self) -> None:
        """Write down how leads of the one that runs were found, and look at it."""
        if self._second:
            call(self._world, self._second)

    def _monday_after(self, week: int) -> date:
        today = self._world.end_of(week).date()
        return today + timedelta(days=7 - today.weekday())

    def _publish(self, name: str, sides: Side, since: date, until: date, week: int) -> Challenge:
        director, at = self._world.staff.director, self._world.end_of(week)
        rules = Rules(sides=sides, handicap=sides is Side.REP)
        wanted = WantedChallenge(
            name, ChallengeKind.RANKING, since, until, rules, pack=PACK, prizes=PRIZES
        )
        made = create_challenge(wanted, by=director, at=at)
        started = start_challenge(made.id, by=director, at=at)
        for number, by in enumerate(self._joining(sides)):
            named = number % AGREEING == 0 and sides is Side.REP
            self._join(started.id, by, named=named, week=week)
        return started

    def _join(self, challenge_id: UUID, by: Actor, *, named: bool, week: int) -> None:
        """Join, unless one is away."""
        try:
            join_challenge(
                challenge_id, shows_name=named, by=by, at=self._world.end_of(week)
            )  # fmt: skip
        except Refusal:
            return

    def _joining(self, sides: Side) -> list[Actor]:
        """Give who joins: of each region the first, and of who telephones all but the first."""
        staff, found = self._world.staff, list[Actor]()
        regions = list(range(len(staff.regions)))
        if sides is Side.REP:
            regions = [region for region in regions if region != WITH_AGENCIES][:FEW]
        for region in regions:
            there = [post.by for post in staff.posts.values() if post.rep.region == region]
            found += there[:JOINING]
        return found if sides is Side.REP else found + staff.telemarketers[1 : 1 + JOINING]

    def _finish(self, challenge: Challenge, week: int) -> None:
        director, at = self._world.staff.director, self._world.end_of(week)
        end_challenge(challenge.id, by=director, at=at)
        try:
            draw_prizes(challenge.id, by=director, at=at)
        except NoTickets:
            return
