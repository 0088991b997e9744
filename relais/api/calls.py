"""Calls: whom to call next, what became of it, and whom to call back."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.api.accounts import AccountIn, ContactIn
from relais.api.door import Deed, Key, caller_of, do
from relais.api.fields import In, Listing, Moment, Out, Page, Short, Words, one_of
from relais.api.paging import page_of
from relais.api.problems import in_words
from relais.calls import actions
from relais.calls.queries import (
    CallbackWhy,
    CallEnd,
    CallOutcome,
    callbacks_due,
    calls_of_prospect,
    number_to_dial,
)
from relais.leads import actions as leads
from relais.leads.actions import end_call
from relais.lib.errors import NotVisible
from relais.people.queries import Access, Actor
from relais.prospecting import actions as prospecting
from relais.prospecting.actions import ProspectRow, Verdict
from relais.prospecting.queries import (
    ClosedAs,
    Status,
    get_prospect,
    progress_of,
    prospects_visible_to,
)

prospects: Final = Router(tags=["calls"], auth=Key("calls:write"))
callbacks: Final = Router(tags=["calls"], auth=Key("calls:write"))
READ: Final = Key("calls:read")


class ProspectOut(Out):
    """A contact of a campaign, to be called."""

    id: UUID
    campaign_id: UUID
    contact_id: UUID
    status: Annotated[Status, one_of(Status)]
    priority: int
    attempts: int
    next_call_at: datetime | None
    callback_at: datetime | None
    callback_for_id: UUID | None
    claimed_by_id: UUID | None
    claimed_until: datetime | None
    closed_outcome: ClosedAs | str
    closed_at: datetime | None


class ClaimOut(Out):
    """Whom you call now; null when there is nobody."""

    prospect: ProspectOut | None


class NumberOut(Out):
    """The number to dial, in E.164."""

    number: str


class CallOut(Out):
    """A call: how it ended and what it achieved are two things."""

    id: UUID
    prospect_id: UUID
    person_id: UUID | None
    lead_id: UUID | None
    started_at: datetime
    ended_at: datetime
    end: CallEnd
    outcome: CallOutcome
    callback_at: datetime | None
    note: str


class CallbackOut(Out):
    """A promise to call somebody back; without `for_person_id`, by anybody."""

    id: UUID
    prospect_id: UUID
    campaign_id: UUID
    contact_id: UUID
    for_person_id: UUID | None
    lead_id: UUID | None
    due_at: datetime
    why: CallbackWhy
    done_at: datetime | None


class CallIn(In):
    """How the call ended, what it achieved, and when to call back."""

    end: CallEnd
    outcome: CallOutcome
    started_at: Moment
    ended_at: Moment
    callback_at: Moment | None = None
    note: Words = ""


class CallCorrectionIn(In):
    """How the call ended and what it achieved after all, and when to call back."""

    end: CallEnd
    outcome: CallOutcome
    callback_at: Moment | None = None


class CallbackIn(In):
    """Who is to be called back, when, why, and by whom; asked twice for `source`, once counts."""

    contact_id: UUID
    campaign_id: UUID
    due_at: Moment
    why: CallbackWhy = CallbackWhy.ASKED
    for_person_id: UUID | None = None
    source: Short = ""


class CampaignIn(In):
    """For which campaign."""

    campaign_id: UUID


class NewProspectIn(In):
    """A company and a person there, to be called."""

    account: AccountIn
    contact: ContactIn
    priority: Annotated[int, Field(ge=-32_768, le=32_767)] = 0


class ImportIn(In):
    """Whom a campaign is to call: 1,000 at most at a time."""

    campaign_id: UUID
    prospects: Annotated[list[NewProspectIn], Field(min_length=1, max_length=1_000)]


class VerdictOut(Out):
    """What became of one of them, in words where it was passed over."""

    verdict: Verdict
    why: str | None
    contact_id: UUID | None
    prospect_id: UUID | None


class ImportOut(Out):
    """What became of each, in their order."""

    verdicts: list[VerdictOut]


class PreviewedOut(Out):
    """What would become of one of them, in words where it would be passed over."""

    verdict: Verdict
    why: str | None


class PreviewOut(Out):
    """What would become of each, in their order."""

    verdicts: list[PreviewedOut]


class ProspectListing(Listing):
    """Which prospects."""

    campaign_id: UUID | None = None
    contact_id: UUID | None = None


@prospects.get("", auth=READ, response=Page[ProspectOut])
def list_prospects(request: HttpRequest, asked: Query[ProspectListing]) -> HttpResponse:
    """List the prospects that you may see, the latest added first."""
    caller = caller_of(request)
    columns = asked.model_dump(exclude={"limit", "cursor"}, exclude_none=True)
    rows = prospects_visible_to(caller.access, on=caller.at.date()).filter(**columns)
    return page_of(request, rows, by="-created_at", asked=asked, out=ProspectOut)


@prospects.get("/progress", auth=READ, response=dict[str, int])
def get_progress(request: HttpRequest, campaign_id: UUID) -> Any:
    """Count a campaign's prospects by where they stand."""
    caller = caller_of(request)
    return progress_of(campaign_id, access=caller.access, at=caller.at)


@prospects.post("/claim", response=ClaimOut)
def claim_next(request: HttpRequest, data: CampaignIn) -> HttpResponse:
    """Take the next prospect to call, for half an hour: never the same as somebody else."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return {"prospect": leads.claim_to_call(data.campaign_id, by=by, at=at)}

    return do(request, deed, out=ClaimOut)


@prospects.post("/import", response=ImportOut)
def import_prospects(request: HttpRequest, data: ImportIn) -> HttpResponse:
    """Bring prospects in for a campaign; who has objected is neither kept nor called."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        found = prospecting.import_prospects(data.campaign_id, _rows(data), by=by, at=at)
        return {"verdicts": [_verdict(one) for one in found]}

    return do(request, deed, out=ImportOut)


@prospects.post("/preview", response=PreviewOut)
def preview_prospects(request: HttpRequest, data: ImportIn) -> HttpResponse:
    """Say what an import would make of each prospect; nothing of it stays."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        found = prospecting.preview_prospects(data.campaign_id, _rows(data), by=by, at=at)
        return {"verdicts": [_verdict(one) for one in found]}

    return do(request, deed, out=PreviewOut)


@prospects.get("/{prospect_id}", auth=READ, response=ProspectOut)
def get_one_prospect(request: HttpRequest, prospect_id: UUID) -> Any:
    """Get one prospect."""
    caller = caller_of(request)
    return get_prospect(prospect_id, access=caller.access, on=caller.at.date())


@prospects.get("/{prospect_id}/calls", auth=READ, response=list[CallOut])
def list_calls(request: HttpRequest, prospect_id: UUID) -> Any:
    """List the calls to a prospect, the latest first."""
    caller = caller_of(request)
    on = caller.at.date()
    get_prospect(prospect_id, access=caller.access, on=on)
    return calls_of_prospect(prospect_id, access=caller.access, on=on)


@prospects.post("/{prospect_id}/number", response=NumberOut)
def tell_number(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Tell the number to dial, unless he may not be called."""
    access = caller_of(request).access

    def deed(by: Actor, at: datetime) -> dict[str, str]:
        return {"number": number_to_dial(prospect_id, access=access, at=at)}

    return _do(request, prospect_id, deed, out=NumberOut)


@prospects.post("/{prospect_id}/release", response=ProspectOut)
def release_claim(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Give a prospect back without a call."""
    return _do(
        request,
        prospect_id,
        lambda by, at: prospecting.release_claim(prospect_id, by=by, at=at),
        out=ProspectOut,
    )


@prospects.post("/{prospect_id}/calls", response={201: CallOut})
def record_call(request: HttpRequest, prospect_id: UUID, data: CallIn) -> HttpResponse:
    """Write down a call: one that qualifies opens a lead, one that says never again ends it.

    One that started at the same moment is the same call.
    """

    def deed(by: Actor, at: datetime) -> Any:
        return end_call(prospect_id, **dict(data), by=by, at=at)

    return _do(request, prospect_id, deed, out=CallOut, status=201)


@prospects.post("/{prospect_id}/calls/{call_id}/correct", response=CallOut)
def correct_call(
    request: HttpRequest, prospect_id: UUID, call_id: UUID, data: CallCorrectionIn
) -> HttpResponse:
    """Tell anew what became of a prospect's last call; what was told stays beside."""

    caller = caller_of(request)
    calls = calls_of_prospect(prospect_id, access=caller.access, on=caller.at.date())

    def deed(by: Actor, at: datetime) -> Any:
        if not calls.filter(id=call_id).exists():
            raise NotVisible
        return leads.correct_ended_call(call_id, **dict(data), by=by, at=at)

    return do(request, deed, out=CallOut)


@callbacks.get("", auth=READ, response=Page[CallbackOut])
def list_callbacks_due(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List whom you should call back now, the longest due first."""
    caller = caller_of(request)
    rows = callbacks_due(caller.access, at=caller.at)
    return page_of(request, rows, by="due_at", asked=asked, out=CallbackOut)


@callbacks.post("", response={201: CallbackOut})
def ask_callback(request: HttpRequest, data: CallbackIn) -> HttpResponse:
    """Promise that a contact is called back."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.ask_callback(**dict(data), lead_id=None, by=by, at=at)

    return do(request, deed, out=CallbackOut, status=201)


@callbacks.post("/{callback_id}/finish", response=CallbackOut)
def finish_callback(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Say that a promise to call back is kept, or needs no keeping."""
    return do(
        request,
        lambda by, at: actions.finish_callback(callback_id, by=by, at=at),
        out=CallbackOut,
    )


def _do(
    request: HttpRequest, prospect_id: UUID, deed: Deed, *, out: type[Any], status: int = 200
) -> HttpResponse:
    on = caller_of(request).at.date()

    def sees(access: Access) -> bool:
        return prospects_visible_to(access, on=on).filter(id=prospect_id).exists()

    return do(request, deed, out=out, sees=sees, status=status)


def _rows(data: ImportIn) -> list[ProspectRow]:
    return [
        ProspectRow(
            AccountDetails(**one.account.model_dump()),
            ContactDetails(**one.contact.model_dump(exclude_none=True)),
            one.priority,
        )
        for one in data.prospects
    ]


def _verdict(found: Any) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "why": in_words(found.why) if found.why else None,
        "contact_id": found.contact_id,
        "prospect_id": found.prospect_id,
    }
