"""Absence and leaving: nobody's lead waits for somebody who is not there."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Greatest

from relais.leads.events import LeadReleased, ReleaseReason, State
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked_many
from relais.lib.errors import NotVisible
from relais.people.models import Absence, Membership, Person
from relais.people.rules.access import Actor
from relais.people.rules.offices import check_admin, check_stay
from relais.routing.actions.route import Desk, route_leads
from relais.routing.queries import reps_to_release
from relais.routing.rules.presence import check_forward, check_in_post, check_leads_person


def declare_absence(
    person_id: UUID, *, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime
) -> Absence:
    """Say that somebody is away; if he is now, his leads not taken up are routed again at once.

    The manager decides on what he has taken up already. The same absence said twice counts once.
    :raises NotYourPerson: for anybody but himself, who leads him, or an administrator.
    :raises EndsBeforeItStarts: for an absence without length.
    """
    check_forward(starts_at, ends_at=ends_at)
    with transaction.atomic():
        person = _led_by(person_id, by)
        absence, _ = Absence.objects.get_or_create(
            organization_id=by.organization_id,
            person=person,
            starts_at=starts_at,
            ends_at=ends_at,
            cancelled_at=None,
        )
        release_unavailable(by.organization_id, by=by, at=at)
    return absence


def cancel_absence(absence_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say that somebody is not away after all; leads that went to others stay there.

    :raises NotYourPerson: for anybody but himself, who leads him, or an administrator.
    """
    with transaction.atomic():
        rows = Absence.objects.of(by.organization_id).filter(id=absence_id)
        person_id = rows.values_list("person_id", flat=True).first()
        if person_id is None:
            raise NotVisible
        _led_by(person_id, by)
        rows.filter(cancelled_at=None).update(cancelled_at=at)


def person_leaves(person_id: UUID, *, on: date, by: Actor, at: datetime) -> Person:
    """Say on which day somebody leaves; from then on all his open leads are routed again.

    His roles end, his sign-in and keys stop with that day, what he did keeps his name.
    :raises ForAdministrators: for anybody but an administrator.
    :raises HasLeft: when he has left already.
    :raises LeavesBeforeJoining: for a day before he came.
    """
    check_admin(by)
    with transaction.atomic():
        person = _person(person_id, by)
        check_in_post(person.left_on)
        check_stay(person.joined_on, on)
        person.left_on = on
        person.save(update_fields=["left_on"])
        posts = Membership.objects.of(by.organization_id).filter(person=person)
        posts.filter(Q(until=None) | Q(until__gt=on)).update(
            until=Greatest(F("since"), Value(on, DateField()))
        )
        release_unavailable(by.organization_id, by=by, at=at)
    return person


def release_unavailable(organization_id: UUID, *, by: Actor, at: datetime) -> int:
    """Release and route again the leads of reps who have left or are away; give how many.

    The clock calls this each minute: nothing happens unless somebody is newly gone.
    """
    ids = list(reps_to_release(organization_id, at=at).values_list("id", flat=True))
    if not ids:
        return 0
    with transaction.atomic():
        leads = locked_many(ids, organization_id=organization_id)
        gone = _gone(organization_id, leads, at)
        append_many(
            [Entry(lead, LeadReleased(_why(lead, gone)), by, at) for lead in leads.values()]
        )
        route_leads(list(leads.values()), desk=Desk(organization_id, at=at), by=by)
    return len(ids)


def _gone(organization_id: UUID, leads: dict[UUID, Lead], at: datetime) -> set[UUID]:
    reps = Person.objects.of(organization_id).filter(
        id__in={lead.rep_id for lead in leads.values()}
    )
    return set(reps.filter(left_on__lte=at.date()).values_list("id", flat=True))


def _why(lead: Lead, gone: set[UUID]) -> ReleaseReason:
    leaver = lead.rep_id in gone or lead.state != State.TRANSMITTED
    return ReleaseReason.LEAVER if leaver else ReleaseReason.ABSENCE


def _led_by(person_id: UUID, by: Actor) -> Person:
    person = _person(person_id, by)
    posts = Membership.objects.of(by.organization_id).filter(person=person, unit__isnull=False)
    paths = [path for path in posts.values_list("unit__path", flat=True) if path]
    check_leads_person(person_id, paths, by=by)
    return person


def _person(person_id: UUID, by: Actor) -> Person:
    rows = Person.objects.of(by.organization_id).filter(id=person_id)
    person = rows.select_for_update().first()
    if person is None:
        raise NotVisible
    return person
