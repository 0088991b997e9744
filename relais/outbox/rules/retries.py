"""When something that could not be sent is tried again (pure)."""

from datetime import datetime, timedelta
from typing import Final

ATTEMPTS: Final = 10
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)


def next_try(attempts: int, *, at: datetime) -> datetime | None:
    """Say when to try again after so many attempts, each pause twice the last; None: give up.

    Ten attempts take about 14 hours: a mail server that is down for a night loses nothing.
    """
    if attempts >= ATTEMPTS:
        return None
    doublings: int = 2 ** (attempts - 1)
    return at + min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
