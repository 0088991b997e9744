"""Every read of requests, and of how they were answered."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet

from relais.lib.errors import NotVisible
from relais.people.models import CallCenter
from relais.people.rules.access import Access, Role
from relais.privacy.models import (
    Certificate,
    Disclosure,
    Hold,
    MandateRecord,
    PrivacyRequest,
    ReadPerson,
    Subject,
)
from relais.privacy.rules import RequestState, lacking

M = TypeVar("M", bound=Model)

Outsourced = tuple[CallCenter, MandateRecord | None, list[str]]


def requests_visible_to(access: Access) -> QuerySet[PrivacyRequest]:
    """List the requests that somebody may see: the privacy officer all, nobody else any."""
    return _of_officer(PrivacyRequest.objects.of(access.organization_id), access)


def open_requests(access: Access) -> QuerySet[PrivacyRequest]:
    """List what is still to be answered, the nearest due first."""
    rows = requests_visible_to(access).filter(state=RequestState.RECEIVED.value)
    return rows.select_related("person").order_by("due_on", "id")


def get_request(request_id: UUID, *, access: Access) -> PrivacyRequest:
    """Get a request with what its page shows beside it.

    :raises NotVisible: when there is none that this person may see.
    """
    rows = requests_visible_to(access).filter(id=request_id)
    request = rows.select_related("person", "closed_by", "recorded_by").first()
    if request is None:
        raise NotVisible
    return request


@contextmanager
def locked_request(request_id: UUID, *, organization_id: UUID) -> Iterator[PrivacyRequest]:
    """Open a transaction and hold a request's row until it ends.

    :raises NotVisible: when the organization has none.
    """
    with transaction.atomic():
        rows = PrivacyRequest.objects.of(organization_id).filter(id=request_id)
        request = rows.select_for_update().first()
        if request is None:
            raise NotVisible
        yield request


@contextmanager
def locked_with_others(
    request_id: UUID, *, organization_id: UUID
) -> Iterator[tuple[PrivacyRequest, list[PrivacyRequest]]]:
    """Hold a request, and beside it the other open ones about a contact whom it is about.

    In the order of their ids, so that two who do so wait for each other.
    :raises NotVisible: when the organization has no such request.
    """
    with transaction.atomic():
        subjects = Subject.objects.of(organization_id)
        same = subjects.filter(request_id=request_id).values("contact_id")
        beside = subjects.filter(contact_id__in=same).values("request_id")
        rows = PrivacyRequest.objects.of(organization_id)
        found = rows.filter(Q(id=request_id) | Q(id__in=beside)).order_by("id")
        requests = {request.id: request for request in found.select_for_update()}
        if request_id not in requests:
            raise NotVisible
        own = requests.pop(request_id)
        yield own, [other for other in requests.values() if other.closed_at is None]


def subjects_of(request: PrivacyRequest) -> list[UUID]:
    """Give the contacts who the person who asks is."""
    rows = Subject.objects.of(request.organization_id).filter(request_id=request.id)
    return list(rows.order_by("id").values_list("contact_id", flat=True))


def requests_of(organization_id: UUID, contact_ids: Collection[UUID]) -> list[UUID]:
    """Give the requests, answered or not, that are about some contacts."""
    rows = Subject.objects.of(organization_id).filter(contact_id__in=contact_ids)
    return list(rows.values_list("request_id", flat=True))


def awaited_contacts(organization_id: UUID) -> set[UUID]:
    """Give the contacts whose request is not answered yet: they are kept until it is."""
    rows = Subject.objects.of(organization_id).filter(request__state=RequestState.RECEIVED.value)
    return set(rows.values_list("contact_id", flat=True))


def holds_visible_to(access: Access) -> QuerySet[Hold]:
    """List the legal holds in force, the latest first."""
    rows = _of_officer(Hold.objects.of(access.organization_id), access)
    return rows.filter(lifted_at=None).select_related("held_by").order_by("-held_at", "-id")


def held_contacts(organization_id: UUID, contact_ids: Collection[UUID] | None = None) -> set[UUID]:
    """Give the contacts, or those of some, whom a legal hold keeps."""
    rows = Hold.objects.of(organization_id).filter(lifted_at=None)
    if contact_ids is not None:
        rows = rows.filter(contact_id__in=contact_ids)
    return set(rows.values_list("contact_id", flat=True))


def certificates_visible_to(access: Access) -> QuerySet[Certificate]:
    """List the certificates, the latest first."""
    rows = _of_officer(Certificate.objects.of(access.organization_id), access)
    return rows.select_related("issued_by", "request").order_by("-issued_at", "-id")


def get_certificate(certificate_id: UUID, *, access: Access) -> Certificate:
    """Get a certificate.

    :raises NotVisible: when there is none that this person may see.
    """
    found = certificates_visible_to(access).filter(id=certificate_id).first()
    if found is None:
        raise NotVisible
    return found


def disclosures_visible_to(access: Access) -> QuerySet[Disclosure]:
    """List what was handed out or read, the latest first: to the officer all, to others theirs."""
    rows = Disclosure.objects.of(access.organization_id)
    if not access.has(Role.PRIVACY_OFFICER):
        rows = rows.filter(person_id=access.person_id)
    return rows.select_related("person", "request").order_by("-at", "-id")


def readings_of(access: Access, *, since: datetime) -> QuerySet[ReadPerson]:
    """List who read figures of this person since a moment, the latest first."""
    rows = ReadPerson.objects.of(access.organization_id).filter(
        person=access.person_id, disclosure__at__gte=since
    )
    return rows.select_related("disclosure__person").order_by("-disclosure__at", "-id")


def mandates(access: Access, *, on: date) -> list[Outsourced]:
    """List the outsourced call centers with what is written of their mandates, and what lacks."""
    if not access.has(Role.PRIVACY_OFFICER):
        return []
    organization_id = access.organization_id
    written = {row.call_center_id: row for row in MandateRecord.objects.of(organization_id)}
    centers = CallCenter.objects.of(organization_id).filter(kind=CallCenter.Kind.OUTSOURCED)
    return [
        (
            center,
            written.get(center.id),
            list(lacking(written.get(center.id), mandate_until=center.mandate_until, on=on)),
        )
        for center in centers.order_by("name", "id")
    ]


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody who works here."""
    own = Disclosure.objects.of(organization_id).filter(person_id=person_id)
    asked = PrivacyRequest.objects.of(organization_id).filter(person_id=person_id)
    read = ReadPerson.objects.of(organization_id).filter(person_id=person_id)
    return {
        "figures_read": read.order_by("disclosure__at", "id").values(
            "disclosure__what", "disclosure__door", "disclosure__at", by=F("disclosure__person")
        ),
        "disclosures": own.order_by("at", "id").values("kind", "what", "door", "at"),
        "requests": _told(asked),
    }


def held_of_contacts(
    organization_id: UUID, contact_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about some contacts."""
    asked = PrivacyRequest.objects.of(organization_id).filter(
        id__in=Subject.objects.of(organization_id)
        .filter(contact_id__in=contact_ids)
        .values("request_id")
    )
    return {"requests": _told(asked)}


def _told(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    columns = ("kind", "state", "who", "reach", "channel", "received_on", "due_on", "closed_at")
    return rows.order_by("received_on", "id").values(*columns)


def _of_officer(rows: QuerySet[M], access: Access) -> QuerySet[M]:
    return rows if access.has(Role.PRIVACY_OFFICER) else rows.none()
