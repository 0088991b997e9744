"""Me: who I am here, what my key may do, what waits for me, what I was told, my points."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from relais.api.door import Key, caller_of, do
from relais.api.fields import Ids, In, Listing, Out, Page
from relais.api.leads.schemas import LeadOut, lead_out
from relais.api.paging import page_of
from relais.challenge.queries import entries_visible_to, points_of
from relais.leads.queries import waiting_for
from relais.notifications.actions import mark_all_read, mark_read
from relais.notifications.queries import headline, unread
from relais.outbox.actions import accept_mail, decline_mail
from relais.outbox.queries import DECLINABLE, declined_by
from relais.people.queries import Actor, Role, organization, persons_named
from relais.privacy.queries import readings_of

router: Final = Router(tags=["me"], auth=Key())
LEADS: Final = Key("leads:read")
REPORTS: Final = Key("reports:read")


class MeOut(Out):
    """Who you are here, and what your key may do."""

    person_id: UUID
    name: str
    organization_id: UUID
    organization: str
    roles: list[Role]
    call_center_ids: list[UUID]
    scopes: list[str]


class NotificationOut(Out):
    """Something that you were told and have not read: of a lead, or of an act."""

    id: UUID
    lead_id: UUID | None
    act_id: UUID | None
    kind: str
    headline: str
    at: datetime


class ReadingOfMineOut(Out):
    """Somebody read figures of yours: by which door, what and when; nobody, by the command line."""

    person_id: UUID | None
    what: str
    door: str
    at: datetime


class ReadIn(In):
    """Which notifications you have read."""

    ids: Ids


class ReadOut(Out):
    """How many were marked."""

    read: int


class PointOut(Out):
    """A line of your points; what is taken back is a line of its own."""

    id: UUID
    lead_id: UUID
    sequence: int
    rule: str
    points: int
    because: str
    occurred_at: datetime


class PointsOut(Out):
    """Your points, all added up."""

    points: int


class MailOut(Out):
    """A mail that you may do without, and whether it comes."""

    template: str
    comes: bool


@router.get("", response=MeOut)
def get_me(request: HttpRequest) -> Any:
    """Say who you are here, and what your key may do."""
    caller = caller_of(request)
    access = caller.access
    return {
        "person_id": access.person_id,
        "name": persons_named(access.organization_id, [access.person_id])[access.person_id],
        "organization_id": access.organization_id,
        "organization": organization(access.organization_id).name,
        "roles": sorted(access.roles),
        "call_center_ids": sorted(access.call_centers),
        "scopes": sorted(caller.scopes),
    }


@router.get("/to-do", auth=LEADS, response=Page[LeadOut])
def list_to_do(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the leads that wait for a deed of yours, the longest waiting first."""
    caller = caller_of(request)
    access = caller.access
    waiting = waiting_for(access, on=caller.at.date())
    return page_of(request, waiting, by="state_since", asked=asked, out=lead_out(access))


@router.get("/notifications", response=list[NotificationOut])
def list_notifications(request: HttpRequest) -> Any:
    """List what you were told and have not read, the latest 200 first."""
    language = get_language() or "en"
    return [
        {
            "id": row.id,
            "lead_id": row.lead_id,
            "act_id": row.act_id,
            "kind": row.kind,
            "headline": headline(row, language=language),
            "at": row.at,
        }
        for row in unread(caller_of(request).access)[:200]
    ]


@router.get("/readings", response=list[ReadingOfMineOut])
def list_readings(request: HttpRequest) -> Any:
    """List who read figures of yours in the last twelve months, the latest 200 first."""
    caller = caller_of(request)
    found = readings_of(caller.access, since=caller.at - timedelta(days=365))[:200]
    return [
        {
            "person_id": one.disclosure.person_id,
            "what": one.disclosure.what,
            "door": one.disclosure.door,
            "at": one.disclosure.at,
        }
        for one in found
    ]


@router.post("/notifications/read", response=ReadOut)
def read_notifications(request: HttpRequest, data: ReadIn) -> HttpResponse:
    """Say that you have read some of what you were told."""

    def deed(by: Actor, at: datetime) -> dict[str, int]:
        return {"read": mark_read(data.ids, by=by, at=at)}

    return do(request, deed, out=ReadOut)


@router.post("/notifications/read-all", response=ReadOut)
def read_all_notifications(request: HttpRequest) -> HttpResponse:
    """Say that you have read all that you were told."""

    def deed(by: Actor, at: datetime) -> dict[str, int]:
        return {"read": mark_all_read(by=by, at=at)}

    return do(request, deed, out=ReadOut)


@router.get("/mails", response=list[MailOut])
def list_mails(request: HttpRequest) -> Any:
    """List the mails that you may do without, and whether they come."""
    access = caller_of(request).access
    stopped = declined_by(access.person_id, organization_id=access.organization_id)
    return [{"template": one, "comes": one not in stopped} for one in sorted(DECLINABLE)]


@router.post("/mails/{template}/decline", response=MailOut)
def decline(request: HttpRequest, template: str) -> HttpResponse:
    """Stop a mail that you may do without; those of the work itself are refused."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        decline_mail(template, by=by, at=at)
        return {"template": template, "comes": False}

    return do(request, deed, out=MailOut)


@router.post("/mails/{template}/accept", response=MailOut)
def accept(request: HttpRequest, template: str) -> HttpResponse:
    """Let a mail that you stopped come again."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        accept_mail(template, by=by)
        return {"template": template, "comes": True}

    return do(request, deed, out=MailOut)


@router.get("/points", auth=REPORTS, response=PointsOut)
def get_points(request: HttpRequest) -> Any:
    """Add your points up."""
    access = caller_of(request).access
    return {"points": points_of(access.person_id, organization_id=access.organization_id)}


@router.get("/points/entries", auth=REPORTS, response=Page[PointOut])
def list_points(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the lines of your points, the latest first."""
    rows = entries_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-occurred_at", asked=asked, out=PointOut)
