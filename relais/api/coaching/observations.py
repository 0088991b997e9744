"""Observations: begun, scored apart, shared, annotated, contested."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.api.coaching.schemas import (
    ObservationIn,
    ObservationOut,
    ObserverIn,
    RemarkIn,
    ScoresIn,
    SeenOut,
)
from relais.api.door import Key, caller_of, do
from relais.api.fields import Listing, Page
from relais.api.paging import page_of
from relais.coaching import actions
from relais.coaching.actions import Occasion
from relais.coaching.queries import observations_visible_to, seen_observation
from relais.people.queries import Actor
from relais.privacy.actions import note_reading

READ: Final = Key("steering:read")

router: Final = Router(tags=["coaching"], auth=Key("steering:write"))


class ObservationListing(Listing):
    """Which observations are asked for."""

    rep_id: UUID | None = None


@router.get("", auth=READ, response=Page[ObservationOut])
def list_observations(request: HttpRequest, asked: Query[ObservationListing]) -> HttpResponse:
    """List the observations that you may know of, the latest first."""
    caller = caller_of(request)
    rows = observations_visible_to(caller.access, on=caller.at.date())
    rows = rows.filter(rep_id=asked.rep_id) if asked.rep_id else rows
    return page_of(request, rows, by="-happened_on", asked=asked, out=ObservationOut)


@router.get("/{observation_id}", auth=READ, response=SeenOut)
def get_one_observation(request: HttpRequest, observation_id: UUID) -> Any:
    """Get an observation with what you may see of it; others' scores once all are shared."""
    caller = caller_of(request)
    seen = seen_observation(observation_id, access=caller.access, on=caller.at.date())
    if not seen.viewer.is_rep:
        note_reading("coaching", of=[seen.observation.rep_id], by=caller.by, at=caller.at)
    told = {name: getattr(seen.observation, name) for name in ObservationOut.model_fields}
    grid = seen.grid.version
    return {**told, "grid": grid, "sheets": seen.sheets, "remarks": seen.remarks}


@router.post("", response={201: ObservationOut})
def begin_observation(request: HttpRequest, data: ObservationIn) -> HttpResponse:
    """Begin to observe a visit or a call of a rep whom you lead directly."""
    told = data.model_dump()
    invited = told.pop("invited")
    occasion = Occasion(**told)

    def deed(by: Actor, at: datetime) -> Any:
        return actions.begin_observation(occasion, invited=invited, by=by, at=at)

    return do(request, deed, out=ObservationOut, status=201)


@router.post("/{observation_id}/observers", response=ObservationOut)
def invite_observer(request: HttpRequest, observation_id: UUID, data: ObserverIn) -> HttpResponse:
    """Invite another manager or a relay to score the same visit; twice, once counts."""
    return _do(request, actions.invite_observer, observation_id, person_id=data.person_id)


@router.post("/{observation_id}/scores", response=ObservationOut)
def score(request: HttpRequest, observation_id: UUID, data: ScoresIn) -> HttpResponse:
    """Give your own scores; once everybody in it has, all are shared."""
    told = dict(data)
    return _do(request, actions.score, observation_id, **told)


@router.post("/{observation_id}/close", response=ObservationOut)
def close_observation(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    """Share the scores though somebody has not given his; he gives none any more."""
    return _do(request, actions.close_observation, observation_id)


@router.post("/{observation_id}/cancel", response=ObservationOut)
def cancel_observation(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    """Call an observation off; what was scored in it goes."""
    return _do(request, actions.cancel_observation, observation_id)


@router.post("/{observation_id}/annotate", response=ObservationOut)
def annotate_scores(request: HttpRequest, observation_id: UUID, data: RemarkIn) -> HttpResponse:
    """Write beside your own scores."""
    return _do(request, actions.annotate_scores, observation_id, words=data.words)


@router.post("/{observation_id}/contest", response=ObservationOut)
def contest_scores(request: HttpRequest, observation_id: UUID, data: RemarkIn) -> HttpResponse:
    """Contest your scores; your direct manager is asked to answer."""
    return _do(request, actions.contest_scores, observation_id, words=data.words)


@router.post("/{observation_id}/answer", response=ObservationOut)
def answer_contest(request: HttpRequest, observation_id: UUID, data: RemarkIn) -> HttpResponse:
    """Answer what the rep contests."""
    return _do(request, actions.answer_contest, observation_id, words=data.words)


def _do(
    request: HttpRequest, deed: Callable[..., Any], observation_id: UUID, **told: Any
) -> HttpResponse:
    return do(
        request,
        lambda by, at: deed(observation_id, **told, by=by, at=at),
        out=ObservationOut,
    )
