"""Taking a slot: the rep's diary is held, the slot checked, the database has the last word."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from relais.appointments.models import SLOTS_APART
from relais.appointments.queries import busy_of, calendar_of_rep, check_in_post
from relais.appointments.rules import SlotShape, check_forward, check_slot
from relais.appointments.rules.slots import SlotTaken
from relais.database.statements import send_waiting
from relais.lib.periods import Period
from relais.people.models import Person
from relais.people.rules.working_time import Calendar


def hold_diaries(rep_ids: Collection[UUID], *, organization_id: UUID) -> None:
    """Hold the diaries of some reps until the transaction ends, after the leads it holds.

    Everybody locks leads first, then reps, each in the order of their ids: nobody waits in a
    circle. The lock leaves the foreign keys of other people's rows alone.
    """
    rows = Person.objects.of(organization_id).filter(id__in=rep_ids).order_by("id")
    list(rows.select_for_update(no_key=True).values_list("id"))


def check_free(
    rep_id: UUID,
    *,
    slot: Period,
    shape: SlotShape,
    at: datetime,
    organization_id: UUID,
    leaving_out: Collection[UUID] = (),
) -> Calendar:
    """Refuse a slot that a rep whose diary is held cannot take; give his calendar.

    :raises NotVisible: when the organization has no such person.
    :raises NotARep: for who is no rep on that day.
    :raises TooSoon: in the past, or before the end of the notice.
    :raises OutsideWorkingTime: when he does not work, or is absent.
    :raises SlotTaken: when something else stands there, or on the way.
    """
    check_forward(slot)
    calendar = calendar_of_rep(rep_id, window=slot, organization_id=organization_id)
    check_in_post(rep_id, calendar=calendar, slot=slot, organization_id=organization_id)
    busy = busy_of(
        rep_id,
        around=slot,
        shape=shape,
        organization_id=organization_id,
        leaving_out=leaving_out,
    )
    check_slot(calendar, slot=slot, busy=busy, shape=shape, at=at)
    return calendar


@contextmanager
def last_word() -> Iterator[None]:
    """Turn the database's own refusal of an overlap into words; the transaction is lost then.

    :raises SlotTaken: then.
    """
    try:
        yield
        send_waiting()
    except IntegrityError as error:
        if SLOTS_APART not in str(error):
            raise
        raise SlotTaken from error
