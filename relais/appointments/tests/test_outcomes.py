from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from relais.appointments.rules import (
    AppointmentFacts,
    Dueness,
    Status,
    check_changeable,
    check_correction,
    check_report,
    dueness,
)
from relais.appointments.rules.outcomes import (
    AlreadyReported,
    AlreadyStarted,
    NotBooked,
    NothingToCorrect,
    NotStarted,
    NotYourAppointment,
    ReasonNeeded,
    ReasonNotWanted,
)
from relais.leads.events.terms import Outcome
from relais.lib.errors import Refusal
from relais.people.rules.access import Access, Actor, Door, Role

START = datetime(2026, 6, 8, 9, tzinfo=UTC)
CLOSED = START + timedelta(days=2)
HOUR = timedelta(hours=1)
ORGANIZATION, REMY_ID, OLGA_ID, MAYA_ID, REASON = (UUID(int=number) for number in range(1, 6))
FACTS = AppointmentFacts(START, CLOSED, rep_id=REMY_ID, unit_path="/france/lyon/")


def person(person_id: UUID, role: Role, path: str) -> Actor:
    access = Access(ORGANIZATION, person_id, frozenset({role}), {role: frozenset({path})})
    return Actor(ORGANIZATION, Door.WEB, access)


REMY = person(REMY_ID, Role.REP, "/france/lyon/")
OLGA = person(OLGA_ID, Role.REP, "/france/lyon/")
MAYA = person(MAYA_ID, Role.MANAGER, "/france/")
MANAGER_ELSEWHERE = person(UUID(int=9), Role.MANAGER, "/france/lille/")


@pytest.mark.parametrize(
    ("outcome", "held", "honoured"),
    [
        (Outcome.HELD, True, True),
        (Outcome.PROSPECT_ABSENT, False, True),
        (Outcome.REP_ABSENT, False, False),
        (Outcome.REP_CANCELLED, False, False),
    ],
)
def test_honouring_is_the_part_of_the_rep(outcome: Outcome, held: bool, honoured: bool) -> None:
    counted = dueness(replace(FACTS, outcome=outcome), at=CLOSED)
    assert counted == Dueness(due=True, held=held, honoured=honoured, silent=False, awaited=False)


def test_silence_is_due_and_never_held() -> None:
    assert dueness(FACTS, at=CLOSED) == Dueness(True, False, False, silent=True, awaited=True)


def test_nothing_is_due_before_the_window_is_closed() -> None:
    at = CLOSED - HOUR
    assert dueness(FACTS, at=at) == Dueness(False, False, False, silent=False, awaited=True)
    assert not any(dueness(replace(FACTS, outcome=Outcome.HELD), at=at))
    assert not any(dueness(FACTS, at=START - HOUR))


def test_what_the_prospect_cancelled_is_not_due() -> None:
    assert not any(dueness(replace(FACTS, outcome=Outcome.PROSPECT_CANCELLED), at=CLOSED))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.LAPSED, Status.RESERVED])
def test_what_nobody_was_to_keep_is_not_due(status: Status) -> None:
    assert not any(dueness(replace(FACTS, status=status), at=CLOSED))


def test_what_the_rep_cancelled_stays_due_though_the_slot_was_freed() -> None:
    facts = replace(FACTS, status=Status.CANCELLED, outcome=Outcome.REP_CANCELLED)
    assert dueness(facts, at=CLOSED).due
    assert not dueness(facts, at=CLOSED).honoured


def test_a_move_before_the_start_carries_dueness_to_the_new_slot() -> None:
    moved = replace(FACTS, starts_at=CLOSED + HOUR, window_closes_at=CLOSED + 2 * HOUR)
    assert not any(dueness(moved, at=CLOSED))
    assert dueness(moved, at=CLOSED + 2 * HOUR).silent


@pytest.mark.parametrize("by", [REMY, MAYA])
def test_the_rep_and_his_manager_say_what_became_of_it(by: Actor) -> None:
    check_report(FACTS, outcome=Outcome.HELD, reason_id=None, by=by, at=START)
    check_report(FACTS, outcome=Outcome.REP_ABSENT, reason_id=REASON, by=by, at=CLOSED + HOUR)


@pytest.mark.parametrize("by", [OLGA, MANAGER_ELSEWHERE])
def test_nobody_else_does(by: Actor) -> None:
    with pytest.raises(NotYourAppointment):
        check_report(FACTS, outcome=Outcome.HELD, reason_id=None, by=by, at=START)
    with pytest.raises(NotYourAppointment):
        check_correction(
            replace(FACTS, outcome=Outcome.REP_ABSENT),
            outcome=Outcome.HELD, reason_id=None, by=by, at=START,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "outcome", "reason_id", "at", "refusal"),
    [
        (FACTS, Outcome.HELD, None, START - HOUR, NotStarted),
        (FACTS, Outcome.REP_ABSENT, REASON, START - HOUR, NotStarted),
        (FACTS, Outcome.REP_ABSENT, None, START, ReasonNeeded),
        (FACTS, Outcome.REP_CANCELLED, None, START - HOUR, ReasonNeeded),
        (FACTS, Outcome.PROSPECT_ABSENT, REASON, START, ReasonNotWanted),
        (replace(FACTS, status=Status.CANCELLED), Outcome.HELD, None, START, NotBooked),
        (replace(FACTS, status=Status.LAPSED), Outcome.HELD, None, START, NotBooked),
        (replace(FACTS, status=Status.RESERVED), Outcome.HELD, None, START, NotBooked),
        (replace(FACTS, outcome=Outcome.HELD), Outcome.HELD, None, START, AlreadyReported),
    ],
)
def test_a_report_that_may_not_be_made_is_refused_in_words(
    facts: AppointmentFacts, outcome: Outcome, reason_id: UUID | None, at: datetime,
    refusal: type[Refusal],
) -> None:  # fmt: skip
    with pytest.raises(refusal) as refused:
        check_report(facts, outcome=outcome, reason_id=reason_id, by=REMY, at=at)
    assert str(refused.value).endswith(".")


def test_both_sides_may_cancel_before_the_start() -> None:
    before = START - HOUR
    check_report(FACTS, outcome=Outcome.PROSPECT_CANCELLED, reason_id=None, by=REMY, at=before)
    check_report(FACTS, outcome=Outcome.REP_CANCELLED, reason_id=REASON, by=REMY, at=before)


def test_what_was_said_may_be_corrected_but_not_repeated() -> None:
    said = replace(FACTS, outcome=Outcome.REP_ABSENT, reason_id=REASON)
    check_correction(said, outcome=Outcome.HELD, reason_id=None, by=REMY, at=CLOSED)
    check_correction(said, outcome=Outcome.REP_ABSENT, reason_id=MAYA_ID, by=REMY, at=CLOSED)
    for facts in (FACTS, said):
        with pytest.raises(NothingToCorrect):
            check_correction(
                facts, outcome=Outcome.REP_ABSENT, reason_id=REASON, by=REMY, at=CLOSED
            )


@pytest.mark.parametrize(
    ("facts", "at", "refusal"),
    [
        (FACTS, START, AlreadyStarted),
        (replace(FACTS, status=Status.CANCELLED), START - HOUR, NotBooked),
        (replace(FACTS, status=Status.LAPSED), START, NotBooked),
        (replace(FACTS, outcome=Outcome.REP_CANCELLED), START - HOUR, AlreadyReported),
    ],
)
def test_only_what_is_to_come_may_be_moved_or_cancelled(
    facts: AppointmentFacts, at: datetime, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_changeable(facts, at=at)


@pytest.mark.parametrize("status", [Status.BOOKED, Status.RESERVED])
def test_a_slot_to_come_may_be_moved_even_before_the_review(status: Status) -> None:
    check_changeable(replace(FACTS, status=status), at=START - HOUR)
