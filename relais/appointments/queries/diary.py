"""A rep's diary: when he works, what is taken, what may be booked."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from relais.appointments import rules
from relais.appointments.models import Appointment
from relais.appointments.queries.lists import appointments_visible_to
from relais.appointments.rules import SlotShape, Status
from relais.appointments.rules.booking import NotARep
from relais.campaigns.models import Campaign
from relais.leads.events import Mode
from relais.lib.errors import NotVisible
from relais.lib.periods import Period
from relais.people.models import Person
from relais.people.queries import (
    Calendars,
    absences_of,
    holders_of,
    persons_visible_to,
)
from relais.people.rules.access import Access, Role
from relais.people.rules.working_time import DAY, Calendar, Span, add_span

STEP: Final = timedelta(minutes=30)
STANDING: Final = [Status.RESERVED.value, Status.BOOKED.value]


class DiaryEntry(NamedTuple):
    """A stretch of a rep's diary; without an appointment the slot is merely reserved."""

    starts_at: datetime
    ends_at: datetime
    appointment: Appointment | None


def free_slots(
    rep_id: UUID,
    *,
    start: datetime,
    end: datetime,
    campaign: Campaign,
    mode: Mode,
    at: datetime,
) -> list[Period]:
    """List the slots of a campaign that may be booked with a rep between two moments.

    Within his working time and absences, clear of what is booked or held, the ways included, and
    late enough for the lead to be reviewed before.
    """
    window = Period(start, end)
    shape = shape_of(campaign, buffer=buffer_of(campaign, mode))
    calendar = calendar_of_rep(rep_id, window=window, organization_id=campaign.organization_id)
    busy = busy_of(rep_id, around=window, shape=shape, organization_id=campaign.organization_id)
    return rules.free_slots(calendar, window=window, busy=busy, shape=shape, at=at)


def diary_of(rep_id: UUID, *, start: datetime, end: datetime, access: Access) -> list[DiaryEntry]:
    """Give what stands in a rep's diary between two moments, in order.

    What the reader may not see yet is there without its appointment: "slot reserved".
    :raises NotVisible: for who may not see this rep.
    """
    if not persons_visible_to(access).filter(id=rep_id).exists():
        raise NotVisible
    rows = (
        Appointment.objects.of(access.organization_id)
        .filter(rep_id=rep_id, status__in=STANDING, starts_at__lt=end, ends_at__gt=start)
        .order_by("starts_at", "id")
    )
    beside = appointments_visible_to(access).select_related("lead__account", "lead__contact")
    seen = {row.id: row for row in beside.filter(id__in=rows.values("id"))}
    return [DiaryEntry(row.starts_at, row.ends_at, seen.get(row.id)) for row in rows]


def shape_of(campaign: Campaign, *, buffer: int) -> SlotShape:
    """Give what a slot of a campaign needs; `buffer` is the way there, and back, in minutes."""
    way = timedelta(minutes=buffer)
    return SlotShape(
        length=timedelta(minutes=campaign.slot_minutes),
        step=STEP,
        before=way,
        after=way,
        notice=Span.parse(campaign.review_notice),
    )


def buffer_of(campaign: Campaign, mode: Mode) -> int:
    """Give the minutes of way before and after; nobody travels to a phone."""
    return campaign.buffer_minutes if mode is Mode.VISIT else 0


def calendar_of_rep(rep_id: UUID, *, window: Period, organization_id: UUID) -> Calendar:
    """Give when a rep works, less his absences around a window.

    :raises NotVisible: when the organization has no such person.
    """
    if not Person.objects.of(organization_id).filter(id=rep_id).exists():
        raise NotVisible
    absences = absences_of(
        organization_id, [rep_id], start=window.start - DAY, end=window.end + DAY
    )
    periods = absences.values_list("starts_at", "ends_at")
    return Calendars(organization_id).of_person(rep_id).absent(Period(*each) for each in periods)


def check_in_post(rep_id: UUID, *, calendar: Calendar, slot: Period, organization_id: UUID) -> None:
    """Refuse who is no rep on the day of a slot: a leaver, or somebody of another trade.

    :raises NotARep: then.
    """
    day = calendar.local(slot.start).date()
    if not holders_of(organization_id, Role.REP, on=day).filter(person_id=rep_id).exists():
        raise NotARep


def busy_of(
    rep_id: UUID,
    *,
    around: Period,
    shape: SlotShape,
    organization_id: UUID,
    leaving_out: Collection[UUID] = (),
) -> list[Period]:
    """List what is booked or held of a rep, each with its own ways, near a window."""
    rows: QuerySet[Appointment] = (
        Appointment.objects.of(organization_id)
        .filter(rep_id=rep_id, occupying=True)
        .filter(occupied_from__lt=around.end + shape.after)
        .filter(occupied_until__gt=around.start - shape.before)
        .exclude(id__in=leaving_out)
    )
    return [Period(*each) for each in rows.values_list("occupied_from", "occupied_until")]


def outcome_due_at(calendar: Calendar, *, ends_at: datetime, campaign: Campaign) -> datetime:
    """Give when the window for saying what became of it closes; absences do not stop it."""
    span = Span.parse(campaign.outcome_clock)
    return add_span(calendar.absent(()), start=ends_at, span=span)
