"""The clock of tests whose pages are asked at the real now: it always shows the same morning."""

import time
from datetime import UTC, datetime, timedelta

import pytest

# A Thursday, 10.07 in Paris, from which the clock goes on: whatever happens within the next
# minutes, no slot begins, no day ends, no office closes, and no holiday is near.
MORNING = datetime(2026, 6, 18, 8, 7, tzinfo=UTC)


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Let it be that morning for everybody in this process, and give its beginning."""
    began = time.monotonic()

    def now() -> datetime:
        return MORNING + timedelta(seconds=time.monotonic() - began)

    monkeypatch.setattr("django.utils.timezone.now", now)
    return MORNING
