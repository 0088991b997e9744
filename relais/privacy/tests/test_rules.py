"""The clock of a request, the month that ends early, and the name that is a fingerprint."""

from datetime import date
from uuid import UUID

import pytest

from relais.privacy.rules import (
    Nearness,
    due_on,
    extended_until,
    months_after,
    name_value,
    nearness,
)

COMPANY = UUID(int=9)


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2026-11-03", "2026-12-03", "2027-02-03"),
        ("2026-01-31", "2026-02-28", "2026-04-30"),
        ("2028-01-31", "2028-02-29", "2028-04-30"),
        ("2026-12-31", "2027-01-31", "2027-03-31"),
        ("2026-11-30", "2026-12-30", "2027-02-28"),
    ],
)
def test_a_month_is_a_calendar_month(received: str, due: str, extended: str) -> None:
    day = date.fromisoformat(received)
    assert (f"{due_on(day)}", f"{extended_until(day)}") == (due, extended)


def test_months_go_back_as_well() -> None:
    assert months_after(date(2028, 2, 29), -36) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("on", "how"),
    [
        ("2026-11-25", Nearness.IN_TIME),
        ("2026-11-26", Nearness.NEAR),
        ("2026-12-03", Nearness.NEAR),
        ("2026-12-04", Nearness.OVERDUE),
    ],
)
def test_a_week_before_its_day_a_request_is_near(on: str, how: Nearness) -> None:
    assert nearness(date(2026, 12, 3), on=date.fromisoformat(on)) is how


def test_a_name_is_the_same_however_it_is_written() -> None:
    assert name_value(COMPANY, "Anne-Marie", "PÉTIT") == name_value(COMPANY, "petit", "anne marie")
    assert name_value(COMPANY, "Anne", "Petit") != name_value(UUID(int=8), "Anne", "Petit")
    assert name_value(COMPANY, " ", "") == ""
