"""Routing: the rules, the queue with its reasons, previews, and why a lead is where it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from relais.api.door import Caller, Key, caller_of, do
from relais.api.fields import NO_NUL, Count, Country, Day, In, Out, Small, Tag
from relais.api.leads.deeds import router as leads
from relais.leads.queries import get_visible_lead
from relais.lib.errors import NotVisible
from relais.people.queries import Actor
from relais.routing import actions
from relais.routing.queries import (
    assignment_of,
    deeds_open_to,
    queue_visible_to,
    rules_of,
    turns_of,
    words_of,
)
from relais.wording.decisions import decided

router: Final = Router(tags=["routing"], auth=Key("routing:write"))
READ: Final = Key("routing:read")

Areas = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=10, pattern=r"^[A-Za-z0-9 -]+$")]],
    Field(max_length=1_000),
]
Products = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=60, pattern=NO_NUL)]], Field(max_length=200)
]


class RuleOut(Out):
    """One line of the ordered rules; a criterion that is empty lets everything pass."""

    id: UUID
    position: int
    name: str
    unit_id: UUID | None
    person_id: UUID | None
    country: str
    areas: list[str]
    activities: list[str]
    products: list[str]
    size_min: int | None
    size_max: int | None
    valid_from: date | None
    valid_until: date | None


class RuleIn(In):
    """A rule to add at the end; it names one unit or one person."""

    name: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    unit_id: UUID | None = None
    person_id: UUID | None = None
    country: Country | None = None
    areas: Areas = []
    activities: Annotated[list[Tag], Field(max_length=1_000)] = []
    products: Products = []
    size_min: Count | None = None
    size_max: Count | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class PositionIn(In):
    """The place in the order; 1 is the first."""

    position: Annotated[Small, Field(ge=1)]


class WaitingOut(Out):
    """A lead that waits for a rep; `words` say why it found none when last tried."""

    lead_id: UUID
    account_id: UUID
    campaign_id: UUID
    unit_id: UUID | None
    since: datetime | None
    reason: str | None
    words: str


class DecisionOut(Out):
    """To whom and why, or why nobody: a code, its figures, and words."""

    reason: str
    rep_id: UUID | None
    unit_id: UUID | None
    facts: dict[str, int]
    words: str


class TurnOut(Out):
    """A lead offered to a rep, until he took it up or his turn ended."""

    sequence: int
    rep_id: UUID
    unit_id: UUID | None
    reason: str
    started_at: datetime
    due_at: datetime | None
    taken_up_at: datetime | None
    ended_at: datetime | None
    ended_by: str


class RoutedOut(Out):
    """How many leads found a rep."""

    assigned: int


@router.get("/rules", auth=READ, response=list[RuleOut])
def list_rules(request: HttpRequest) -> Any:
    """List the rules in their order."""
    return rules_of(caller_of(request).access.organization_id)


@router.post("/rules", response={201: RuleOut})
def add_rule(request: HttpRequest, data: RuleIn) -> HttpResponse:
    """Add a rule at the end of the list."""

    def deed(by: Actor, at: datetime) -> Any:
        said = data.model_dump(exclude={"country", "areas", "activities", "products"})
        return actions.add_rule(
            **said,
            country=data.country or "",
            areas=tuple(data.areas),
            activities=tuple(data.activities),
            products=tuple(data.products),
            by=by,
        )

    return do(request, deed, out=RuleOut, status=201)


@router.post("/rules/{rule_id}/move", response={204: None})
def move_rule(request: HttpRequest, rule_id: UUID, data: PositionIn) -> HttpResponse:
    """Put a rule at another place in the order."""

    def deed(by: Actor, at: datetime) -> None:
        actions.move_rule(rule_id, position=data.position, by=by)

    return do(request, deed, out=None)


@router.post("/rules/{rule_id}/retire", response={204: None})
def retire_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take a rule out of the list."""
    return do(request, lambda by, at: actions.retire_rule(rule_id, by=by, at=at), out=None)


@router.get("/queue", auth=READ, response=list[WaitingOut])
def list_queue(request: HttpRequest) -> Any:
    """List the leads that wait for a rep, the longest waiting first, each with its reason."""
    caller = caller_of(request)
    return [_waiting(caller, lead) for lead in queue_visible_to(caller.access)[:200]]


@router.post("/route", response=RoutedOut)
def route_now(request: HttpRequest) -> HttpResponse:
    """Route all that waits now, as the clock does each minute."""

    def deed(by: Actor, at: datetime) -> dict[str, int]:
        return {"assigned": actions.route_now(by=by, at=at)}

    return do(request, deed, out=RoutedOut)


@leads.get("/{lead_id}/preview", auth=READ, tags=["routing"], response=DecisionOut)
def preview(request: HttpRequest, lead_id: UUID) -> Any:
    """Say to whom routing would give a lead now, and why; nothing is written."""
    caller = caller_of(request)
    lead = get_visible_lead(lead_id, access=caller.access)
    decision = actions.preview(lead, at=caller.at)
    return _told(
        caller,
        decision.reason.value,
        decision.facts,
        rep_id=decision.rep_id,
        unit_id=decision.unit_id,
    )


@leads.get("/{lead_id}/assignment", auth=READ, tags=["routing"], response=DecisionOut)
def get_assignment(request: HttpRequest, lead_id: UUID) -> Any:
    """Say why the lead went to the rep who has it, or had it last; 404 before that."""
    caller = caller_of(request)
    given = assignment_of(get_visible_lead(lead_id, access=caller.access))
    if given is None:
        raise NotVisible
    told = given.payload
    return _told(
        caller,
        told["reason"],
        told.get("facts", {}),
        rep_id=UUID(told["rep_id"]),
        unit_id=UUID(told["unit_id"]) if told.get("unit_id") else None,
    )


@leads.get("/{lead_id}/deeds", auth=READ, tags=["routing"], response=list[str])
def list_deeds(request: HttpRequest, lead_id: UUID) -> Any:
    """List what you may do to a lead now, by the last word of its address."""
    caller = caller_of(request)
    lead = get_visible_lead(lead_id, access=caller.access)
    return deeds_open_to(lead, by=caller.by, at=caller.at)


@leads.get("/{lead_id}/turns", auth=READ, tags=["routing"], response=list[TurnOut])
def list_turns(request: HttpRequest, lead_id: UUID) -> Any:
    """List to whom a lead was offered, and how each turn ended."""
    return turns_of(get_visible_lead(lead_id, access=caller_of(request).access))


def _waiting(caller: Caller, lead: Any) -> dict[str, Any]:
    waiting = getattr(lead, "waiting", None)
    told = waiting and _told(caller, waiting.reason, waiting.facts, unit_id=waiting.unit_id)
    return {
        "lead_id": lead.id,
        "account_id": lead.account_id,
        "campaign_id": lead.campaign_id,
        "unit_id": lead.unit_id,
        "since": lead.state_since,
        "reason": told["reason"] if told else None,
        "words": told["words"] if told else "",
    }


def _told(
    caller: Caller,
    reason: str,
    facts: Mapping[str, int],
    *,
    rep_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> dict[str, Any]:
    words = words_of(
        reason,
        facts=facts,
        rep_id=rep_id,
        unit_id=unit_id,
        organization_id=caller.access.organization_id,
    )
    return {
        "reason": reason,
        "rep_id": rep_id,
        "unit_id": unit_id,
        "facts": dict(facts),
        "words": decided(words),
    }
