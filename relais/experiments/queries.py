"""Every read of experiments."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from relais.database.among import among
from relais.experiments.models import Arm, Experiment
from relais.experiments.rules import (
    FEWEST,
    RIPE,
    BegunAlready,
    ExperimentState,
    GainWrong,
    Level,
    Measured,
    NothingTried,
    Plan,
    Tried,
    WeeksWrong,
    sizes,
    starts_of,
)
from relais.lib.errors import NotVisible
from relais.people.models import Membership, Unit
from relais.people.queries import below, holders_of
from relais.people.rules.access import Access, Role

MENDABLE = (BegunAlready, GainWrong, NothingTried, WeeksWrong)  # what was typed can be mended

__all__ = [
    "FEWEST",
    "MENDABLE",
    "RIPE",
    "Arm",
    "Experiment",
    "ExperimentState",
    "Level",
    "Measured",
    "Plan",
    "Tried",
    "arms_of",
    "experiments_visible_to",
    "get_experiment",
    "held_of_person",
    "locked_experiment",
    "members_of",
    "named_in",
    "readable_on",
    "sizes",
    "starts_of",
]


def experiments_visible_to(access: Access) -> QuerySet[Experiment]:
    """List the experiments that somebody may see, the latest first.

    Directors see all; who leads, or is, a drawn team or rep sees those in which it takes part.
    """
    rows = Experiment.objects.of(access.organization_id).select_related("unit", "planned_by")
    if not access.has(Role.DIRECTOR):
        rows = rows.filter(id__in=_arms_near(access).values("experiment_id"))
    return rows.order_by("-starts_on", "-id")


def get_experiment(experiment_id: UUID, *, access: Access) -> Experiment:
    """Get an experiment.

    :raises NotVisible: when there is none that this person may see.
    """
    experiment = experiments_visible_to(access).filter(id=experiment_id).first()
    if experiment is None:
        raise NotVisible
    return experiment


def arms_of(experiment: Experiment, *, access: Access | None = None) -> QuerySet[Arm]:
    """List who was drawn into which wave, as far as somebody may see it."""
    rows = Arm.objects.of(experiment.organization_id).filter(experiment=experiment)
    if access and not access.has(Role.DIRECTOR):
        rows = rows.filter(id__in=_arms_near(access).values("id"))
    return rows.order_by("wave", "member_id")


def members_of(plan: Plan, *, organization_id: UUID, on: date) -> set[UUID]:
    """Give who would be drawn: the units with reps in post below the plan's, or these reps."""
    unit = Unit.objects.of(organization_id).filter(id=plan.unit_id).first()
    if unit is None:
        return set()
    posts = holders_of(organization_id, Role.REP, on=on).filter(unit__path__startswith=unit.path)
    column = "unit_id" if plan.level is Level.UNIT else "person_id"
    return set(posts.order_by().select_related(None).values_list(column, flat=True))


def named_in(
    organization_id: UUID, member_ids: Collection[UUID], *, since: date, until: date
) -> Experiment | None:
    """Find an experiment under way in which some take part in these days, if there is one.

    A team takes part with its reps, and a rep with his team.
    """
    posts = holders_of(organization_id, Role.REP, on=since)
    near = Q(unit_id__in=list(member_ids)) | Q(person_id__in=list(member_ids))
    pairs = (
        posts.filter(near)
        .exclude(unit=None)
        .order_by()
        .select_related(None)
        .values_list("unit_id", "person_id")
    )
    ids = {each for pair in pairs for each in pair} | set(member_ids)
    running = Experiment.objects.of(organization_id).filter(
        state=ExperimentState.RUNNING.value, starts_on__lt=until,
        id__in=Arm.objects.of(organization_id).filter(among("member_id", list(ids)))
        .values("experiment_id"),
    )  # fmt: skip
    return next((one for one in running if one.plan.ends_on > since), None)


def readable_on(experiment: Experiment) -> date:
    """Give the day on which an experiment is read: fixed before, unless it was stopped."""
    if experiment.state == ExperimentState.STOPPED and experiment.closed_at:
        return experiment.closed_at.date() + RIPE
    return experiment.plan.ends_on + RIPE


@contextmanager
def locked_experiment(experiment_id: UUID, *, organization_id: UUID) -> Iterator[Experiment]:
    """Open a transaction and hold an experiment's row until it ends.

    :raises NotVisible: when the organization has none.
    """
    with transaction.atomic():
        rows = Experiment.objects.of(organization_id).filter(id=experiment_id)
        experiment = rows.select_for_update().first()
        if experiment is None:
            raise NotVisible
        yield experiment


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody: into which waves he was drawn."""
    rows = Arm.objects.of(organization_id).filter(member_id=person_id)
    return {
        "experiments": rows.order_by("starts_on", "id").values(
            "experiment__name", "experiment__words", "wave", "starts_on"
        )
    }


def _arms_near(access: Access) -> QuerySet[Arm]:
    """List the arms of those whom somebody leads, of his own team, and his own."""
    paths = access.unit_paths.get(Role.REP, ())
    teams = Unit.objects.of(access.organization_id).filter(path__in=list(paths))
    led = Unit.objects.of(access.organization_id).filter(_led(access))
    posts = Membership.objects.of(access.organization_id).filter(role=Role.REP.value, until=None)
    reps = posts.filter(below(access, Role.MANAGER))
    near = (
        Q(member_id=access.person_id)
        | Q(member_id__in=teams.values("id"))
        | Q(member_id__in=led.values("id"))
        | Q(member_id__in=reps.values("person_id"))
    )
    return Arm.objects.of(access.organization_id).filter(near)


def _led(access: Access) -> Q:
    """Give the predicate of the units below one that somebody manages."""
    near = Q(pk__in=[])
    for path in access.unit_paths.get(Role.MANAGER, ()):
        near |= Q(path__startswith=path)
    return near
