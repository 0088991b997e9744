"""Pages of statements: a draft, closing it, its file; whose they are."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from relais.leads.events import Outcome
from relais.roi.actions import close_month, close_statement
from relais.roi.models import Statement
from relais.roi.tests.steps import met
from relais.roi.tests.test_queries import priced, upheld
from relais.roi.tests.test_statements import IN_JUNE, MARCH
from relais.web import paper
from relais.web.tests.papers import told_by
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

__all__ = ["priced"]

ALL = "/return/statements/"


def test_a_draft_is_closed_and_taken_as_a_file(priced: World) -> None:
    world = priced
    dora, one = sign_in(world, "dora"), f"{ALL}2026-3/{world.center.id}/"
    met(world, Outcome.HELD, hour=8)
    upheld(world)
    draft = dora.get(one).content.decode()
    assert "Draft: Voix du Nord, March 2026" in draft
    assert f"{one}close/" not in draft
    assert dora.post(f"{one}close/").status_code == 409
    world.at = IN_JUNE
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    assert f'href="{one}"' in dora.get(ALL).content.decode()
    assert f"{one}close/" in dora.get(one).content.decode()
    assert [dora.post(f"{one}close/").status_code for _ in range(2)] == [302, 409]
    page = dora.get(one).content.decode()
    assert "Statement 1" in page
    assert "Total: €1,100<" in page
    assert "Credit: leads rightly contested" in page
    assert f"{one}close/" not in page
    assert "€1,100" in dora.get(ALL).content.decode()
    assert queries_of(lambda: dora.get(ALL)) <= 18
    assert sums_of_files(dora, one) == [110_000, 110_000]


def test_a_line_opens_its_leads(priced: World) -> None:
    dora, one = sign_in(priced, "dora"), f"{ALL}2026-3/{priced.center.id}/"
    met(priced, Outcome.HELD, hour=8)
    upheld(priced)
    priced.at = IN_JUNE
    assert f'href="{one}lines/1/"' in dora.get(one).content.decode()
    line = dora.get(f"{one}lines/1/").content.decode()
    sentence = line[line.index("at €") :]
    assert sentence.startswith("at €40 each, together €80: the leads below add up to it")
    assert line.count("/leads/") >= 2
    assert queries_of(lambda: dora.get(f"{one}lines/1/")) <= 42


def sums_of_files(browser: Browser, one: str) -> list[float]:
    rows = list(
        csv.DictReader(StringIO(browser.get(f"{one}lines.csv").content.decode("utf-8-sig")))
    )
    book = CalamineWorkbook.from_filelike(BytesIO(browser.get(f"{one}lines.xlsx").content))
    lines = book.get_sheet_by_index(0).to_python()
    place = lines[0].index("amount")
    return [
        sum(float(row["amount"]) for row in rows),
        sum(float(str(line[place])) for line in lines[1:]),
    ]


def test_a_statement_is_printed_and_a_draft_says_what_it_is(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, one = priced, f"{ALL}2026-3/{priced.center.id}/"
    met(world, Outcome.HELD, hour=8)
    upheld(world)
    world.at = IN_JUNE
    sam = sign_in(world, "sam")
    assert f'href="{one}lines.pdf"' in sam.get(one).content.decode()
    with monkeypatch.context() as patched:
        patched.setattr(paper, "printed", str.encode)
        draft = sam.get(f"{one}lines.pdf").content.decode()
    assert "this is no statement yet" in draft
    assert "Draft: Voix du Nord, March 2026" in draft

    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    close_statement(MARCH, world.center.id, by=world.by("dora"), at=IN_JUNE)
    answer = sam.get(f"{one}lines.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = told_by(answer.content, "Statement 1")
    for figure in re.findall(r"€[\d,.]+", sam.get(one).content.decode()):
        assert figure in text
    assert "Total: €1,100" in text
    assert "Voix du Nord" in text
    assert "no statement yet" not in text


def test_a_supervisor_sees_his_own_and_closes_none(priced: World) -> None:
    world = priced
    one = f"{ALL}2026-3/{world.center.id}/"
    met(world, Outcome.HELD, hour=8)
    world.at = IN_JUNE
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    sam = sign_in(world, "sam")
    page = sam.get(one).content.decode()
    assert "€1,100" in page
    assert "close/" not in page
    assert "lines/1/" in page
    assert sam.get(f"{one}lines/1/").status_code == 200
    assert [sam.get(f"{one}lines/{number}/").status_code for number in (0, 3, 4)] == [404] * 3
    assert sam.post(f"{one}close/").status_code == 404
    for name in ("maya", "remy", "ada", "tina"):
        other = sign_in(world, name)
        for path in (ALL, one, f"{one}lines/1/", f"{one}lines.csv"):
            assert other.get(path).status_code == 404
        assert other.post(f"{one}close/").status_code == 404
    assert not Statement.objects.exists()


@pytest.mark.parametrize("month", ["2026-13", "2026-12", "2026-1"])
def test_what_is_no_statement_is_not_found(priced: World, month: str) -> None:
    dora = sign_in(priced, "dora")
    priced.open_lead()
    assert dora.get(f"{ALL}{month}/{priced.center.id}/").status_code == 404
    assert dora.get(f"{ALL}2026-3/{priced.campaign.id}/").status_code == 404
    assert dora.get(f"{ALL}2026-3/{priced.center.id}/lines.doc").status_code == 404


def test_before_anything_is_recorded_no_draft_is_offered(world: World) -> None:
    page = sign_in(world, "dora").get(ALL).content.decode()
    assert "No statement is closed yet" in page
    assert f'href="{ALL}2' not in page
