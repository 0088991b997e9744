"""Managers who go along on visits: scores, what reps say of them, and plans, measured again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from relais.acts.queries import ActSource, acts_from
from relais.appointments.models import Appointment
from relais.appointments.rules import HONOURED
from relais.coaching.actions import (
    Occasion,
    accept_plan,
    annotate_scores,
    answer_contest,
    begin_observation,
    close_observation,
    contest_scores,
    measure_plans,
    propose_plan,
    publish_grid,
    score,
)
from relais.coaching.models import Observation
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.observing import Kind, Scores
from relais.coaching.rules.planning import Owner, PlannedAct, Terms
from relais.simulation.keeping import Keeping
from relais.simulation.staff import Post
from relais.simulation.world import WEEK, World
from relais.steering.actions.accompany import note_accompanied, plan_accompanying

EVERY: Final = (1, 4)  # of how many weeks one has a visit, in the first two regions
COACHED: Final = 5  # reps of each, in turn
NOTED: Final = 8  # weeks, the last ones, in which visits are noted among a manager's acts
FROM: Final = 3  # the week of the first visit
REVISED: Final = 10  # the week in which the director publishes a second version of the grid
PLANNED: Final = 3  # visits of a rep before a plan
CONTESTED: Final = 4  # the visit, of all, of which a rep contests the scores
MEASURED: Final = timedelta(weeks=16)
LEARNT: Final = 0.8  # levels that a plan brings, in the truth of this world
CODES: Final = tuple(each.code for each in FIRST_GRID)
GOAL: Final = "Reformuler le besoin et fixer une étape datée à chaque visite"
ACTS: Final = (
    ("Préparer trois questions ouvertes avant chaque visite", Owner.REP, 3),
    ("Accompagner deux visites et en reparler le jour même", Owner.MANAGER, 6),
)
NOTES: Final = (
    "Deux questions ouvertes, puis le besoin redit avec les mots du client",
    "Bonne écoute ; la prochaine étape est restée floue",
    "Le décideur n’a pas été demandé",
)
CONTEST: Final = "Le client avait déjà donné son besoin par écrit : je l’ai relu avec lui."
ANSWER: Final = "Exact, je ne l’avais pas vu. Nous en tenons compte à la prochaine visite."
SAID: Final = "D’accord avec la plupart des niveaux ; la préparation était meilleure que notée."


class Coaching:
    """One visit a week and team: scored by the manager, by most reps, now and then by the relay."""

    def __init__(self, world: World, keeping: Keeping) -> None:
        self._world, self._keeping = world, keeping
        posts = list(world.staff.posts.values())
        self._teams = [
            [post for post in posts if post.rep.region == region and _leads(world, post, region)]
            for region in range(min(len(EVERY), world.scenario.size.regions))
        ]
        self._visits: Counter[UUID] = Counter()
        self._learnt: set[UUID] = set()
        self._to_answer: list[tuple[Observation, Post]] = []

    def week(self, number: int) -> None:
        """Go along with one rep of each team, then answer, plan and measure."""
        at = self._world.end_of(number)
        if number == REVISED:
            self._revise(at)
        for observation, post in self._to_answer:
            answer_contest(observation.id, words=ANSWER, by=post.manager, at=at)
        self._to_answer = []
        for team, every in zip(self._teams, EVERY, strict=False):
            coached = team[:COACHED]
            if number >= FROM and number % every == 0:
                self._visit(coached[number // every % len(coached)], number, at)
        measure_plans(by=self._world.staff.system, at=at)

    def to_come(self) -> None:
        """Say with whom each goes along next."""
        at = self._world.at
        for team in self._teams:
            post = team[-1]
            plan_accompanying(
                post.id, what="Accompagner une visite", by=post.manager, at=at,
                due_on=at.date() + timedelta(days=3),
            )  # fmt: skip

    def _revise(self, at: datetime) -> None:
        """Let the words of one level be clearer."""
        last = FIRST_GRID[-1]
        levels = (*last.levels_fr[:-1], "Une date dans les deux agendas, et un ordre du jour écrit")
        english = (*last.levels_en[:-1], "A day in both diaries, and an agenda in writing")
        revised = replace(last, levels_fr=levels, levels_en=english)
        publish_grid((*FIRST_GRID[:-1], revised), by=self._world.staff.director, at=at)

    def _visit(self, post: Post, week: int, at: datetime) -> None:
        dice = self._world.dice("observed", week, post.rep.number)
        alone = week % 4 != 0
        appointment_id, on = self._occasion(post, week, at)
        begun = begin_observation(
            Occasion(post.id, Kind.VISIT, on, appointment_id=appointment_id),
            invited=() if alone else [each for each in (post.relay.person_id,) if each],
            by=post.manager,
            at=at,
        )
        self._visits[post.id] += 1
        seen = self._levels(post, week)
        notes = {dice.choice(CODES): dice.choice(NOTES)}
        score(begun.id, scores=seen, notes=notes, by=post.manager, at=at)
        if not alone:
            score(
                begun.id,
                scores=_beside(seen, (0, 0, 0, 1, -1), dice),
                notes={},
                by=post.relay,
                at=at,
            )
        if dice.random() < 0.65:
            score(begun.id, scores=_beside(seen, (0, 0, 1, 1), dice), notes={}, by=post.by, at=at)
        else:
            close_observation(begun.id, by=post.manager, at=at)
        if (week + NOTED) * WEEK > self._world.last:
            note_accompanied(post.id, what="Visite accompagnée", by=post.manager, at=at)
        self._speak(begun, post, at)
        if self._visits[post.id] == PLANNED:
            self._plan(post, week, at)

    def _occasion(self, post: Post, week: int, at: datetime) -> tuple[UUID | None, date]:
        """Give a visit of this week that the rep made, and its day; without one, the last day."""
        rows = Appointment.objects.of(self._world.staff.organization_id).filter(
            rep_id=post.id,
            outcome__in=HONOURED,
            starts_at__gte=self._world.moment(week * WEEK, 0),
            starts_at__lt=at,
        )
        found = rows.order_by("starts_at", "id").values_list("id", "starts_at").first()
        return (found[0], found[1].date()) if found else (None, at.date())

    def _levels(self, post: Post, week: int) -> Scores:
        """Draw what a rep shows: a level of his own, better once a plan has borne fruit."""
        own = self._world.dice("skill", post.rep.number).uniform(1.2, 2.8)
        own += LEARNT if post.id in self._learnt else 0
        dice = self._world.dice("levels", week, post.rep.number)
        return {
            code: None if dice.random() < 0.04 else _near(round(own + dice.gauss(0, 0.7)), 0)
            for code in CODES
        }

    def _speak(self, observation: Observation, post: Post, at: datetime) -> None:
        number = self._visits.total()
        if number == CONTESTED:
            contest_scores(observation.id, words=CONTEST, by=post.by, at=at)
            self._to_answer.append((observation, post))
        elif number % 9 == 0:
            annotate_scores(observation.id, words=SAID, by=post.by, at=at)

    def _plan(self, post: Post, week: int, at: datetime) -> None:
        today = at.date()
        acts = tuple(
            PlannedAct(what, owner, today + timedelta(weeks=weeks)) for what, owner, weeks in ACTS
        )
        terms = Terms(GOAL, ("need", "next_step"), today + MEASURED, acts)
        plan = propose_plan(post.id, terms, by=post.manager, at=at)
        if self._world.dice("accepts", post.rep.number).random() < 0.8:
            accept_plan(plan.id, by=post.by, at=at)
            self._learnt.add(post.id)
            for act in acts_from(plan.organization_id, ActSource.COACHING, [plan.id]):
                by = post.by if act.owner_id == post.id else post.manager
                self._keeping.promise(act, by, week=week, weeks=2)


def _leads(world: World, post: Post, region: int) -> bool:
    return post.manager is world.staff.manager_of(world.staff.regions[region].id)


def _beside(seen: Scores, apart: Sequence[int], dice: Random) -> Scores:
    """Draw what somebody else sees in the same visit."""
    return {code: _near(level, dice.choice(apart)) for code, level in seen.items()}


def _near(level: int | None, by: int) -> int | None:
    return None if level is None else min(4, max(0, level + by))
