"""What cells say: amounts, moments, texts, words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from relais.exchange.rules.cells import (
    NotAMoment,
    NotAnAmount,
    UnknownWord,
    amount_of,
    moment_of,
    reader,
)
from relais.exchange.rules.mapping import Cell, WrongMapping

PARIS = ZoneInfo("Europe/Paris")
COLUMNS = ["id", "Stage", "note"]


def cell(
    *,
    column: str = "Stage",
    text: str = "",
    formats: tuple[str, ...] = (),
    decimal: str = ".",
    values: dict[str, str] | None = None,
    otherwise: str | None = None,
) -> Cell:
    return Cell(
        "lead.x", "leads", "" if text else column, text, values, otherwise, formats, decimal
    )


@pytest.mark.parametrize(
    ("text", "decimal", "currency", "minor"),
    [
        ("1 234,50 €", ",", "EUR", 123_450),
        ("1.234,5", ",", "EUR", 123_450),
        ("1 234,50", ",", "EUR", 123_450),
        ("$22,700.00", ".", "USD", 2_270_000),
        ("$342.09K", ".", "USD", 34_209_000),
        ("$1,117.10K", ".", "USD", 111_710_000),
        ("2M EUR", ".", "EUR", 200_000_000),
        ("EUR 12", ".", "EUR", 1_200),
        ("-3.005", ".", "EUR", -300),
        ("0.0", ".", "BRL", 0),
        ("1500", ".", "JPY", 1_500),
        ("", ".", "EUR", None),
    ],
)
def test_amounts_are_read_in_minor_units(
    text: str, decimal: str, currency: str, minor: int | None
) -> None:
    assert amount_of(cell(decimal=decimal), text, currency=currency) == minor


@pytest.mark.parametrize("text", ["many", "12 and 3", "1e9", "NaN", "--1", "=1+1", "K"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount, match="Stage"):
        amount_of(cell(), text, currency="EUR")


@pytest.mark.parametrize(
    ("text", "form", "hour"),
    [
        ("15 Apr, 2021 00:03:00", "%d %b, %Y %H:%M:%S", "2021-04-14T22:03:00"),
        ("03-07-2021 01:09", "%d-%m-%Y %H:%M", "2021-07-02T23:09:00"),
        ("3/7/2021", "%d/%m/%Y", "2021-07-02T22:00:00"),
        ("2021-04-15 23:03:00", "%d/%m/%Y", "2021-04-15T21:03:00"),
        ("2021-12-15", "%d/%m/%Y", "2021-12-14T23:00:00"),
        ("2021-04-15T23:03:00+00:00", "%d/%m/%Y", "2021-04-15T23:03:00"),
    ],
)
def test_moments_are_local_unless_they_say_otherwise(text: str, form: str, hour: str) -> None:
    found = moment_of(cell(formats=(form,)), text, zone=PARIS)

    assert found == datetime.fromisoformat(hour).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["31/02/2021", "00/01/2021", "soon", "", "1/1/21", "2021"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        moment_of(cell(formats=("%d/%m/%Y",)), text, zone=PARIS)


def test_a_text_may_hold_columns_whole_or_in_part() -> None:
    read = reader(cell(text="Seller {id:3} ({Stage})"), COLUMNS)

    assert read(["abcdef", " won ", ""]) == "Seller abc (won)"


def test_words_are_translated_whatever_their_case() -> None:
    read = reader(cell(values={"closed won": "won"}), COLUMNS)

    assert read(["1", "Closed WON", ""]) == "won"
    with pytest.raises(UnknownWord, match="“open” in “Stage”"):
        read(["1", "open", ""])


def test_other_words_may_all_mean_one_thing() -> None:
    assert reader(cell(values={}, otherwise="won"), COLUMNS)(["1", "any", ""]) == "won"


@pytest.mark.parametrize("wrong", [cell(column="stage"), cell(text="{nothing}")])
def test_a_column_that_is_not_there_is_named(wrong: Cell) -> None:
    with pytest.raises(WrongMapping, match=r"lead\.x.*it has “id”, “Stage”, “note”"):
        reader(wrong, COLUMNS)
