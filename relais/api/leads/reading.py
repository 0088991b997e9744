"""Reading leads: the list, one lead, its history, its thread and its sheet."""

from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from relais.api.door import Key, caller_of, json_of
from relais.api.fields import NO_NUL, Listing, Page
from relais.api.leads.deeds import router
from relais.api.leads.schemas import EventOut, LeadOut, MessageOut, SheetOut, lead_out
from relais.api.paging import page_of
from relais.leads.queries import (
    State,
    get_visible_lead,
    history_of,
    leads_visible_to,
    search_leads,
    sheet_of,
    thread_of,
)
from relais.people.queries import is_inside

READ: Final = Key("leads:read")


class LeadListing(Listing):
    """Which leads; `q` is a company, a SIREN or SIRET, a phone, a name, an address or a key."""

    q: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    state: State | None = None
    rep_id: UUID | None = None
    originator_id: UUID | None = None
    campaign_id: UUID | None = None
    account_id: UUID | None = None
    contact_id: UUID | None = None
    unit_id: UUID | None = None


@router.get("", auth=READ, response=Page[LeadOut])
def list_leads(request: HttpRequest, asked: Query[LeadListing]) -> HttpResponse:
    """List the leads that you may see, the latest opened first."""
    columns = asked.model_dump(exclude={"q", "limit", "cursor"}, exclude_none=True)
    access = caller_of(request).access
    rows = leads_visible_to(access).filter(**columns)
    found = search_leads(rows, asked.q, organization_id=access.organization_id)
    return page_of(request, found, by="-opened_at", asked=asked, out=lead_out(access))


@router.get("/{lead_id}", auth=READ, response=LeadOut)
def get_lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Get one lead; its ETag goes into the `If-Match` of a deed."""
    out = lead_out(caller_of(request).access)
    return json_of(out.model_validate(_lead(request, lead_id)).model_dump(mode="json"))


@router.get("/{lead_id}/history", auth=READ, response=list[EventOut])
def get_history(request: HttpRequest, lead_id: UUID) -> Any:
    """Get everything that happened to a lead, in order; margins are told in the house alone."""
    told = [EventOut.model_validate(one) for one in history_of(_lead(request, lead_id))]
    if not is_inside(caller_of(request).access):
        for one in told:
            one.payload = {name: value for name, value in one.payload.items() if name != "margin"}
    return told


@router.get("/{lead_id}/messages", auth=READ, response=list[MessageOut])
def get_thread(request: HttpRequest, lead_id: UUID) -> Any:
    """Get the words exchanged about a lead, the oldest first."""
    return thread_of(_lead(request, lead_id))


@router.get("/{lead_id}/sheet", auth=READ, response=SheetOut)
def get_sheet(request: HttpRequest, lead_id: UUID) -> Any:
    """Get the hand-over sheet of a lead; an empty one if none was begun."""
    return sheet_of(_lead(request, lead_id)) or SheetOut()


def _lead(request: HttpRequest, lead_id: UUID) -> Any:
    return get_visible_lead(lead_id, access=caller_of(request).access)
