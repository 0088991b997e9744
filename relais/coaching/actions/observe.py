"""Observing: begin, invite, score, close, cancel. Each scores alone, then all is shared."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from relais.appointments.models import Appointment
from relais.calls.models import Call
from relais.coaching.actions.grid import grid_in_force
from relais.coaching.actions.telling import Told, tell_of_observation
from relais.coaching.models import Observation, ScoreSheet
from relais.coaching.queries import get_observation
from relais.coaching.queries.observations import has_come, locked_observation
from relais.coaching.queries.team import observers_for, unit_of_rep
from relais.coaching.rules.observing import (
    CannotObserve,
    Kind,
    NotItsObserver,
    NotOpenAnyMore,
    NotScorer,
    NotYet,
    ObservationState,
    ObservedAlready,
    ScoreFirst,
    Scores,
    check_begin,
    check_link,
    check_scores,
    check_words,
)
from relais.lib.errors import NotVisible
from relais.people.queries import organization
from relais.people.rules.access import Actor

OPEN = ObservationState.OPEN.value


@dataclass(frozen=True)
class Occasion:
    """What is observed: a visit or a call of a rep, on a day, linked where it is known here.

    A visit that is linked is of the day of its appointment. `told`: of a call, the rep and the
    person at the other end know that somebody listens.
    """

    rep_id: UUID
    kind: Kind
    on: date
    appointment_id: UUID | None = None
    call_id: UUID | None = None
    told: bool = False


def begin_observation(
    occasion: Occasion, *, by: Actor, at: datetime, invited: Collection[UUID] = ()
) -> Observation:
    """Begin to observe a visit or a call, before it or after; the rep scores himself beside.

    :raises NotVisible: for a rep whom the actor does not lead directly, and for an appointment or
        a call that is not that rep's.
    :raises LinkedOther: for a visit that is linked to a call, and the other way round.
    :raises ChecklistFirst: before the organization's privacy checklist is complete.
    :raises NoticeMissing: for a call of which both who speak were not told.
    :raises DayOutside: for a day too long ago, or too far off.
    :raises CannotObserve: for somebody invited who is neither manager nor relay in post.
    :raises ObservedAlready: for a visit or call that is observed already.
    """
    today = at.date()
    unit = unit_of_rep(occasion.rep_id, by=by, on=today)
    check_link(occasion.kind, visit=bool(occasion.appointment_id), call=bool(occasion.call_id))
    on = _day_of(occasion, by)
    checklist = bool(organization(by.organization_id).works_council_on)
    check_begin(occasion.kind, on=on, today=today, told=occasion.told, checklist=checklist)
    _check_invited(occasion.rep_id, invited, by=by, on=today)
    try:
        with transaction.atomic():
            begun = Observation.objects.create(
                organization_id=by.organization_id,
                kind=occasion.kind.value,
                rep_id=occasion.rep_id,
                observer_id=by.person_id,
                unit=unit,
                grid=grid_in_force(by=by, at=at),
                appointment_id=occasion.appointment_id,
                call_id=occasion.call_id,
                happened_on=on,
                begun_at=at,
            )
            _give_sheets(begun, {occasion.rep_id, by.person_id, *invited})
            tell_of_observation(begun, Told.OBSERVED, [occasion.rep_id], by=by, at=at)
            tell_of_observation(begun, Told.INVITED, invited, by=by, at=at)
    except IntegrityError as error:
        raise ObservedAlready from error
    return begun


def invite_observer(
    observation_id: UUID, *, person_id: UUID, by: Actor, at: datetime
) -> Observation:
    """Invite another manager or a relay to score the same visit; twice, once counts.

    :raises NotVisible: for who may not know of it.
    :raises NotItsObserver: for who did not begin it.
    :raises NotOpenAnyMore: when it is shared or cancelled.
    :raises CannotObserve: for who is neither manager nor relay in post.
    """
    with _of_observer(observation_id, by=by, at=at) as observation:
        _check_invited(observation.rep_id, [person_id], by=by, on=at.date())
        known = observation.sheets.filter(scorer_id=person_id).exists()
        if not known:
            _give_sheets(observation, {person_id})
            tell_of_observation(observation, Told.INVITED, [person_id], by=by, at=at)
    return observation


def score(
    observation_id: UUID, *, scores: Scores, notes: Mapping[str, str], by: Actor, at: datetime
) -> Observation:
    """Score a visit or call, each criterion; again until all is shared, the last counts.

    Once everybody in it has scored, all is shared.
    :raises NotVisible: for who may not know of it.
    :raises NotScorer: for who has no sheet in it.
    :raises NotYet: before it takes place.
    :raises NotOpenAnyMore: when it is shared or cancelled.
    :raises ScoresIncomplete: unless each criterion has a level, or is said not to be seen.
    """
    _check_visible(observation_id, by=by, at=at)
    with locked_observation(observation_id, organization_id=by.organization_id) as observation:
        sheet = observation.sheets.filter(scorer_id=by.person_id).first()
        if sheet is None:
            raise NotScorer
        if observation.state != OPEN:
            raise NotOpenAnyMore
        if not has_come(observation, at=at):
            raise NotYet(on=observation.happened_on)
        codes = [row["code"] for row in observation.grid.criteria]
        check_scores(scores, codes=codes)
        told = {code: check_words(notes[code]) for code in codes if notes.get(code, "").strip()}
        sheet.scores, sheet.notes, sheet.scored_at = dict(scores), told, at
        sheet.save(update_fields=["scores", "notes", "scored_at"])
        if not observation.sheets.filter(scored_at=None).exists():
            _share(observation, by=by, at=at)
    return observation


def close_observation(observation_id: UUID, *, by: Actor, at: datetime) -> Observation:
    """Share the scores though somebody has not given his; he gives none any more.

    :raises NotVisible: for who may not know of it.
    :raises NotItsObserver: for who did not begin it.
    :raises NotOpenAnyMore: when it is shared or cancelled.
    :raises ScoreFirst: before he has scored himself.
    """
    with _of_observer(observation_id, by=by, at=at) as observation:
        own = observation.sheets.filter(scorer_id=by.person_id, scored_at__isnull=False)
        if not own.exists():
            raise ScoreFirst
        _share(observation, by=by, at=at)
    return observation


def cancel_observation(observation_id: UUID, *, by: Actor, at: datetime) -> Observation:
    """Call an observation off that does not take place, or to which somebody objects.

    What was scored in it goes.
    :raises NotVisible: for who may not know of it.
    :raises NotItsObserver: for who did not begin it.
    :raises NotOpenAnyMore: when it is shared or cancelled.
    """
    with _of_observer(observation_id, by=by, at=at) as observation:
        observation.sheets.update(scores={}, notes={}, scored_at=None)
        observation.state = ObservationState.CANCELLED.value
        observation.save(update_fields=["state"])
    return observation


@contextmanager
def _of_observer(observation_id: UUID, *, by: Actor, at: datetime) -> Iterator[Observation]:
    """Hold an open observation for who began it."""
    _check_visible(observation_id, by=by, at=at)
    with locked_observation(observation_id, organization_id=by.organization_id) as observation:
        if not (by.is_system or by.is_person(observation.observer_id)):
            raise NotItsObserver
        if observation.state != OPEN:
            raise NotOpenAnyMore
        yield observation


def _share(observation: Observation, *, by: Actor, at: datetime) -> None:
    """Share the scores, and tell the two between whom they stay."""
    observation.state, observation.shared_at = ObservationState.SHARED.value, at
    observation.save(update_fields=["state", "shared_at"])
    both = [observation.rep_id, observation.observer_id]
    tell_of_observation(observation, Told.SHARED, both, by=by, at=at)


def _give_sheets(observation: Observation, scorers: Collection[UUID | None]) -> None:
    ScoreSheet.objects.bulk_create(
        ScoreSheet(
            organization_id=observation.organization_id,
            observation=observation,
            scorer_id=scorer_id,
        )
        for scorer_id in scorers
        if scorer_id
    )


def _check_visible(observation_id: UUID, *, by: Actor, at: datetime) -> None:
    if by.access is not None:
        get_observation(observation_id, access=by.access, on=at.date())


def _check_invited(rep_id: UUID, invited: Collection[UUID], *, by: Actor, on: date) -> None:
    known = {one.id for one in observers_for(rep_id, organization_id=by.organization_id, on=on)}
    if not known.issuperset(invited):
        raise CannotObserve


def _day_of(occasion: Occasion, by: Actor) -> date:
    """Give the day of what is observed: that of its appointment or call, where it is known."""
    appointment_id, call_id = occasion.appointment_id, occasion.call_id
    if appointment_id:
        visits = Appointment.objects.of(by.organization_id).filter(id=appointment_id)
        visit = visits.filter(rep_id=occasion.rep_id, transmitted=True).select_related("rep")
        return _local_day(visit.values_list("starts_at", "rep__timezone").first())
    if call_id:
        calls = Call.objects.of(by.organization_id).filter(id=call_id, person_id=occasion.rep_id)
        return _local_day(calls.values_list("started_at", "person__timezone").first())
    return occasion.on


def _local_day(found: tuple[datetime, str | None] | None) -> date:
    if found is None:
        raise NotVisible
    moment, zone = found
    return moment.astimezone(ZoneInfo(zone or "UTC")).date()
