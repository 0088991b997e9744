"""The other party's clock, shown beside the reader's own where the two differ."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from relais.web.filters import clock, moment


def their_moment(value: datetime, zone: ZoneInfo) -> str:
    """Write a moment as it is in a zone; "" where it is the same as in the reader's."""
    with timezone.override(zone):
        there = moment(None, value)
    return "" if there == moment(None, value) else there


def their_clock(value: datetime, zone: ZoneInfo) -> str:
    """Write the time of a moment in a zone; "" where it is the same as in the reader's."""
    with timezone.override(zone):
        there = clock(None, value)
    return "" if there == clock(None, value) else there
