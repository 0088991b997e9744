"""What the desks list: whose rows, which of them, in which order; asked for whoever reads."""

from datetime import UTC, date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from relais.appointments.queries import (
    Appointment,
    appointments_visible_to,
    outcomes_due,
    silent,
    untold,
)
from relais.calls.queries import Callback, callbacks_since
from relais.leads.queries import Lead, State, disputes_among, disputes_to_judge, leads_visible_to
from relais.people.queries import Access, AskedBy, Listing
from relais.routing.queries import queue_visible_to

MOST: Final = 12
MOST_TO_TELL: Final = 50  # they stand by rep, of each the first few open
MOST_NEWS: Final = 100
MOST_MINE: Final = 200
WITH_REP: Final = [State.TRANSMITTED.value, State.TAKEN_UP.value, State.IN_APPROACH.value]
TO_JUDGE: Final = [s.value for s in State if s.value.startswith("contested")]
QUALIFYING: Final = [State.NEW.value, State.QUALIFYING.value]
# Examples that nobody asks with.
AT: Final = (datetime(1900, 1, 1, tzinfo=UTC),)
SINCE: Final = (datetime(1900, 1, 2, tzinfo=UTC),)
ON: Final = (date(1900, 1, 3),)


def _found(access: Access) -> QuerySet[Lead]:
    return leads_visible_to(access).filter(originator_id=access.person_id)


def _of_center(access: Access) -> QuerySet[Lead]:
    return leads_visible_to(access).filter(call_center_id__in=access.supervised)


def _sent_back(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    return leads.filter(state=State.RETURNED.value).order_by("state_since", "id")


def _to_the_end(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    return leads.exclude(state__in=QUALIFYING).order_by("-opened_at", "-id")


def _of_rep(access: Access, state: State) -> QuerySet[Lead]:
    return leads_visible_to(access).filter(rep_id=access.person_id, state=state.value)


def _coming(access: Access, at: datetime) -> QuerySet[Appointment]:
    diary = appointments_visible_to(access).filter(rep_id=access.person_id)
    return diary.filter(starts_at__gt=at, occupying=True).order_by("starts_at", "id")


def _late(access: Access, at: datetime) -> QuerySet[Lead]:
    leads = leads_visible_to(access).filter(state=State.TRANSMITTED.value, due_at__lte=at)
    return leads.order_by("due_at", "id")


SENT_BACK: Final = Listing(lambda access: _sent_back(_found(access)), most=MOST)
IN_HAND: Final = Listing(
    lambda access: _found(access).filter(state=State.QUALIFYING.value), most=MOST
)
FOUND: Final = Listing(lambda access: _to_the_end(_found(access)), most=MOST)

CENTER_SENT_BACK: Final = Listing(lambda access: _sent_back(_of_center(access)), most=MOST)
CENTER_DISPUTES: Final = Listing(lambda access: disputes_among(_of_center(access)), most=MOST)
CENTER_FOUND: Final = Listing(lambda access: _to_the_end(_of_center(access)), most=MOST)

MINE: Final = AskedBy(
    lambda access: (
        leads_visible_to(access)
        .filter(rep_id=access.person_id, state__in=WITH_REP)
        .order_by("id")
        .values_list("id", "sequence", "due_at")[:MOST_MINE]
    )
)
UNTOLD: Final = AskedBy(
    lambda access: (
        untold(access)
        .filter(rep_id=access.person_id)
        .order_by("-starts_at", "id")
        .values_list("id", "starts_at")[:MOST_MINE]
    )
)
OFFERED: Final = Listing(
    lambda access: _of_rep(access, State.TRANSMITTED).order_by("due_at", "id"), most=MOST
)
TAKEN_UP: Final = Listing(lambda access: _of_rep(access, State.TAKEN_UP), most=MOST)
APPROACHED: Final = Listing(lambda access: _of_rep(access, State.IN_APPROACH), most=MOST)
OWN_DUE: Final = Listing(
    lambda access, at: outcomes_due(access, at=at).filter(rep_id=access.person_id),
    most=MOST,
    examples=AT,
)
COMING: Final = Listing(_coming, most=MOST, examples=AT)

DISPUTES: Final = Listing(
    lambda access, on: disputes_to_judge(access, on=on), most=MOST, examples=ON
)
QUEUE: Final = Listing(queue_visible_to, most=MOST)
LATE: Final = Listing(_late, most=MOST, examples=AT)
DUE: Final = Listing(lambda access, at: outcomes_due(access, at=at), most=MOST, examples=AT)
SILENT: Final = Listing(lambda access, at: silent(access, at=at), most=MOST_TO_TELL, examples=AT)


def _new(leads: QuerySet[Lead], since: datetime, *states: str) -> QuerySet[Lead]:
    return leads.filter(state__in=states, state_since__gt=since).order_by("id")


def _came_stuck(access: Access, since: datetime, on: date) -> QuerySet[Lead]:
    new = _new(leads_visible_to(access), since, State.VALIDATED.value, *TO_JUDGE)
    judged = disputes_to_judge(access, on=on).order_by()
    return new.filter(Q(state=State.VALIDATED.value) | Q(id__in=judged.values("id")))


def _over(access: Access, since: datetime, at: datetime) -> QuerySet[Appointment]:
    return outcomes_due(access, at=at).filter(starts_at__gt=since).order_by("id")


def _fell_due(access: Access, since: datetime, at: datetime, on: date) -> QuerySet[Callback]:
    return callbacks_since(access, since=since, at=at, on=on).order_by("id")


CAME_BACK: Final = Listing(
    lambda access, since: _new(_found(access), since, State.RETURNED.value),
    most=MOST_NEWS,
    examples=SINCE,
)
CENTER_CAME_BACK: Final = Listing(
    lambda access, since: _new(_of_center(access), since, State.RETURNED.value, *TO_JUDGE),
    most=MOST_NEWS,
    examples=SINCE,
)
CAME_STUCK: Final = Listing(_came_stuck, most=MOST_NEWS, examples=(*SINCE, *ON))
FELL_LATE: Final = Listing(
    lambda access, since, at: _late(access, at).filter(due_at__gt=since),
    most=MOST_NEWS,
    examples=(*SINCE, *AT),
)
CAME_OVER: Final = Listing(_over, most=MOST_NEWS, examples=(*SINCE, *AT))
CAME_OFFERED: Final = Listing(
    lambda access, since: _new(
        leads_visible_to(access).filter(rep_id=access.person_id), since, State.TRANSMITTED.value
    ),
    most=MOST_NEWS,
    examples=SINCE,
)
OWN_OVER: Final = Listing(
    lambda access, since, at: _over(access, since, at).filter(rep_id=access.person_id),
    most=MOST_NEWS,
    examples=(*SINCE, *AT),
)
FELL_DUE: Final = Listing(_fell_due, most=MOST_NEWS, examples=(*SINCE, *AT, *ON))
