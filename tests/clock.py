"""The clock of all tests: it always shows the same morning, whenever they are run.

Where other processes take part, whose clock is the machine's, it is the machine's here as well.
"""

import time
from datetime import UTC, datetime, timedelta

import pytest

# A Thursday, 10.07 in Paris, from which the clock goes on: whatever happens within the next
# minutes, no slot begins, no day ends, no office closes, and no holiday is near.
MORNING = datetime(2026, 6, 18, 8, 7, tzinfo=UTC)
OTHER_PROCESSES = {"environment", "started"}  # the fixtures by which they take part


@pytest.fixture(autouse=True)
def _the_same_morning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be that morning when a test begins."""
    if OTHER_PROCESSES & set(request.fixturenames):
        return
    began = time.monotonic()

    def now() -> datetime:
        return MORNING + timedelta(seconds=time.monotonic() - began)

    monkeypatch.setattr("django.utils.timezone.now", now)
