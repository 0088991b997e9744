"""Lists written out: what a person may see and no more, no formulas, memory flat."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from relais.accounts.models import Account
from relais.appointments.tests.steps import met
from relais.exchange.actions import Form, csv_pieces, write_sheet
from relais.exchange.queries import Sheet, appointments_sheet, calls_sheet, leads_sheet
from relais.measures.queries import caller_pseudonym_of, pseudonym_of
from relais.people.queries import Access
from tests.persons import World


def access(world: World, name: str) -> Access:
    found = world.by(name).access
    assert found is not None
    return found


def told(sheet: Sheet) -> list[dict[str, str]]:
    text = b"".join(csv_pieces(sheet)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_list_holds_what_the_person_sees(world: World) -> None:
    lead = world.open_lead()
    world.open_lead(by="theo")

    (row,) = told(leads_sheet(access(world, "tina")))
    assert (row["lead"], row["state"], row["telemarketer"]) == (str(lead.id), "qualifying", "Tina")
    assert row["opened_at"] == "2026-03-10T09:00:00Z"
    assert len(told(leads_sheet(access(world, "dora")))) == 2


@pytest.mark.parametrize("name", ["remy", "ada", "paul"])
def test_a_list_of_what_one_may_not_see_is_empty(world: World, name: str) -> None:
    world.open_lead()

    assert told(leads_sheet(access(world, name))) == []


def test_appointments_and_calls_have_their_columns(world: World) -> None:
    appointments = appointments_sheet(access(world, "dora"), at=world.at)
    calls = calls_sheet(access(world, "dora"), on=world.at.date())

    assert {"starts_at", "outcome", "rep", "rep_id", "due"} <= set(appointments.columns)
    assert {"started_at", "end", "outcome"} <= set(calls.columns)
    assert told(appointments) == told(calls) == []


@pytest.mark.parametrize(
    ("name", "named"),
    [("maya", True), ("remy", True), ("tina", False), ("sam", False), ("dora", False)],
)
def test_a_rep_is_named_to_himself_and_to_who_leads_him_directly(
    world: World, name: str, named: bool
) -> None:
    met(world)
    leads, met_with = (
        told(sheet)[0]
        for sheet in (
            leads_sheet(access(world, name)),
            appointments_sheet(access(world, name), at=world.at),
        )
    )

    finder = "Tina" if name in ("tina", "sam", "remy") else caller_pseudonym_of(world.id("tina"))
    assert leads["telemarketer"] == finder
    shown = "Remy" if named else pseudonym_of(world.id("remy"))
    assert {leads["rep"], met_with["rep"]} == {shown}
    assert (met_with["rep_id"] == str(world.id("remy"))) is named
    assert met_with["rep_id"]


def test_of_a_lead_without_a_rep_nobody_is_named(world: World) -> None:
    world.open_lead()

    assert told(leads_sheet(access(world, "dora")))[0]["rep"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+33123456789", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_looks_like_a_formula_is_made_plain(text: str) -> None:
    (row,) = told(Sheet(["text"], [(text,)]))

    assert row["text"] == f"'{text}"


def test_figures_stay_figures() -> None:
    assert told(Sheet(["amount"], [(-5,), (None,)])) == [{"amount": "-5"}, {"amount": ""}]


def test_a_workbook_holds_texts_and_no_formulas(world: World, tmp_path: Path) -> None:
    world.open_lead()
    Account.objects.update(name="=HYPERLINK(1)")
    path = tmp_path / "leads.xlsx"
    write_sheet(leads_sheet(access(world, "tina")), path, form=Form.XLSX)
    header, row = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    assert row[header.index("company")] == "=HYPERLINK(1)"
    assert str(row[header.index("opened_at")]) == "2026-03-10 09:00:00"


def test_a_list_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    breaking = Sheet(["x"], ((1 // (2 - n),) for n in range(3)))

    with pytest.raises(ZeroDivisionError):
        write_sheet(breaking, tmp_path / "half.csv", form=Form.CSV)
    assert not list(tmp_path.iterdir())
