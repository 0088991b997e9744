"""Receiving what persons ask, and doing it: the file, the objection, the correction."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from relais.accounts.actions import ContactDetails, correct_contact
from relais.accounts.models import Contact
from relais.accounts.queries import held_contacts
from relais.calls.actions import end_callbacks
from relais.erasure.queries import file_of_contacts, file_of_person
from relais.erasure.rules import ErasedAlready, NobodyFound
from relais.leads.actions import withdraw_leads_of
from relais.leads.events import WithdrawalCause
from relais.lib.errors import NotVisible
from relais.people.queries import check_ours
from relais.people.rules.access import Actor
from relais.privacy import actions as privacy
from relais.privacy.models import PrivacyRequest
from relais.privacy.queries import check_may_call, locked_request, subjects_of
from relais.privacy.rules import (
    Channel,
    DisclosureKind,
    Objected,
    OtherKind,
    RequestKind,
    check_officer,
)
from relais.prospecting.actions import close_contacts


def receive_request(
    kind: RequestKind,
    *,
    who: str,
    reach: str,
    channel: Channel,
    received_on: date,
    contact_ids: Collection[UUID] = (),
    person_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> PrivacyRequest:
    """Write down what somebody asks, and who of the files, or of those who work here, he is.

    :raises NotVisible: for anybody but the privacy officer, and for a contact or a person that the
        organization does not have.
    :raises Refusal: as `record_request`.
    """
    check_officer(by)
    _check_contacts(contact_ids, by)
    check_ours(by.organization_id, persons=[person_id])
    return privacy.record_request(
        kind,
        who=who,
        reach=reach,
        channel=channel,
        received_on=received_on,
        contact_ids=contact_ids,
        person_id=person_id,
        by=by,
        at=at,
    )


def name_subjects(
    request_id: UUID, *, contact_ids: Collection[UUID], by: Actor, at: datetime
) -> PrivacyRequest:
    """Say who of the files the person who asks is; who was named before stays. Twice, once counts.

    :raises NotVisible: for anybody but the privacy officer, and for a request or a contact that
        the organization does not have.
    :raises NobodyFound: for nobody.
    :raises RequestClosed: when it is answered or refused.
    """
    check_officer(by)
    if not contact_ids:
        raise NobodyFound
    _check_contacts(contact_ids, by)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        privacy.check_open(request)
        privacy.add_subjects(request, contact_ids)
    return request


def correct(
    request_id: UUID, *, contact_id: UUID, details: ContactDetails, by: Actor, at: datetime
) -> PrivacyRequest:
    """Correct what is held of the person who asks for it; done twice, nothing changes.

    :raises NotVisible: for anybody but the privacy officer, for a request that the organization
        does not have, and for a contact whom it is not about.
    :raises RequestClosed: when it is answered or refused.
    :raises OtherKind: for a request of another kind.
    """
    check_officer(by)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        privacy.check_open(request)
        if request.kind != RequestKind.RECTIFICATION:
            raise OtherKind
        if contact_id not in subjects_of(request):
            raise NotVisible
        objected = _has_objected(contact_id, by=by, at=at)
        corrected = correct_contact(contact_id, details, by=by)
        if objected:
            privacy.keep_objections([corrected], by=by, at=at)
    return request


def _has_objected(contact_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Say whether he may not be contacted: what he is corrected to must not be either."""
    rows = Contact.objects.of(by.organization_id).select_related("account")
    contact = rows.filter(id=contact_id).first()
    if contact is None:
        return False
    try:
        check_may_call(contact, at=at)
    except Objected:
        return True
    return False


def obey_objection(request_id: UUID, *, by: Actor, at: datetime) -> PrivacyRequest:
    """Contact somebody no more: fingerprints are kept, what lives of him is withdrawn.

    Slots to come are freed, promises to call back end, no campaign calls him again.
    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises RequestClosed: when it is answered or refused.
    :raises OtherKind: for a request of another kind.
    :raises NobodyFound: before somebody of the files is named.
    :raises ErasedAlready: for who was erased meanwhile.
    :raises NothingToKeep: when neither number, address nor name is known.
    """
    check_officer(by)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        contacts = asked_for(request, RequestKind.OBJECTION)
        for contact in contacts:
            privacy.check_can_be_kept(contact)
        leave_in_peace(contacts, cause=WithdrawalCause.OBJECTION, by=by, at=at)
        privacy.keep_objections(contacts, by=by, at=at)
        privacy.close(request, by=by, at=at)
    return request


def give_access(request_id: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Give one file of all that is held about the person who asks; that it was given is kept.

    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises OtherKind: for a request of another kind.
    :raises NobodyFound: before somebody is named.
    """
    check_officer(by)
    with locked_request(request_id, organization_id=by.organization_id) as request:
        if request.kind != RequestKind.ACCESS:
            raise OtherKind
        contact_ids = subjects_of(request)
        if request.person_id:
            held = file_of_person(request.person_id, organization_id=by.organization_id)
        elif contact_ids:
            held = file_of_contacts(contact_ids, organization_id=by.organization_id)
        else:
            raise NobodyFound
        privacy.disclose(DisclosureKind.ACCESS_FILE, by=by, at=at, request_id=request.id)
    return {"made_at": at, "about": request.who, "held": held}


def export_own(*, by: Actor, at: datetime) -> dict[str, Any]:
    """Give one file of all that is held about who asks; that it was given is kept.

    :raises NotVisible: when nobody asks.
    """
    if by.person_id is None:
        raise NotVisible
    privacy.disclose(DisclosureKind.OWN_EXPORT, by=by, at=at)
    held = file_of_person(by.person_id, organization_id=by.organization_id)
    return {"made_at": at, "about": by.person_id, "held": held}


def asked_for(request: PrivacyRequest, kind: RequestKind) -> list[Contact]:
    """Hold the contacts whom a request, which the caller holds, is about.

    :raises RequestClosed: when it is answered or refused.
    :raises OtherKind: for a request of another kind.
    :raises NobodyFound: when nobody of the files was named.
    :raises ErasedAlready: when all of them are erased.
    """
    privacy.check_open(request)
    if request.kind != kind:
        raise OtherKind
    contact_ids = subjects_of(request)
    if not contact_ids:
        raise NobodyFound
    contacts = held_contacts(request.organization_id, contact_ids)
    if not contacts:
        raise ErasedAlready
    return contacts


def leave_in_peace(
    contacts: Collection[Contact], *, cause: WithdrawalCause, by: Actor, at: datetime
) -> dict[str, int]:
    """Stop all work on some contacts; give what was stopped, in counts."""
    contact_ids, organization_id = [contact.id for contact in contacts], by.organization_id
    stopped = {
        "leads_withdrawn": withdraw_leads_of(contact_ids, cause=cause, by=by, at=at),
        "callbacks_ended": end_callbacks(contact_ids, organization_id=organization_id, at=at),
    }
    close_contacts(contact_ids, organization_id=organization_id, at=at)
    return stopped


def _check_contacts(contact_ids: Collection[UUID], by: Actor) -> None:
    found = Contact.objects.of(by.organization_id).filter(id__in=contact_ids, erased_at=None)
    if found.count() < len(set(contact_ids)):
        raise NotVisible
