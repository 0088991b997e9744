"""The diagnosis for programs: what it proposes, what was agreed of it, whether it worked.

What needs SciPy is loaded when a program asks for the first time.
"""

from datetime import date, datetime
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from relais.acts import actions
from relais.acts.queries import Act, ActKind, ActSource, ActState, get_act
from relais.api.door import Key, caller_of, do
from relais.api.fields import Day, In, Line, Moment, Out
from relais.lib.errors import NotVisible
from relais.people.queries import Access, Role

READ: Final = Key("reports:read")
LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)

router: Final = Router(tags=["diagnosis"], auth=Key("steering:write"))


class Which(BaseModel):
    """Which appointments: of a unit and those below, of a campaign, started in a period."""

    unit_id: UUID | None = None
    campaign_id: UUID | None = None
    since: Moment | None = None
    until: Moment | None = Field(None, description="The first moment that does not count any more.")


class WhichIn(In, Which):
    """Which appointments."""


class ProposalOut(Out):
    """An act that the figures propose for a unit, before anybody proposes it.

    `expected` and `baseline` are described in docs/methods.md.
    """

    rule: str
    kind: ActKind
    unit_id: UUID
    what: str
    expected: dict[str, Any]
    baseline: dict[str, Any]
    measure_on: date


class ActOut(Out):
    """An act that figures proposed; `found` is what stood when it was measured again."""

    id: UUID
    kind: ActKind
    state: ActState
    what: str
    unit_id: UUID
    owner_id: UUID | None
    due_on: date | None
    proposed_at: datetime
    agreed_at: datetime | None
    closed_at: datetime | None
    note: str
    expected: dict[str, Any]
    baseline: dict[str, Any]
    measure_on: date | None
    measured_at: datetime | None
    found: dict[str, Any]


class ActsOut(Out):
    """What the figures propose, and what was proposed before; null for too small a team."""

    proposals: list[ProposalOut] | None
    acts: list[ActOut]


class ProposedOut(Out):
    """The acts that are new."""

    acts: list[ActOut]


class AgreedIn(In):
    """Who does it, until when."""

    owner_id: UUID
    due_on: Day


class DroppedIn(In):
    """Why it is dropped."""

    words: Line


@router.get("/acts", auth=READ, response=ActsOut)
def get_acts(request: HttpRequest, asked: Query[Which]) -> Any:
    """List what the figures propose may be done, and what became of earlier proposals."""
    access, steering = _leading(request), _steering()
    chosen = _asked(asked)
    at = caller_of(request).at
    found = steering.proposals_for(access, chosen, at=at)
    return {
        "proposals": None if found is None else [_proposal(one, at) for one in found],
        "acts": steering.acts_proposed(access, unit_id=asked.unit_id),
    }


@router.post("/acts", response={201: ProposedOut})
def propose_acts(request: HttpRequest, data: WhichIn) -> HttpResponse:
    """Propose what the figures say may be done; what stands already does not come again."""
    _leading(request)
    deeds = import_module("relais.steering.actions.proposals")
    return do(
        request,
        lambda by, at: {"acts": deeds.propose_acts(_asked(data), by=by, at=at)},
        out=ProposedOut,
        status=201,
    )


@router.post("/acts/{act_id}/agree", response=ActOut)
def agree_act(request: HttpRequest, act_id: UUID, data: AgreedIn) -> HttpResponse:
    """Agree who does a proposed act, until when."""
    _proposed(request, act_id)
    told = dict(data)
    return do(request, lambda by, at: actions.agree_act(act_id, **told, by=by, at=at), out=ActOut)


@router.post("/acts/{act_id}/do", response=ActOut)
def do_act(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Say that it is done; it is then measured again on its day."""
    _proposed(request, act_id)
    return do(request, lambda by, at: actions.do_act(act_id, by=by, at=at), out=ActOut)


@router.post("/acts/{act_id}/drop", response=ActOut)
def drop_act(request: HttpRequest, act_id: UUID, data: DroppedIn) -> HttpResponse:
    """Drop it with a reason; the same is not proposed again this quarter."""
    _proposed(request, act_id)
    return do(
        request, lambda by, at: actions.drop_act(act_id, words=data.words, by=by, at=at), out=ActOut
    )


def _leading(request: HttpRequest) -> Access:
    access = caller_of(request).access
    if not access.has(*LEADERS):
        raise NotVisible
    return access


def _proposed(request: HttpRequest, act_id: UUID) -> Act:
    act = get_act(act_id, access=_leading(request))
    if act.source != ActSource.DIAGNOSIS:
        raise NotVisible
    return act


def _asked(which: Which) -> Any:
    return _steering().Asked(which.unit_id, which.campaign_id, which.since, which.until)


def _proposal(one: Any, at: datetime) -> dict[str, Any]:
    return {
        "rule": one.rule.value,
        "kind": one.kind,
        "unit_id": one.unit_id,
        "what": _steering().words_of(one, language="en"),
        "expected": one.expected(),
        "baseline": one.baseline(),
        "measure_on": one.measure_on(at.date()),
    }


def _steering() -> Any:
    return import_module("relais.steering.queries.proposals")
