"""On which days a lead can have been signed (pure)."""

from datetime import UTC, date, datetime

import pytest

from relais.leads.rules.guards import SignedBeforeOpened, SignedInFuture, check_signed

OPENED = datetime(2026, 3, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("day", [9, 10, 15, 20])
def test_a_day_of_the_lead_is_taken(day: int) -> None:
    check_signed(date(2026, 3, day), opened_at=OPENED, at=NOW)


@pytest.mark.parametrize(
    ("day", "refusal"), [(8, SignedBeforeOpened), (22, SignedInFuture), (31, SignedInFuture)]
)
def test_a_day_that_cannot_be_is_refused(day: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_signed(date(2026, 3, day), opened_at=OPENED, at=NOW)


def test_tomorrow_is_taken_where_it_is_tomorrow_already() -> None:
    late = datetime(2026, 3, 20, 11, tzinfo=UTC)  # 01:00 of the 21st in the east
    check_signed(date(2026, 3, 21), opened_at=OPENED, at=late)
