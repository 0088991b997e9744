"""When a clock reminds whom, in working time (pure).

A step that is late is told at once; of several that are late only the last one is told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from relais.notifications.rules.audience import Audience
from relais.people.rules.working_time import (
    Calendar,
    Span,
    add_span,
    add_working_minutes,
    worked_minutes,
)


class Step(NamedTuple):
    """What a clock says to whom, from a moment on."""

    kind: str
    to: Audience
    at: datetime


def review_steps(calendar: Calendar, *, due_at: datetime, clock: Span) -> tuple[Step, ...]:
    """Remind the relay when his review is due, and tell the manager one clock later."""
    return (
        Step("review_due", Audience.RELAYS, due_at),
        Step("review_late", Audience.MANAGERS, add_span(calendar, start=due_at, span=clock)),
    )


def take_up_steps(calendar: Calendar, *, start: datetime, due_at: datetime) -> tuple[Step, ...]:
    """Remind the rep at half of his turn, and tell the manager at three quarters.

    The turn itself ends by a deed (`routing.actions.expire_turn`).
    """
    return (
        Step("take_up_half", Audience.REP, _part(calendar, start, due_at, 2)),
        Step("take_up_late", Audience.MANAGERS, _part(calendar, start, due_at, 3)),
    )


def judgment_steps(calendar: Calendar, *, due_at: datetime, clock: Span) -> tuple[Step, ...]:
    """Remind the judge when his decision is due, and tell the directors one clock later."""
    return (
        Step("judgment_due", Audience.JUDGES, due_at),
        Step("judgment_late", Audience.DIRECTORS, add_span(calendar, start=due_at, span=clock)),
    )


def outcome_steps(calendar: Calendar, *, ends_at: datetime, due_at: datetime) -> tuple[Step, ...]:
    """Ask the rep at half of the window for his outcome, and tell the manager when it closes."""
    return (
        Step("outcome_asked", Audience.REP, _part(calendar, ends_at, due_at, 2)),
        Step("outcome_late", Audience.MANAGERS, due_at),
    )


def step_due(steps: Sequence[Step], *, at: datetime) -> Step | None:
    """Give the last of the steps whose time has come."""
    return max((step for step in steps if step.at <= at), key=lambda step: step.at, default=None)


def _part(calendar: Calendar, start: datetime, end: datetime, quarters: int) -> datetime:
    minutes = worked_minutes(calendar, start=start, end=end) * quarters // 4
    return add_working_minutes(calendar, start=start, minutes=minutes)
