"""The table of life: every pair of it, every pair outside it, and random lives."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.leads import events as e
from relais.leads.events import CATALOGUE, AssignmentReason, Event, State
from relais.leads.lifecycle import OPEN, TABLE, Fold, NotAllowed, Told, after, apply, replay

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
ID = UUID(int=7)

SAMPLES: dict[type[Event], Event] = {
    e.LeadOpened: e.LeadOpened(campaign_id=ID, account_id=ID, contact_id=ID, originator_id=ID),
    e.LeadAssigned: e.LeadAssigned(rep_id=ID, reason=AssignmentReason.SHARE, due_at=AT),
    e.LeadReassigned: e.LeadReassigned(rep_id=uuid4(), reason=AssignmentReason.MANAGER),
    e.LeadReleased: e.LeadReleased(e.ReleaseReason.LEAVER),
    e.LeadTakeUpExpired: e.LeadTakeUpExpired(rep_id=ID),
    e.LeadTakenUp: e.LeadTakenUp(rep_id=ID),
    e.LeadApproachStarted: e.LeadApproachStarted(e.Approach.CALL),
    e.LeadContested: e.LeadContested(rep_id=ID, reason_id=ID),
    e.LeadRecovered: e.LeadRecovered(new_lead_id=ID, campaign_id=ID),
    e.LeadWithdrawn: e.LeadWithdrawn(e.WithdrawalCause.OBJECTION),
    e.LeadImportUndone: e.LeadImportUndone(ID),
    e.AppointmentBooked: e.AppointmentBooked(ID, ID, AT, AT, AT),
    e.AppointmentMoved: e.AppointmentMoved(ID, ID, AT, AT, AT),
    e.AppointmentCancelled: e.AppointmentCancelled(ID, e.CancelCause.PROSPECT),
    e.AppointmentLapsed: e.AppointmentLapsed(ID),
    e.AppointmentOutcomeReported: e.AppointmentOutcomeReported(ID, e.Outcome.HELD),
    e.AppointmentOutcomeCorrected: e.AppointmentOutcomeCorrected(ID, e.Outcome.HELD),
    e.AppointmentProspectSaid: e.AppointmentProspectSaid(ID, e.Outcome.HELD),
}


def sample(kind: type[Event]) -> Event:
    return SAMPLES[kind] if kind in SAMPLES else kind()


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(CATALOGUE.values()), ids=lambda kind: kind.kind)
def test_what_is_not_in_the_table_is_refused(state: State, kind: type[Event]) -> None:
    if (state, kind) in TABLE:
        assert after(state, sample(kind)) is TABLE[state, kind]
    else:
        with pytest.raises(NotAllowed):
            after(state, sample(kind))


@pytest.mark.parametrize(
    ("state", "event", "following"),
    [
        (State.QUALIFYING, e.LeadSubmitted(), State.SUBMITTED),
        (State.SUBMITTED, e.LeadValidated(), State.VALIDATED),
        (State.TRANSMITTED, sample(e.LeadTakenUp), State.TAKEN_UP),
        (State.TRANSMITTED, sample(e.LeadTakeUpExpired), State.VALIDATED),
        (State.TAKEN_UP, sample(e.LeadContested), State.CONTESTED_TAKEN),
        (State.CONTESTED_TAKEN, e.LeadContestDismissed(), State.TAKEN_UP),
        (State.CONTESTED_APPROACH, e.LeadContestUpheld(), State.REFUSED),
        (State.CONTESTED_NEW, e.LeadContestSentBack(), State.RETURNED),
        (State.CONTESTED_NEW, e.LeadContestRerouted(), State.VALIDATED),
        (State.IN_APPROACH, e.LeadWon(), State.WON),
        (State.LOST, e.LeadReopened(), State.IN_APPROACH),
        (State.REFUSED, sample(e.LeadRecovered), State.RECOVERED),
    ],
)
def test_the_life_of_the_domain(state: State, event: Event, following: State) -> None:
    assert after(state, event) is following


@pytest.mark.parametrize("state", [State.WON, State.RECOVERED, State.VOIDED])
def test_an_end_that_stays_is_not_withdrawn(state: State) -> None:
    with pytest.raises(NotAllowed):
        after(state, sample(e.LeadWithdrawn))


def test_a_refused_event_leaves_the_fold_as_it_was() -> None:
    fold = Fold()
    before = Fold()
    with pytest.raises(NotAllowed):
        apply(fold, sample(e.LeadTakenUp), Told(AT))
    assert fold == before


def test_an_inferred_step_moves_the_state_and_gives_no_time() -> None:
    fold = replay(
        [
            (sample(e.LeadOpened), Told(AT)),
            (e.LeadSubmitted(), Told(AT, inferred=True)),
            (e.LeadValidated(), Told(AT, inferred=True)),
            (sample(e.LeadAssigned), Told(AT, inferred=True)),
        ]
    )
    assert fold.state is State.TRANSMITTED
    assert (fold.submitted_at, fold.validated_at, fold.transmitted_at, fold.turn_at) == (None,) * 4


def test_two_lapsed_turns_are_counted_with_their_reps() -> None:
    fold = replay(
        [(sample(e.LeadOpened), Told(AT)), (e.LeadSubmitted(), Told(AT))]
        + [(e.LeadValidated(), Told(AT))]
        + [(sample(e.LeadAssigned), Told(AT)), (sample(e.LeadTakeUpExpired), Told(AT))] * 2
    )
    assert (fold.lapsed_turns, fold.lapsed_reps, fold.rep_id) == (2, [str(ID)] * 2, None)
    assert fold.due_at is None


@given(st.lists(st.sampled_from(sorted(CATALOGUE)), max_size=60))
def test_random_lives_never_leave_the_table(kinds: list[str]) -> None:
    fold, at, told = Fold(), AT, []
    for kind in ["lead.opened", *kinds]:
        event = sample(CATALOGUE[kind])
        at += timedelta(minutes=1)
        try:
            apply(fold, event, Told(at))
        except NotAllowed:
            continue
        told.append((event, Told(at)))
    assert replay(told) == fold
    assert fold.sequence == len(told)
    assert fold.state in OPEN or fold.closed_at is not None
    assert (fold.due_at is None) == (fold.due_for is None)
    assert fold.state is not State.WON or fold.won_at is not None
