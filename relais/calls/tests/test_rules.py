"""How a call ends and what it achieves: which go together, and what follows."""

from datetime import UTC, datetime, timedelta

import pytest

from relais.calls.rules import (
    ALLOWED,
    TRY_AGAIN_AFTER,
    CallEnd,
    CallOutcome,
    WrongOutcome,
    check_outcome,
    step_after,
)
from relais.prospecting.rules import ClosedAs, Status, Step

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=2)
PAIRS = [(end, outcome) for end in CallEnd for outcome in CallOutcome]


def step(
    end: CallEnd,
    outcome: CallOutcome,
    *,
    callback_at: datetime | None = None,
    status: Status = Status.TO_CALL,
    missed: int = 0,
) -> Step:
    return step_after(
        end, outcome, callback_at=callback_at, status=status, missed=missed, cap=6, at=AT
    )


@pytest.mark.parametrize(("end", "outcome"), PAIRS)
def test_what_is_not_in_the_table_is_refused_naming_both(
    end: CallEnd, outcome: CallOutcome
) -> None:
    if outcome in ALLOWED[end]:
        check_outcome(end, outcome)
        return
    with pytest.raises(WrongOutcome, match=f"“{end}” cannot have achieved “{outcome}”"):
        check_outcome(end, outcome)


def test_only_somebody_who_was_on_the_line_says_anything() -> None:
    silent = {CallEnd.NO_ANSWER, CallEnd.BUSY, CallEnd.VOICEMAIL, CallEnd.WRONG_NUMBER}
    assert {end for end in CallEnd if ALLOWED[end] == {CallOutcome.UNREACHABLE}} == silent


@pytest.mark.parametrize(
    ("outcome", "closed_as"),
    [
        (CallOutcome.NOT_INTERESTED, ClosedAs.NOT_INTERESTED),
        (CallOutcome.NOT_NOW, ClosedAs.NOT_NOW),
        (CallOutcome.DO_NOT_CALL, ClosedAs.DO_NOT_CALL),
    ],
)
def test_who_says_no_is_called_no_more(outcome: CallOutcome, closed_as: ClosedAs) -> None:
    for status in (Status.TO_CALL, Status.QUALIFIED, Status.CLOSED):
        assert step(CallEnd.ANSWERED, outcome, status=status) == Step(
            Status.CLOSED, reached=True, closed_as=closed_as
        )


@pytest.mark.parametrize("end", TRY_AGAIN_AFTER)
def test_who_is_not_reached_is_called_again_later(end: CallEnd) -> None:
    again = step(end, CallOutcome.UNREACHABLE, missed=4)
    assert again == Step(Status.TO_CALL, reached=False, next_call_at=AT + TRY_AGAIN_AFTER[end])


@pytest.mark.parametrize(
    ("end", "missed"), [(CallEnd.NO_ANSWER, 5), (CallEnd.VOICEMAIL, 9), (CallEnd.WRONG_NUMBER, 0)]
)
def test_after_the_cap_or_a_wrong_number_he_is_left_in_peace(end: CallEnd, missed: int) -> None:
    ended = step(end, CallOutcome.UNREACHABLE, missed=missed)
    assert ended == Step(Status.CLOSED, reached=False, closed_as=ClosedAs.UNREACHABLE)


@pytest.mark.parametrize("status", [Status.QUALIFIED, Status.CLOSED])
def test_who_has_an_end_keeps_it_when_he_is_not_reached(status: Status) -> None:
    kept = step(CallEnd.NO_ANSWER, CallOutcome.UNREACHABLE, status=status, missed=9)
    assert kept == Step(None, reached=False)


@pytest.mark.parametrize(
    ("status", "then"),
    [
        (Status.TO_CALL, Status.TO_CALL),
        (Status.CLOSED, Status.TO_CALL),
        (Status.QUALIFIED, Status.QUALIFIED),
    ],
)
def test_a_promise_opens_what_was_closed_and_keeps_what_was_qualified(
    status: Status, then: Status
) -> None:
    for outcome in (CallOutcome.CALLBACK, CallOutcome.NOT_NOW, CallOutcome.INFORMATION_SENT):
        promised = step(CallEnd.ANSWERED, outcome, callback_at=LATER, status=status)
        assert promised == Step(then, reached=True)


def test_who_was_sent_information_has_three_days_to_read_it() -> None:
    sent = step(CallEnd.ANSWERED, CallOutcome.INFORMATION_SENT)
    assert sent == Step(Status.TO_CALL, reached=True, next_call_at=AT + timedelta(days=3))
