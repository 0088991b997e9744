"""Keeping how the law was obeyed: certificates, what was handed out, holds, mandates."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relais.lib.errors import NotVisible
from relais.people.models import CallCenter, Person
from relais.people.rules.access import Actor
from relais.privacy.models import Certificate, Disclosure, Hold, MandateRecord, ReadPerson
from relais.privacy.rules import (
    CertificateKind,
    DisclosureKind,
    HeldAlready,
    LiftedAlready,
    NotOutsourced,
    check_officer,
    check_words,
)


def certify(
    kind: CertificateKind,
    counts: Mapping[str, int],
    *,
    by: Actor,
    at: datetime,
    request_id: UUID | None = None,
    groups: Sequence[Mapping[str, Any]] = (),
    kept: Mapping[str, int] | None = None,
) -> Certificate:
    """Keep what was erased, in counts, in the transaction of who erased it."""
    return Certificate.objects.create(
        organization_id=by.organization_id,
        kind=kind.value,
        request_id=request_id,
        counts=dict(counts),
        groups=list(groups),
        kept=dict(kept or {}),
        issued_at=at,
        issued_by_id=by.person_id,
    )


def disclose(
    kind: DisclosureKind,
    *,
    by: Actor,
    at: datetime,
    what: str = "",
    request_id: UUID | None = None,
) -> Disclosure:
    """Keep that somebody was handed data of persons, or read figures of single ones."""
    return Disclosure.objects.create(
        organization_id=by.organization_id,
        kind=kind.value,
        person_id=by.person_id,
        request_id=request_id,
        what=what,
        door=by.door.value,
        at=at,
    )


def note_reading(what: str, *, of: Collection[UUID], by: Actor, at: datetime) -> None:
    """Keep that somebody read figures of single persons, once a day and page, and of whom.

    Who reads his own is not written down; whose figures others read may see that they did.
    """
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    kind = DisclosureKind.INDIVIDUAL_FIGURES
    today = Disclosure.objects.of(by.organization_id).filter(
        kind=kind.value, what=what, at__gte=midnight, person=by.person_id
    )
    read = today.order_by("id").first() or disclose(kind, by=by, at=at, what=what)
    ours = Person.objects.of(by.organization_id).filter(id__in=list(of))
    others = set(ours.values_list("id", flat=True)) - {by.person_id}
    known = ReadPerson.objects.of(by.organization_id).filter(disclosure=read)
    new = [
        ReadPerson(organization_id=by.organization_id, disclosure=read, person_id=person_id)
        for person_id in others.difference(known.values_list("person_id", flat=True))
    ]
    if new:  # another process may be as quick
        ReadPerson.objects.bulk_create(new, ignore_conflicts=True)


def keep_on_hold(contact_id: UUID, *, words: str, by: Actor, at: datetime) -> Hold:
    """Keep a contact from being erased, with the reason; the caller has found him.

    :raises NotVisible: for anybody but the privacy officer.
    :raises HeldAlready: while a hold is in force.
    :raises WordsMissing: without a reason.
    """
    check_officer(by)
    words = check_words(words)
    with transaction.atomic():
        if Hold.objects.of(by.organization_id).filter(contact_id=contact_id, lifted_at=None):
            raise HeldAlready
        return Hold.objects.create(
            organization_id=by.organization_id,
            contact_id=contact_id,
            reason=words,
            held_at=at,
            held_by_id=by.person_id,
        )


def lift_hold(hold_id: UUID, *, by: Actor, at: datetime) -> Hold:
    """Let a contact be erased again.

    :raises NotVisible: for anybody but the privacy officer, and where there is no such hold.
    :raises LiftedAlready: the second time.
    """
    check_officer(by)
    with transaction.atomic():
        rows = Hold.objects.of(by.organization_id).select_for_update()
        hold = rows.filter(id=hold_id).first()
        if hold is None:
            raise NotVisible
        if hold.lifted_at:
            raise LiftedAlready(on=hold.lifted_at.date())
        hold.lifted_at, hold.lifted_by_id = at, by.person_id
        hold.save(update_fields=["lifted_at", "lifted_by"])
    return hold


@dataclass(frozen=True)
class Mandate:
    """What is written of a mandate, all of it: what is left out is emptied."""

    instructions_on: date | None = None
    sub_processors: str = ""
    sub_processors_on: date | None = None
    countries: str = ""
    countries_on: date | None = None
    returned_on: date | None = None
    erased_on: date | None = None
    certificate: str = ""


def write_mandate(
    call_center_id: UUID, mandate: Mandate, *, by: Actor, at: datetime
) -> MandateRecord:
    """Write down what the mandate of an outsourced call center rests on, and how it ended.

    :raises NotVisible: for anybody but the privacy officer, and for a call center that the
        organization does not have.
    :raises NotOutsourced: for one in-house.
    """
    check_officer(by)
    center = CallCenter.objects.of(by.organization_id).filter(id=call_center_id).first()
    if center is None:
        raise NotVisible
    if center.kind != CallCenter.Kind.OUTSOURCED:
        raise NotOutsourced
    told = vars(mandate) | {"written_at": at, "written_by_id": by.person_id}
    record, _ = MandateRecord.objects.update_or_create(
        organization_id=by.organization_id, call_center_id=center.id, defaults=told
    )
    return record
