"""Working time counted backwards: by when something must be done so that enough is left."""

from datetime import datetime, timedelta
from typing import Final

from relais.people.rules.working_time import Calendar, Span, add_span

FARTHEST: Final = timedelta(days=366)
MINUTE: Final = timedelta(minutes=1)


def last_moment_before(calendar: Calendar, *, end: datetime, span: Span) -> datetime:
    """Find the last minute, within a year, at which a clock of this length still ends by `end`.

    :raises NoWorkingTime: when a year goes by without working time.
    """
    early, late = 0, FARTHEST // MINUTE
    while late - early > 1:
        middle = (early + late) // 2
        if add_span(calendar, start=end - middle * MINUTE, span=span) <= end:
            late = middle
        else:
            early = middle
    return end - late * MINUTE
