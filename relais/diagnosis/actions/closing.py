"""Closing a month: in a small house at once, else in the worker.

It stands here, and not in `roi`, since this room has what computes beside the pages.
"""

from datetime import date, datetime
from typing import Any, TypeAlias

from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.wanted import want, want_again
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.closing import KIND, AskedClosing, are_many
from relais.lib.errors import NotVisible
from relais.people.queries import actor_of
from relais.people.rules.access import Actor, Door
from relais.roi.actions import check_closing, close_month
from relais.roi.queries.months import ClosedMonth

Closed: TypeAlias = ClosedMonth | Computation


def ask_closing(month: date, *, by: Actor, at: datetime) -> Closed:
    """Close a month, or ask the worker to: who asks again meanwhile meets the same closing.

    One that has failed is tried again.

    :raises NotDirector: for who does not direct.
    :raises MonthClosed: when it is closed.
    :raises NothingToClose: when nothing was ever recorded.
    :raises NotItsTurn: while an earlier month is open.
    :raises MonthNotOver: before its end.
    :raises BooksBusy: when those who are writing do not come to an end.
    """
    if by.access is None or not are_many(by.organization_id):
        return close_month(month, by=by, at=at)
    asked = AskedClosing(check_closing(month, by=by, at=at))
    return want_again(want(KIND, asked, access=by.access, at=at), at=at)


def compute_closing(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Close for the worker the month that was asked for, in the name of who asked.

    :raises NotVisible: when he works here no more.
    :raises NotDirector: when he directs no more.
    :raises BooksBusy: when those who are writing do not come to an end.
    """
    by = actor_of(row.asked_by, on=at.date(), door=Door.CLOCK)
    if by is None:
        raise NotVisible
    close_month(date.fromisoformat(row.asked["month"]), by=by, at=at)
    return {}
