"""What the rep says of his scores, and what his manager answers; it stands beside for ever."""

from datetime import datetime
from uuid import UUID

from relais.coaching.actions.telling import Told, leading, tell_of_observation
from relais.coaching.models import Observation, Remark
from relais.coaching.queries import get_observation
from relais.coaching.queries.observations import locked_observation
from relais.coaching.queries.team import leads_directly
from relais.coaching.rules.observing import (
    ContestedAlready,
    NothingContested,
    NotShared,
    ObservationState,
    OnlyTheManager,
    OnlyTheRep,
    RemarkKind,
    check_words,
)
from relais.people.rules.access import Actor


def annotate_scores(observation_id: UUID, *, words: str, by: Actor, at: datetime) -> Observation:
    """Let the rep write beside his scores.

    :raises NotVisible: for who may not know of it.
    :raises OnlyTheRep: for anybody but the rep observed.
    :raises NotShared: before the scores are shared.
    :raises RemarkMissing: without words, or with too many.
    """
    text = check_words(words)
    _check_rep(observation_id, by=by, at=at)
    with locked_observation(observation_id, organization_id=by.organization_id) as observation:
        _check_shared(observation)
        _write(observation, RemarkKind.ANNOTATION, text, by=by, at=at)
    return observation


def contest_scores(observation_id: UUID, *, words: str, by: Actor, at: datetime) -> Observation:
    """Let the rep contest his scores; his direct manager is asked to answer.

    :raises NotVisible: for who may not know of it.
    :raises OnlyTheRep: for anybody but the rep observed.
    :raises NotShared: before the scores are shared.
    :raises ContestedAlready: while an answer is awaited.
    :raises RemarkMissing: without words, or with too many.
    """
    text = check_words(words)
    _check_rep(observation_id, by=by, at=at)
    with locked_observation(observation_id, organization_id=by.organization_id) as observation:
        _check_shared(observation)
        if observation.awaits_since:
            raise ContestedAlready
        _write(observation, RemarkKind.CONTEST, text, by=by, at=at)
        observation.awaits_since = at
        observation.save(update_fields=["awaits_since"])
        asked = leading(observation.unit, observation.observer_id, at=at)
        tell_of_observation(observation, Told.CONTESTED, asked, by=by, at=at)
    return observation


def answer_contest(observation_id: UUID, *, words: str, by: Actor, at: datetime) -> Observation:
    """Answer what the rep contests.

    :raises NotVisible: for who may not know of it.
    :raises OnlyTheManager: for anybody but who leads the rep directly.
    :raises NothingContested: when nothing waits for an answer.
    :raises RemarkMissing: without words, or with too many.
    """
    text = check_words(words)
    found = _visible(observation_id, by=by, at=at)
    rep_id = found.rep_id if found else None
    if rep_id and not leads_directly(by, rep_id, on=at.date()):
        raise OnlyTheManager
    with locked_observation(observation_id, organization_id=by.organization_id) as observation:
        if observation.awaits_since is None:
            raise NothingContested
        _write(observation, RemarkKind.ANSWER, text, by=by, at=at)
        observation.awaits_since = None
        observation.save(update_fields=["awaits_since"])
        tell_of_observation(observation, Told.ANSWERED, [observation.rep_id], by=by, at=at)
    return observation


def _check_rep(observation_id: UUID, *, by: Actor, at: datetime) -> None:
    found = _visible(observation_id, by=by, at=at)
    if found is None or not by.is_person(found.rep_id):
        raise OnlyTheRep


def _visible(observation_id: UUID, *, by: Actor, at: datetime) -> Observation | None:
    if by.access is None:
        return None
    return get_observation(observation_id, access=by.access, on=at.date())


def _check_shared(observation: Observation) -> None:
    if observation.state != ObservationState.SHARED:
        raise NotShared


def _write(
    observation: Observation, kind: RemarkKind, text: str, *, by: Actor, at: datetime
) -> None:
    Remark.objects.create(
        organization_id=by.organization_id,
        observation=observation,
        kind=kind.value,
        author_id=by.person_id,
        text=text,
        written_at=at,
    )
