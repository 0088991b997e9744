"""When a clock says what, in working time: over a weekend, a holiday, a day off the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relais.notifications.rules.audience import Audience
from relais.notifications.rules.clocks import (
    Step,
    judgment_steps,
    outcome_steps,
    review_steps,
    step_due,
    take_up_steps,
)
from relais.people.rules.holidays import holidays_of
from relais.people.rules.working_time import Calendar, Span, WorkingWeek, add_span

PARIS = ZoneInfo("Europe/Paris")
A = Audience


@pytest.fixture
def calendar() -> Calendar:
    """Give French office time: Easter Monday, 6 April 2026, is a holiday."""
    return Calendar(WorkingWeek.office(PARIS), holidays_of("FR", subdivision="", closed=set()))


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


def test_a_take_up_reminds_at_half_and_tells_at_three_quarters(calendar: Calendar) -> None:
    start = paris(3, 10)  # Friday before Easter
    due_at = add_span(calendar, start=start, span=Span.parse("2d"))
    assert due_at == paris(8, 10)
    assert take_up_steps(calendar, start=start, due_at=due_at) == (
        Step("take_up_half", A.REP, paris(7, 10)),
        Step("take_up_late", A.MANAGERS, paris(7, 15)),
    )


def test_a_review_reminds_when_due_and_tells_one_clock_later(calendar: Calendar) -> None:
    steps = review_steps(calendar, due_at=paris(3, 16), clock=Span.parse("4h"))
    assert steps == (
        Step("review_due", A.RELAYS, paris(3, 16)),
        Step("review_late", A.MANAGERS, paris(7, 11)),
    )


def test_a_judgment_reminds_when_due_and_tells_the_directors_later(calendar: Calendar) -> None:
    steps = judgment_steps(calendar, due_at=paris(2, 9), clock=Span.parse("3d"))
    assert steps == (
        Step("judgment_due", A.JUDGES, paris(2, 9)),
        Step("judgment_late", A.DIRECTORS, paris(8, 9)),
    )


def test_an_outcome_is_asked_at_half_and_told_when_the_window_closes(calendar: Calendar) -> None:
    steps = outcome_steps(calendar, ends_at=paris(3, 17), due_at=paris(8, 17))
    assert steps == (
        Step("outcome_asked", A.REP, paris(7, 17)),
        Step("outcome_late", A.MANAGERS, paris(8, 17)),
    )


def test_of_several_late_steps_only_the_last_is_due(calendar: Calendar) -> None:
    steps = review_steps(calendar, due_at=paris(3, 16), clock=Span.parse("4h"))
    moments = (steps[0].at - timedelta(seconds=1), steps[0].at, steps[1].at)
    due = [step_due(steps, at=at) for at in (*moments, paris(30, 9))]
    assert [step.kind if step else None for step in due] == [
        None,
        "review_due",
        "review_late",
        "review_late",
    ]
