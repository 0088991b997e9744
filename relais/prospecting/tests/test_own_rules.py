"""What own prospecting is, how a table tells it, and what is wished of it: no database."""

from datetime import date

import pytest

from relais.lib.errors import Refusal
from relais.prospecting.rules.own import (
    DayToCome,
    OwnKind,
    TooLongAgo,
    Wish,
    WrongCount,
    check_done,
    monday_of,
    wish_for,
)
from relais.prospecting.rules.own_table import (
    KeyTooLong,
    Line,
    NotADay,
    NotAKind,
    OwnRow,
    keys_of,
    read_row,
)

pytestmark = pytest.mark.once

TODAY = date(2026, 3, 10)
MONDAY = date(2026, 3, 9)


def test_a_week_begins_on_its_monday() -> None:
    assert monday_of(MONDAY) == monday_of(date(2026, 3, 15)) == MONDAY


@pytest.mark.parametrize(
    ("count", "day", "why"),
    [
        (0, TODAY, WrongCount),
        (501, TODAY, WrongCount),
        (1, date(2026, 3, 11), DayToCome),
        (1, date(2025, 3, 9), TooLongAgo),
    ],
)
def test_what_nobody_did_is_not_logged(count: int, day: date, why: type[Refusal]) -> None:
    with pytest.raises(why):
        check_done(count, done_on=day, today=TODAY)


@pytest.mark.parametrize(("count", "day"), [(1, TODAY), (500, date(2025, 3, 10))])
def test_what_was_done_within_a_year_is_logged(count: int, day: date) -> None:
    check_done(count, done_on=day, today=TODAY)


WISHES = [
    Wish("/house/", date(2026, 1, 5), 10),
    Wish("/house/north/", date(2026, 2, 2), 15),
    Wish("/house/north/", date(2026, 3, 2), None),
    Wish("/house/south/", date(2026, 3, 9), 5),
]


@pytest.mark.parametrize(
    ("path", "week", "wished"),
    [
        ("/house/north/", date(2025, 12, 29), None),  # before anybody wished anything
        ("/house/north/", date(2026, 1, 5), 10),
        ("/house/north/lille/", date(2026, 2, 23), 15),  # the nearest unit decides
        ("/house/north/lille/", date(2026, 3, 2), 10),  # until it wishes nothing of its own
        ("/house/south/", date(2026, 3, 2), 10),
        ("/house/south/", MONDAY, 5),
        ("/elsewhere/", MONDAY, None),
    ],
)
def test_the_nearest_unit_says_what_is_wished(path: str, week: date, wished: int | None) -> None:
    assert wish_for(path, week=week, wishes=reversed(WISHES)) == wished


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (OwnRow("2026-03-09", "call"), Line(MONDAY, OwnKind.CALL, 1, "")),
        (OwnRow("09/03/2026", "Appels", count="12"), Line(MONDAY, OwnKind.CALL, 12, "")),
        (OwnRow("9.3.2026", "RDV", count="2.0"), Line(MONDAY, OwnKind.APPOINTMENT, 2, "")),
        (OwnRow("2026-03-09 00:00:00", "Salon", key=" k1 "), Line(MONDAY, OwnKind.EVENT, 1, "k1")),
    ],
)
def test_a_row_is_read_as_people_write_it(row: OwnRow, line: Line) -> None:
    assert read_row(row) == line


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (OwnRow("", "call"), NotADay),
        (OwnRow("31/02/2026", "call"), NotADay),
        (OwnRow("03-2026", "call"), NotADay),
        (OwnRow("2026-03-09", "lunch"), NotAKind),
        (OwnRow("2026-03-09", "call", count="many"), WrongCount),
        (OwnRow("2026-03-09", "call", count="-3"), WrongCount),
        (OwnRow("2026-03-09", "call", count="²"), WrongCount),
        (OwnRow("2026-03-09", "call", key="k" * 121), KeyTooLong),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(row: OwnRow, why: type[Refusal]) -> None:
    with pytest.raises(why):
        read_row(row)


def test_rows_without_a_key_are_known_by_person_day_and_kind_and_stay_apart() -> None:
    call, keyed = Line(MONDAY, OwnKind.CALL, 3, ""), Line(MONDAY, OwnKind.CALL, 3, "crm-7")
    keys = keys_of([("remy", call), ("remy", keyed), ("remy", call), ("olga", call)])
    assert keys == ["2026-03-09 call 1", "crm-7", "2026-03-09 call 2", "2026-03-09 call 1"]
