"""Histories with holes made whole, by the table of life alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.exchange.rules import CannotFollow, Fact, NobodyNamed, Rep, complete
from relais.leads.events import (
    AppointmentBooked,
    AppointmentOutcomeReported,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadAssigned,
    LeadDropped,
    LeadLost,
    LeadOpened,
    LeadReassigned,
    LeadRefused,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    LeadWon,
    Outcome,
    State,
)
from relais.leads.lifecycle import Told, replay

START = datetime(2026, 3, 10, 9, tzinfo=UTC)
REMY, OLGA = Rep(UUID(int=1)), Rep(UUID(int=2))
OPENED = LeadOpened(UUID(int=3), UUID(int=4), UUID(int=5))
SLOT = AppointmentBooked(
    UUID(int=6), REMY.id, START, START + timedelta(hours=1), START + timedelta(days=2)
)
WAY_TO_A_REP = [LeadSubmitted, LeadValidated, LeadAssigned]
WAY_TO_THE_END = [*WAY_TO_A_REP, LeadTakenUp, LeadApproachStarted]


def fact(event: Event, *, days: int = 1, rep: Rep | None = None) -> Fact:
    return Fact(event, START + timedelta(days=days), rep=rep)


def types(facts: list[Fact]) -> list[type[Event]]:
    return [type(each.event) for each in facts]


def test_a_win_is_reached_by_the_whole_way() -> None:
    whole = complete([fact(LeadWon(), rep=REMY)], state=State.QUALIFYING)

    assert types(whole) == [*WAY_TO_THE_END, LeadWon]
    assert [each.inferred for each in whole] == [True] * 5 + [False]
    assert {each.at for each in whole} == {START + timedelta(days=1)}


def test_told_steps_are_kept_and_only_the_holes_are_filled() -> None:
    told = [fact(LeadTakenUp(REMY.id), rep=REMY), fact(LeadWon(), days=9, rep=REMY)]
    whole = complete(told, state=State.QUALIFYING)

    assert types(whole) == [*WAY_TO_THE_END, LeadWon]
    assert [each.at for each in whole if not each.inferred] == [each.at for each in told]


def test_what_was_lost_by_nobody_passes_over_no_rep() -> None:
    assert types(complete([fact(LeadLost())], state=State.QUALIFYING)) == [
        LeadSubmitted,
        LeadValidated,
        LeadLost,
    ]


def test_what_a_rep_lost_passes_over_him() -> None:
    assert types(complete([fact(LeadLost(), rep=REMY)], state=State.QUALIFYING)) == [
        *WAY_TO_A_REP,
        LeadTakenUp,
        LeadLost,
    ]


def test_a_lead_that_another_rep_had_was_reassigned_to_him() -> None:
    whole = complete([fact(LeadWon(), rep=OLGA)], state=State.TAKEN_UP, rep_id=REMY.id)

    assert types(whole) == [LeadReassigned, LeadTakenUp, LeadApproachStarted, LeadWon]
    assert whole[0].event == LeadReassigned(OLGA.id, AssignmentReason.IMPORTED)


def test_a_slot_is_held_without_a_review_and_honour_implies_approach() -> None:
    held = AppointmentOutcomeReported(SLOT.appointment_id, Outcome.HELD)
    whole = complete([fact(SLOT), fact(held, rep=REMY)], state=State.QUALIFYING)

    assert types(whole) == [AppointmentBooked, *WAY_TO_THE_END, AppointmentOutcomeReported]


def test_an_appointment_not_honoured_implies_no_approach() -> None:
    absent = AppointmentOutcomeReported(SLOT.appointment_id, Outcome.REP_ABSENT)
    whole = complete([fact(SLOT), fact(absent, rep=REMY)], state=State.QUALIFYING)

    assert types(whole) == [AppointmentBooked, *WAY_TO_A_REP, AppointmentOutcomeReported]


def test_nothing_follows_an_end() -> None:
    with pytest.raises(CannotFollow, match=r"refused cannot become “lead\.won”") as refused:
        complete([fact(LeadDropped()), fact(LeadWon(), rep=REMY)], state=State.QUALIFYING)

    assert isinstance(refused.value.fact.event, LeadWon)


def test_a_win_by_nobody_is_refused() -> None:
    with pytest.raises(NobodyNamed, match=r"lead\.won"):
        complete([fact(LeadWon())], state=State.QUALIFYING)


TOLD = st.sampled_from(
    [
        LeadSubmitted(),
        LeadValidated(),
        LeadRefused(),
        LeadDropped(),
        LeadAssigned(REMY.id, AssignmentReason.IMPORTED),
        LeadTakenUp(REMY.id),
        LeadLost(),
        LeadWon(),
        SLOT,
        AppointmentOutcomeReported(SLOT.appointment_id, Outcome.HELD),
    ]
)


@given(st.lists(TOLD, max_size=6), st.sampled_from([None, REMY, OLGA]))
def test_whatever_is_told_is_refused_or_a_life_that_the_table_knows(
    events: list[Event], rep: Rep | None
) -> None:
    by_rep = LeadTakenUp | LeadLost | LeadWon | AppointmentOutcomeReported
    told = [
        fact(event, days=day, rep=rep if isinstance(event, by_rep) else None)
        for day, event in enumerate(events)
    ]
    try:
        whole = complete([fact(OPENED, days=0), *told])
    except CannotFollow:
        return
    fold = replay((each.event, Told(each.at, each.inferred)) for each in whole)

    assert fold.sequence == len(whole)
    assert [each.event for each in whole if not each.inferred] == [OPENED, *events]
