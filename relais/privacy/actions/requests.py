"""Recording what persons ask about their data, and closing it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from relais.people.rules.access import Actor
from relais.privacy.models import Hold, PrivacyRequest, Subject
from relais.privacy.queries import locked_request
from relais.privacy.rules import (
    READ_AND_ANSWERED,
    AlreadyAsked,
    AskerMissing,
    Channel,
    ExtendedAlready,
    OtherKind,
    ReceivedLater,
    RequestClosed,
    RequestKind,
    RequestState,
    TooLateToExtend,
    check_officer,
    check_words,
    due_on,
    extended_until,
)


def record_request(
    kind: RequestKind,
    *,
    who: str,
    reach: str,
    channel: Channel,
    received_on: date,
    contact_ids: Collection[UUID],
    person_id: UUID | None,
    by: Actor,
    at: datetime,
) -> PrivacyRequest:
    """Write down what somebody asks, how it came and when; the clock runs from that day.

    The caller has found the contacts who he is, or the person who works here.
    :raises NotVisible: for anybody but the privacy officer.
    :raises AskerMissing: when nobody is said to ask.
    :raises ReceivedLater: for a day that is still to come.
    :raises AlreadyAsked: when the same is recorded and waits.
    """
    check_officer(by)
    who, reach = " ".join(who.split()), " ".join(reach.split())
    if not who:
        raise AskerMissing
    if received_on > at.date():
        raise ReceivedLater
    known = PrivacyRequest.objects.of(by.organization_id).filter(
        kind=kind.value, who=who, reach=reach, received_on=received_on,
        state=RequestState.RECEIVED.value,
    )  # fmt: skip
    if standing := known.first():
        raise AlreadyAsked(due_on=standing.due_on)
    with transaction.atomic():
        request = PrivacyRequest.objects.create(
            organization_id=by.organization_id,
            kind=kind.value,
            who=who,
            reach=reach,
            person_id=person_id,
            channel=channel.value,
            received_on=received_on,
            due_on=due_on(received_on),
            recorded_at=at,
            recorded_by_id=by.person_id,
        )
        add_subjects(request, contact_ids)
    return request


def add_subjects(request: PrivacyRequest, contact_ids: Collection[UUID]) -> None:
    """Say which contacts of the files the person who asks is; twice, once counts."""
    Subject.objects.bulk_create(
        (
            Subject(
                organization_id=request.organization_id,
                request_id=request.id,
                contact_id=contact_id,
            )
            for contact_id in contact_ids
        ),
        ignore_conflicts=True,
    )


def extend_request(request_id: UUID, *, words: str, by: Actor, at: datetime) -> PrivacyRequest:
    """Add two months to the clock of a request, once, with the reason that the person is told.

    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises RequestClosed: when it is answered or refused.
    :raises ExtendedAlready: the second time.
    :raises TooLateToExtend: once the first month is over.
    :raises WordsMissing: without a reason.
    """
    check_officer(by)
    words = check_words(words)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        check_open(request)
        if request.extended_at:
            raise ExtendedAlready(due_on=request.due_on)
        if at.date() > request.due_on:
            raise TooLateToExtend
        request.due_on = extended_until(request.received_on)
        request.extended_at, request.extended_for = at, words
        request.save(update_fields=["due_on", "extended_at", "extended_for"])
    return request


def answer_request(request_id: UUID, *, by: Actor, at: datetime) -> PrivacyRequest:
    """Say that the person was answered.

    Erasure and objection of somebody outside are answered by being done.
    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises RequestClosed: when it is answered or refused.
    :raises OtherKind: for what is answered by a deed of its own.
    """
    check_officer(by)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        check_open(request)
        if request.kind not in READ_AND_ANSWERED and request.person_id is None:
            raise OtherKind
        close(request, by=by, at=at)
    return request


def refuse_request(request_id: UUID, *, words: str, by: Actor, at: datetime) -> PrivacyRequest:
    """Refuse a request with the reason that the person is told.

    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises RequestClosed: when it is answered or refused.
    :raises WordsMissing: without a reason.
    """
    check_officer(by)
    words = check_words(words)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        check_open(request)
        request.state, request.refused_for = RequestState.REFUSED.value, words
        request.closed_at, request.closed_by_id = at, by.person_id
        request.save(update_fields=["state", "refused_for", "closed_at", "closed_by"])
    return request


def check_open(request: PrivacyRequest) -> None:
    """Let a request be worked on while it waits.

    :raises RequestClosed: with the day, when it is answered or refused.
    """
    if request.closed_at:
        raise RequestClosed(on=request.closed_at.date())


def close(request: PrivacyRequest, *, by: Actor, at: datetime) -> None:
    """Write down that a request, which the caller holds, is answered."""
    request.state = RequestState.ANSWERED.value
    request.closed_at, request.closed_by_id = at, by.person_id
    request.save(update_fields=["state", "closed_at", "closed_by"])


def forget_askers(organization_id: UUID, contact_ids: Collection[UUID]) -> int:
    """Erase who asked, and what was said of him, in the requests of some contacts; how many.

    So are the reasons of holds that were lifted.
    """
    lifted = Hold.objects.of(organization_id).filter(lifted_at__isnull=False)
    lifted.filter(contact_id__in=contact_ids).update(reason="")
    asked = Subject.objects.of(organization_id).filter(contact_id__in=contact_ids)
    rows = PrivacyRequest.objects.of(organization_id).filter(id__in=asked.values("request_id"))
    return rows.update(who="", reach="", extended_for="", refused_for="")
