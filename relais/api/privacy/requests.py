"""What persons ask about their data, and how it is answered: for the privacy officer alone."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.accounts.actions import ContactDetails
from relais.api.door import Key, caller_of, do
from relais.api.fields import Listing, Page
from relais.api.paging import page_of
from relais.api.privacy.schemas import (
    CertificateOut,
    CorrectionIn,
    FileOut,
    PrivacyReasonIn,
    RequestIn,
    RequestOut,
    SubjectsIn,
)
from relais.erasure import actions as erasure
from relais.privacy import actions
from relais.privacy.queries import MadeAnew, get_request, requests_visible_to

READ: Final = Key("privacy:read")

router: Final = Router(tags=["privacy"], auth=Key("privacy:write"))


@router.get("", auth=READ, response=Page[RequestOut])
def list_requests(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the requests, the nearest due first, closed ones among them."""
    rows = requests_visible_to(caller_of(request).access)
    return page_of(request, rows, by="due_on", asked=asked, out=RequestOut)


@router.get("/{request_id}", auth=READ, response=RequestOut)
def get_request_of_person(request: HttpRequest, request_id: UUID) -> Any:
    """Get a request."""
    return get_request(request_id, access=caller_of(request).access)


@router.post("", response={201: RequestOut})
def receive_request(request: HttpRequest, data: RequestIn) -> HttpResponse:
    """Write down what somebody asks; the month to answer runs from the day it came."""
    told = dict(data)
    return do(
        request,
        lambda by, at: erasure.receive_request(**told, by=by, at=at),
        out=RequestOut,
        status=201,
    )


@router.post("/{request_id}/subjects", response=RequestOut)
def name_subjects(request: HttpRequest, request_id: UUID, data: SubjectsIn) -> HttpResponse:
    """Say who of the files the person who asks is; who was named before stays."""
    ids = data.contact_ids
    return do(
        request,
        lambda by, at: erasure.name_subjects(request_id, contact_ids=ids, by=by, at=at),
        out=RequestOut,
    )


@router.post("/{request_id}/extend", response=RequestOut)
def extend_request(request: HttpRequest, request_id: UUID, data: PrivacyReasonIn) -> HttpResponse:
    """Add two months to the clock, once, with the reason that the person is told."""
    return do(
        request,
        lambda by, at: actions.extend_request(request_id, words=data.words, by=by, at=at),
        out=RequestOut,
    )


@router.post("/{request_id}/refuse", response=RequestOut)
def refuse_request(request: HttpRequest, request_id: UUID, data: PrivacyReasonIn) -> HttpResponse:
    """Refuse a request with the reason that the person is told."""
    return do(
        request,
        lambda by, at: actions.refuse_request(request_id, words=data.words, by=by, at=at),
        out=RequestOut,
    )


@router.post("/{request_id}/answer", response=RequestOut)
def answer_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say that the person was answered."""
    return do(
        request, lambda by, at: actions.answer_request(request_id, by=by, at=at), out=RequestOut
    )


@router.post("/{request_id}/object", response=RequestOut)
def obey_objection(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Contact somebody no more: what lives of him is withdrawn, promises to call back end."""
    return do(
        request, lambda by, at: erasure.obey_objection(request_id, by=by, at=at), out=RequestOut
    )


@router.post("/{request_id}/correct", response=RequestOut)
def correct_person(request: HttpRequest, request_id: UUID, data: CorrectionIn) -> HttpResponse:
    """Correct what is held of the person who asks for it."""
    told = dict(data)
    contact_id = told.pop("contact_id")
    details = ContactDetails(**told)
    return do(
        request,
        lambda by, at: erasure.correct(
            request_id, contact_id=contact_id, details=details, by=by, at=at
        ),
        out=RequestOut,
    )


def check_made_anew(request: HttpRequest) -> None:
    """Refuse a file under a key: its receipt would hold it, and give it again unwritten.

    :raises MadeAnew: where there is one.
    """
    if "Idempotency-Key" in request.headers:
        raise MadeAnew


@router.post("/{request_id}/file", response=FileOut)
def give_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give one file of all that is held about the person who asks; that it was given is kept."""
    check_made_anew(request)
    return do(request, lambda by, at: erasure.give_access(request_id, by=by, at=at), out=FileOut)


@router.post("/{request_id}/erase", response=CertificateOut)
def erase_person(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Erase the person who asks for it, for good; the answer is the certificate."""
    return do(
        request, lambda by, at: erasure.erase_person(request_id, by=by, at=at), out=CertificateOut
    )
