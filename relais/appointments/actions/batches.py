"""Booking and reporting many appointments at once, by the same rules: the diaries are read once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from relais.appointments.actions.book import shape_for
from relais.appointments.actions.diary import hold_diaries, last_word
from relais.appointments.actions.rebook import ask_to_rebook
from relais.appointments.actions.report import begun
from relais.appointments.models import Appointment
from relais.appointments.queries import buffer_of, facts_of, outcome_due_at, to_come
from relais.appointments.rules import (
    REASON_NEEDED,
    check_booker,
    check_only_one,
    check_report,
    check_slot,
    whose_diary,
)
from relais.appointments.rules.booking import NotARep
from relais.calls.queries import CallbackWhy
from relais.campaigns.models import Campaign
from relais.campaigns.queries import check_reason
from relais.campaigns.rules.terms import ReasonKind
from relais.database.models import uuid7
from relais.leads.actions.batches import Order, held, unit_paths
from relais.leads.events import (
    AppointmentBooked,
    AppointmentOutcomeReported,
    Event,
    Mode,
    Outcome,
    State,
)
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from relais.leads.queries import NotAllowed, allows
from relais.lib.errors import NotVisible
from relais.lib.periods import Period
from relais.people.models import Membership
from relais.people.queries import Calendars, absences_of
from relais.people.rules.access import Role
from relais.people.rules.working_time import DAY


@dataclass(frozen=True)
class Booking:
    """A slot wanted for a lead, as long as its campaign says."""

    order: Order
    rep_id: UUID | None
    starts_at: datetime
    mode: Mode


@dataclass(frozen=True)
class Report:
    """What somebody says became of an appointment; the order's target is the appointment."""

    order: Order
    outcome: Outcome
    reason_id: UUID | None


def book_appointments(bookings: Sequence[Booking]) -> dict[UUID, UUID]:
    """Book many slots; give the appointment's id, by lead.

    :raises Refusal: as `book_appointment`, and nothing is written.
    """
    with held([booking.order for booking in bookings]) as leads:
        organization_id = bookings[0].order.by.organization_id
        campaigns = Campaign.objects.of(organization_id).in_bulk(
            {lead.campaign_id for lead in leads.values()}
        )
        reps = {each.order.target_id: _rep_of(each, leads) for each in bookings}
        first = min(each.order.at for each in bookings)
        held_now = to_come(organization_id, at=first).filter(lead_id__in=leads)
        check_only_one(held_now.values_list("starts_at", flat=True).first())
        hold_diaries(set(reps.values()), organization_id=organization_id)
        diaries = _Diaries(set(reps.values()), bookings, organization_id)
        paths = unit_paths(leads.values())
        entries, booked = [], {}
        for each in bookings:
            lead = leads[each.order.target_id]
            check_booker(lead, paths.get(lead.unit_id), by=each.order.by)
            if not allows(State(lead.state), AppointmentBooked):
                raise NotAllowed(state=lead.state)
            event = diaries.take(each, rep_id=reps[lead.id], campaign=campaigns[lead.campaign_id])
            entries.append(Entry(lead, event, each.order.by, each.order.at))
            booked[lead.id] = event.appointment_id
        with last_word():
            append_many(entries)
    return booked


def report_outcomes(reports: Sequence[Report]) -> dict[UUID, Lead]:
    """Say what became of many appointments; give the lead of each, by appointment.

    :raises Refusal: as `report_outcome`, and nothing is written.
    """
    organization_id = reports[0].order.by.organization_id
    ids = [each.order.target_id for each in reports]
    rows = Appointment.objects.of(organization_id).filter(id__in=ids)
    lead_of = dict(rows.values_list("id", "lead_id"))
    if len(lead_of) < len(set(ids)):
        raise NotVisible
    for reason_id in {each.reason_id for each in reports if each.reason_id}:
        check_reason(reason_id, ReasonKind.NOT_HONOURED, organization_id=organization_id)
    orders = [replace(r.order, target_id=lead_of[r.order.target_id]) for r in reports]
    with held(orders) as leads:
        appointments = rows.select_related("unit").in_bulk()
        entries: list[Entry] = []
        for each in reports:
            row = appointments[each.order.target_id]
            entries += _said(each, row, leads[row.lead_id])
        append_many(entries)
        for each in reports:
            if each.outcome in REASON_NEEDED:
                lead = leads[lead_of[each.order.target_id]]
                _apologise(lead, each)
    return {appointment_id: leads[lead_id] for appointment_id, lead_id in lead_of.items()}


def _said(each: Report, row: Appointment, lead: Lead) -> list[Entry]:
    by, at = each.order.by, each.order.at
    check_report(facts_of(row), outcome=each.outcome, reason_id=each.reason_id, by=by, at=at)
    events: list[Event] = [AppointmentOutcomeReported(row.id, each.outcome, each.reason_id)]
    if each.outcome is Outcome.HELD and lead.rep_id == row.rep_id:
        events += begun(lead)
    return [Entry(lead, event, by, at) for event in events]


def _apologise(lead: Lead, each: Report) -> None:
    by, at, why = each.order.by, each.order.at, CallbackWhy.APOLOGY
    ask_to_rebook(lead, each.order.target_id, why=why, by=by, at=at)


def _rep_of(booking: Booking, leads: dict[UUID, Lead]) -> UUID:
    lead = leads[booking.order.target_id]
    return whose_diary(lead.rep_id, promised=lead.promised_rep_id, wanted=booking.rep_id)


class _Diaries:
    """The diaries of some reps, held and read once; what is taken now is busy for the next."""

    def __init__(
        self, rep_ids: Collection[UUID], bookings: Sequence[Booking], organization_id: UUID
    ) -> None:
        start = min(each.starts_at for each in bookings) - DAY
        end = max(each.starts_at for each in bookings) + 2 * DAY
        self._calendars = Calendars(organization_id)
        self._absent: defaultdict[UUID, list[Period]] = defaultdict(list)
        for row in absences_of(organization_id, rep_ids, start=start, end=end):
            self._absent[row.person_id].append(Period(row.starts_at, row.ends_at))
        self._busy: defaultdict[UUID, list[Period]] = defaultdict(list)
        rows = Appointment.objects.of(organization_id).filter(
            rep_id__in=rep_ids,
            occupying=True,
            occupied_from__lt=end,
            occupied_until__gt=start,
        )
        for rep_id, since, until in rows.values_list("rep_id", "occupied_from", "occupied_until"):
            self._busy[rep_id].append(Period(since, until))
        posts = Membership.objects.of(organization_id).filter(
            person_id__in=rep_ids, role=Role.REP.value
        )
        self._posts = list(posts.select_related("person"))
        self._calendars.learn(
            {
                post.person_id: (post.person.country, post.person.subdivision, post.person.timezone)
                for post in self._posts
            }
        )

    def take(self, booking: Booking, *, rep_id: UUID, campaign: Campaign) -> AppointmentBooked:
        """Give the event that books a slot, once it is found to be free."""
        by, at = booking.order.by, booking.order.at
        length = timedelta(minutes=campaign.slot_minutes)
        slot = Period(booking.starts_at, booking.starts_at + length)
        calendar = self._calendars.of_person(rep_id)
        if not self._in_post(rep_id, calendar.local(slot.start).date()):
            raise NotARep
        buffer = buffer_of(campaign, booking.mode)
        shape = shape_for(campaign, buffer, rep_id, by)
        absent = calendar.absent(self._absent[rep_id]) if self._absent[rep_id] else calendar
        check_slot(absent, slot=slot, busy=self._busy[rep_id], shape=shape, at=at)
        way = timedelta(minutes=buffer)
        self._busy[rep_id].append(Period(slot.start - way, slot.end + way))
        return AppointmentBooked(
            appointment_id=uuid7(),
            rep_id=rep_id,
            starts_at=slot.start,
            ends_at=slot.end,
            outcome_due_at=outcome_due_at(calendar, ends_at=slot.end, campaign=campaign),
            buffer_minutes=buffer,
            mode=booking.mode,
        )

    def _in_post(self, rep_id: UUID, day: date) -> bool:
        return any(
            post.person_id == rep_id
            and post.since <= day
            and (post.until is None or day <= post.until)
            and (post.person.left_on is None or day < post.person.left_on)
            for post in self._posts
        )
