"""Erasing persons for good, one who asks for it or all whose time is over."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.actions import forget_contacts
from relais.accounts.models import Contact
from relais.accounts.queries import held_contacts
from relais.acts.actions import forget_acts
from relais.calls.actions import forget_notes
from relais.challenge.actions import forget_challenges
from relais.coaching.actions import forget_coaching
from relais.erasure.actions.requests import asked_for, leave_in_peace
from relais.erasure.queries import retention_due
from relais.erasure.rules import AnswerFirst, NothingDue, details_before, groups_of
from relais.leads.actions import forget_words
from relais.leads.events import WithdrawalCause
from relais.leads.queries import lead_ids_of_contacts
from relais.outbox.actions import forget_answers
from relais.people.rules.access import Actor
from relais.privacy import actions as privacy
from relais.privacy.models import Certificate
from relais.privacy.queries import awaited_contacts, locked_with_others, requests_of, subjects_of
from relais.privacy.queries import held_contacts as held_by_law
from relais.privacy.rules import (
    READ_AND_ANSWERED,
    CertificateKind,
    OnHold,
    RequestKind,
    check_officer,
)
from relais.steering.actions.printing import forget_points


def erase_person(request_id: UUID, *, by: Actor, at: datetime) -> Certificate:
    """Erase all that is held of the person who asks for it, for good; give the certificate.

    Names, numbers, addresses and free text go, in place; open, lost and refused leads are
    withdrawn. Fingerprints of number and address stay as an objection, so that no import brings
    him back; what was won keeps its amount and its ids.
    Other requests of his to be erased, or left in peace, are answered by it.
    :raises NotVisible: for anybody but the privacy officer, and where there is no such request.
    :raises RequestClosed: when it is answered or refused.
    :raises OtherKind: for a request of another kind.
    :raises NobodyFound: before somebody of the files is named.
    :raises ErasedAlready: for who was erased meanwhile.
    :raises AnswerFirst: while he waits for a file or a correction, or another request of his is
        about a contact whom this one does not name.
    :raises OnHold: while a legal hold keeps him.
    """
    check_officer(by)
    with locked_with_others(request_id, organization_id=by.organization_id) as (request, others):
        contacts = asked_for(request, RequestKind.ERASURE)
        named = {contact.id for contact in contacts}
        for other in others:
            if other.kind in READ_AND_ANSWERED or not named.issuperset(subjects_of(other)):
                raise AnswerFirst(due_on=other.due_on)
        if held_by_law(by.organization_id, [contact.id for contact in contacts]):
            raise OnHold
        privacy.keep_objections(contacts, by=by, at=at)
        for each in (request, *others):
            privacy.close(each, by=by, at=at)
        counts = _forget(contacts, by=by, at=at)
        return privacy.certify(CertificateKind.ERASURE, counts, request_id=request.id, by=by, at=at)


def run_retention(*, by: Actor, at: datetime) -> Certificate:
    """Erase everybody whose time is over, wholly or not at all; give the certificate.

    They have not objected: who comes again by himself is welcome. What coaching says of workers
    goes after a year, and what a challenge tells of single persons a year after its end; that it
    took place stays in counts, and what teams won.
    :raises NotVisible: for anybody but the privacy officer and the command line.
    :raises NothingDue: when there is nobody.
    """
    check_officer(by)
    with transaction.atomic():
        due = retention_due(by.organization_id, at=at)
        found = held_contacts(by.organization_id, list(due.lives))
        kept = held_by_law(by.organization_id) | awaited_contacts(by.organization_id)
        contacts = [contact for contact in found if contact.id not in kept]
        before = details_before(at.date())
        coaching = forget_coaching(by.organization_id, before=before, at=at)
        counts = _forget(contacts, by=by, at=at)
        # after all that is told to the log: who draws it again waits for that first
        challenges = forget_challenges(by.organization_id, before=before, at=at)
        if not contacts and not any((*coaching.values(), *challenges.values())):
            raise NothingDue
        groups = groups_of([due.lives[contact.id] for contact in contacts])
        return privacy.certify(
            CertificateKind.RETENTION,
            {**counts, **coaching, **challenges},
            groups=groups,
            kept={why.value: count for why, count in due.kept.items()},
            by=by,
            at=at,
        )


def _forget(contacts: Collection[Contact], *, by: Actor, at: datetime) -> dict[str, int]:
    """Erase what is held of contacts under lock; give what was erased, in counts."""
    organization_id, contact_ids = by.organization_id, [contact.id for contact in contacts]
    stopped = leave_in_peace(contacts, cause=WithdrawalCause.ERASURE, by=by, at=at)
    lead_ids = lead_ids_of_contacts(organization_id, contact_ids)
    asked = requests_of(organization_id, contact_ids)
    return {
        "contacts": forget_contacts(organization_id, contact_ids, at=at),
        **stopped,
        **forget_words(organization_id, lead_ids),
        "points": forget_points(organization_id, lead_ids, by=by, at=at),
        "acts": forget_acts(organization_id, lead_ids),  # once their meetings are locked
        "notes": forget_notes(organization_id, contact_ids),
        "answers": forget_answers(organization_id, [*contact_ids, *lead_ids, *asked]),
        "requests": privacy.forget_askers(organization_id, contact_ids),
    }
