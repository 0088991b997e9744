"""Every deed on experiments: plan, change, draw, stop, drop."""

from collections.abc import Mapping
from datetime import date, datetime
from secrets import randbits
from typing import Any, Final
from uuid import UUID

from relais.acts.actions import Wanted, drop_act, plan_act
from relais.acts.models import Act
from relais.acts.rules import ActKind, ActSource, ActState
from relais.experiments.models import Arm, Experiment
from relais.experiments.queries import locked_experiment, members_of, named_in
from relais.experiments.rules import (
    ChecklistFirst,
    ExperimentState,
    InAnother,
    Level,
    NotPlannedAnyMore,
    NotRunning,
    Plan,
    Tried,
    WhyStopped,
    check_director,
    check_enough,
    check_plan,
    drawn,
    starts_of,
    told,
)
from relais.people.models import Organization, Unit
from relais.people.queries import check_ours, holders_of, managers_of
from relais.people.rules.access import Actor, Role

KINDS: Final = {
    Tried.RECORDING: ActKind.LISTEN,
    Tried.SHEET: ActKind.COMPLETE_SHEETS,
    Tried.REMINDER: ActKind.CALL_BEFORE_VISIT,
    Tried.ROUTINE: ActKind.FOLLOW_LEADS,
    Tried.OTHER: ActKind.OTHER,
}


def plan_experiment(plan: Plan, *, by: Actor, at: datetime) -> Experiment:
    """Plan an experiment; nobody is drawn yet.

    :raises NotVisible: for who does not direct, and for a unit that the organization lacks.
    :raises Refusal: what `check_plan` refuses.
    """
    check_director(by)
    check_plan(plan, today=at.date())
    check_ours(by.organization_id, units=[plan.unit_id])
    return Experiment.objects.create(
        organization_id=by.organization_id,
        state=ExperimentState.PLANNED.value,
        planned_at=at,
        planned_by_id=by.person_id,
        **told(plan),
    )


def change_plan(experiment_id: UUID, plan: Plan, *, by: Actor, at: datetime) -> Experiment:
    """Change an experiment that nobody was drawn for yet.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotPlannedAnyMore: once it was drawn or dropped.
    :raises Refusal: what `check_plan` refuses.
    """
    check_director(by)
    with locked_experiment(experiment_id, organization_id=by.organization_id) as experiment:
        _check_planned(experiment)
        check_plan(plan, today=at.date())
        check_ours(by.organization_id, units=[plan.unit_id])
        for name, value in told(plan).items():
            setattr(experiment, name, value)
        experiment.save()
        return experiment


def start_experiment(
    experiment_id: UUID, *, size: Mapping[str, Any], by: Actor, at: datetime
) -> Experiment:
    """Draw who begins when, for good, and tell those who lead them by an agreed act each.

    :param size: what is known before: kept with the experiment, never looked at again.
    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotPlannedAnyMore: once it was drawn or dropped.
    :raises BegunAlready: when its first day is past.
    :raises ChecklistFirst: for single reps, before the privacy checklist is complete.
    :raises TooFewTeams: when there are too few to be drawn.
    :raises InAnother: when some of them take part in another in these weeks.
    """
    check_director(by)
    with locked_experiment(experiment_id, organization_id=by.organization_id) as experiment:
        _check_planned(experiment)
        plan = experiment.plan
        check_plan(plan, today=at.date())
        members = members_of(plan, organization_id=by.organization_id, on=at.date())
        check_enough(len(members))
        # Two that start at once would not see each other: the organization lets one at a time.
        house = Organization.objects.select_for_update().get(id=by.organization_id)
        if plan.level is Level.REP and not house.works_council_on:
            raise ChecklistFirst
        period = {"since": plan.starts_on, "until": plan.ends_on}
        if other := named_in(by.organization_id, members, **period):
            raise InAnother(name=other.name)
        experiment.seed, experiment.drawn_at = randbits(32), at
        experiment.size = dict(size)
        experiment.state = ExperimentState.RUNNING.value
        experiment.save()
        waves = drawn(members, waves=plan.waves, seed=experiment.seed)
        arms = [
            Arm(
                organization_id=by.organization_id, experiment=experiment, member_id=member,
                wave=wave, starts_on=starts_of(plan, wave),
            )
            for member, wave in waves.items()
        ]  # fmt: skip
        Arm.objects.bulk_create(arms)
        _tell(experiment, arms, by=by, at=at)
        return experiment


def stop_experiment(experiment_id: UUID, *, words: str, by: Actor, at: datetime) -> Experiment:
    """Stop an experiment before its day, with the reason; the result is read with it.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotRunning: unless it is under way.
    :raises WhyStopped: without a reason.
    """
    check_director(by)
    words = " ".join(words.split())
    if not words:
        raise WhyStopped
    with locked_experiment(experiment_id, organization_id=by.organization_id) as experiment:
        over = at.date() >= experiment.plan.ends_on
        if experiment.state != ExperimentState.RUNNING or over:
            raise NotRunning
        _drop_acts(experiment, words, Actor(by.organization_id, by.door), at)
        return _close(experiment, ExperimentState.STOPPED, words, at)


def drop_experiment(experiment_id: UUID, *, by: Actor, at: datetime) -> Experiment:
    """Drop an experiment that nobody was drawn for.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotPlannedAnyMore: once it was drawn or dropped.
    """
    check_director(by)
    with locked_experiment(experiment_id, organization_id=by.organization_id) as experiment:
        _check_planned(experiment)
        return _close(experiment, ExperimentState.DROPPED, "", at)


def _check_planned(experiment: Experiment) -> None:
    if experiment.state != ExperimentState.PLANNED:
        raise NotPlannedAnyMore


def _close(experiment: Experiment, state: ExperimentState, words: str, at: datetime) -> Experiment:
    experiment.state, experiment.closed_for = state.value, words[:400]
    experiment.closed_at = at
    experiment.save()
    return experiment


def _tell(experiment: Experiment, arms: list[Arm], *, by: Actor, at: datetime) -> None:
    """Agree with who leads each that begins what he is to do, from that day.

    The draw asks it, and no person: what is about one rep stays with him and his manager.
    """
    draw = Actor(by.organization_id, by.door)
    posts = _posts(experiment, arms, on=at.date())
    for arm in arms:
        if arm.starts_on is None or arm.member_id not in posts:
            continue
        unit, person_id = posts[arm.member_id]
        for manager in managers_of(unit, on=at.date())[:1]:
            wanted = Wanted(
                experiment.words,
                unit.id,
                KINDS[Tried(experiment.tried)],
                ActSource.EXPERIMENT,
                experiment.id,
                person_id=person_id,
            )
            plan_act(wanted, owner_id=manager.id, due_on=arm.starts_on, by=draw, at=at)


def _drop_acts(experiment: Experiment, words: str, by: Actor, at: datetime) -> None:
    """Drop what is still open of the acts that the draw asked for."""
    rows = Act.objects.of(by.organization_id).filter(
        source=ActSource.EXPERIMENT.value, source_id=experiment.id, state=ActState.AGREED.value
    )
    for act_id in list(rows.order_by("id").values_list("id", flat=True)):
        drop_act(act_id, words=words, by=by, at=at)


def _posts(
    experiment: Experiment, arms: list[Arm], *, on: date
) -> dict[UUID, tuple[Unit, UUID | None]]:
    """Give the unit of each that was drawn, and the person where persons were."""
    ids = [arm.member_id for arm in arms]
    if experiment.level == Level.UNIT:
        units = Unit.objects.of(experiment.organization_id).filter(id__in=ids)
        return {unit.id: (unit, None) for unit in units}
    posts = holders_of(experiment.organization_id, Role.REP, on=on).filter(person_id__in=ids)
    return {post.person_id: (post.unit, post.person_id) for post in posts if post.unit}
