"""Who is held where, retention, certificates, exports, mandates; and what is held of oneself."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import BaseModel

from relais.api.door import Key, caller_of, do
from relais.api.fields import NO_NUL, Listing, Page
from relais.api.paging import page_of
from relais.api.privacy.requests import check_made_anew
from relais.api.privacy.schemas import (
    CertificateOut,
    DisclosureOut,
    DueOut,
    FileOut,
    FoundOut,
    HeldOut,
    HoldOut,
    MandateOut,
    MandateRecordIn,
    MandateRecordOut,
    PrivacyReasonIn,
)
from relais.erasure import actions as erasure
from relais.erasure.queries import contacts_among, find_contacts, places_of, retention_due
from relais.lib.errors import NotVisible
from relais.people.queries import Actor, Role
from relais.privacy import actions
from relais.privacy.queries import (
    certificates_visible_to,
    disclosures_visible_to,
    holds_visible_to,
    mandates,
)

READ: Final = Key("privacy:read")

router: Final = Router(tags=["privacy"], auth=Key("privacy:write"))


class Sought(BaseModel):
    """Whom to look for: by name, number or address."""

    q: Annotated[str, Field(min_length=1, max_length=254, pattern=NO_NUL)]


@router.get("/contacts", auth=READ, response=list[FoundOut])
def find_person(request: HttpRequest, asked: Query[Sought]) -> Any:
    """Find the contacts who somebody may be: the first fifty."""
    found = find_contacts(asked.q, access=caller_of(request).access)
    return [{**vars(one), "company": one.account.name} for one in found]


@router.get("/contacts/{contact_id}", auth=READ, response=HeldOut)
def get_held(request: HttpRequest, contact_id: UUID) -> Any:
    """Count what is held of a contact, by place."""
    access = caller_of(request).access
    contacts_among([contact_id], access=access)
    places = places_of([contact_id], organization_id=access.organization_id)
    return {"contact_id": contact_id, "places": places}


@router.post("/contacts/{contact_id}/hold", response=HoldOut)
def keep_on_hold(request: HttpRequest, contact_id: UUID, data: PrivacyReasonIn) -> HttpResponse:
    """Keep a contact from being erased, with the reason."""

    def deed(by: Actor, at: datetime) -> Any:
        contacts_among([contact_id], access=caller_of(request).access)
        return actions.keep_on_hold(contact_id, words=data.words, by=by, at=at)

    return do(request, deed, out=HoldOut)


@router.get("/holds", auth=READ, response=list[HoldOut])
def list_holds(request: HttpRequest) -> Any:
    """List the legal holds in force, the latest first."""
    return holds_visible_to(caller_of(request).access)


@router.post("/holds/{hold_id}/lift", response=HoldOut)
def lift_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Let a contact be erased again."""
    return do(request, lambda by, at: actions.lift_hold(hold_id, by=by, at=at), out=HoldOut)


@router.get("/retention", auth=READ, response=DueOut)
def get_retention(request: HttpRequest) -> Any:
    """Say whose time is over, by campaign and year; nothing is erased."""
    caller = caller_of(request)
    if not caller.access.has(Role.PRIVACY_OFFICER):
        raise NotVisible
    due = retention_due(caller.access.organization_id, at=caller.at)
    return {
        "persons": len(due.lives),
        "groups": due.groups,
        "kept": due.kept,
        "coaching": due.coaching,
        "challenges": due.challenges,
    }


@router.post("/retention", response=CertificateOut)
def run_retention(request: HttpRequest) -> HttpResponse:
    """Erase everybody whose time is over, for good; the answer is the certificate."""
    return do(request, lambda by, at: erasure.run_retention(by=by, at=at), out=CertificateOut)


@router.get("/certificates", auth=READ, response=Page[CertificateOut])
def list_certificates(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the certificates, the latest first."""
    rows = certificates_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-issued_at", asked=asked, out=CertificateOut)


@router.get("/disclosures", auth=READ, response=Page[DisclosureOut])
def list_disclosures(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List what was handed out or read, the latest first: all to the officer, to others theirs."""
    rows = disclosures_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-at", asked=asked, out=DisclosureOut)


@router.get("/mandates", auth=READ, response=list[MandateOut])
def list_mandates(request: HttpRequest) -> Any:
    """List the mandates of outsourced call centers, what is written of them, what they lack."""
    caller = caller_of(request)
    return [
        {
            "call_center_id": center.id,
            "name": center.name,
            "mandate_since": center.mandate_since,
            "mandate_until": center.mandate_until,
            "record": record,
            "lacks": lacks,
        }
        for center, record, lacks in mandates(caller.access, on=caller.at.date())
    ]


@router.put("/mandates/{call_center_id}", response=MandateRecordOut)
def write_mandate(
    request: HttpRequest, call_center_id: UUID, data: MandateRecordIn
) -> HttpResponse:
    """Write down what the mandate of an outsourced call center rests on, and how it ended."""
    mandate = actions.Mandate(**dict(data))
    return do(
        request,
        lambda by, at: actions.write_mandate(call_center_id, mandate, by=by, at=at),
        out=MandateRecordOut,
    )


@router.post("/mine", response=FileOut)
def take_own(request: HttpRequest) -> HttpResponse:
    """Give everybody one file of all that is held about himself; that he took it is kept."""

    check_made_anew(request)

    def deed(by: Actor, at: datetime) -> Any:
        told = erasure.export_own(by=by, at=at)
        return told | {"about": str(told["about"])}

    return do(request, deed, out=FileOut)
