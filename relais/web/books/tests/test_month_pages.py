"""Pages of the months: what may be closed, closing, figures and the leads behind, files."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from relais.leads.actions import take_up_lead
from relais.leads.events import Outcome
from relais.roi.models import ClosedMonth
from relais.roi.tests.steps import met, transmitted
from relais.roi.tests.test_queries import priced
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World

__all__ = ["priced"]

IN_JUNE = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
MONTHS = "/return/months/"
MARCH = f"{MONTHS}2026-3/"


def test_a_month_is_closed_then_adjusted(priced: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = priced
    dora = sign_in(world, "dora")
    # March runs.
    assert "Every month that is over is closed" in dora.get(MONTHS).content.decode()
    assert dora.get(f"{MONTHS}close/").status_code == 404
    met(world, Outcome.HELD, hour=8)
    late, day = transmitted(world), world.at
    world.at = IN_JUNE
    assert "March 2026 can be closed" in dora.get(MONTHS).content.decode()
    assert "there is no opening again" in dora.get(f"{MONTHS}close/").content.decode()
    answers = [
        dora.post(f"{MONTHS}close/do/", month=told) for told in ("March", *["2026-03-01"] * 2)
    ]
    assert [answer.status_code for answer in answers] == [400, 302, 409]
    page = dora.get(MARCH).content.decode()
    assert "March 2026 is closed" in page
    assert "Adjustment of earlier months" not in page
    assert "€1,140" in page  # fixed 1,000, two leads at 40, one appointment at 60
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JUNE)
    take_up_lead(late.id, by=world.by("remy"), at=day)
    page = dora.get(f"{MONTHS}2026-6/").content.decode()
    assert "June 2026 is open, with adjustments" in page
    assert f'href="/leads/{late.id}/"' in page
    assert "None: nothing was recorded" in dora.get(MARCH).content.decode()
    page = dora.get(f"{MARCH}leads/validated/").content.decode()
    assert "Together 2: the lines below add up to it." in page
    assert page.count('href="/leads/') - page.count('href="/leads/"') == 2
    assert queries_of(lambda: dora.get(MONTHS)) <= 16


def test_a_month_is_taken_as_a_file(priced: World) -> None:
    dora, world = sign_in(priced, "dora"), priced
    transmitted(world)
    world.at = IN_JUNE
    dora.post(f"{MONTHS}close/do/", month="2026-03-01")
    text = dora.get(f"{MARCH}figures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    costs = {row["measure"]: int(row["value"]) for row in rows if row["measure"].endswith("_cost")}
    assert costs == {"lead_cost": 4_000, "other_cost": 100_000}
    book = CalamineWorkbook.from_filelike(BytesIO(dora.get(f"{MARCH}figures.xlsx").content))
    lines = book.get_sheet_by_index(0).to_python()
    assert len(lines) == len(rows) + 1
    paid = [int(f"{line[-1]:.0f}") for line in lines[1:] if str(line[-2]).endswith("_cost")]
    assert sum(paid) == 104_000


@pytest.mark.parametrize("name", ["maya", "sam", "remy", "ada"])
def test_only_a_director_sees_and_closes_months(world: World, name: str) -> None:
    world.open_lead()
    world.at = IN_JUNE
    other = sign_in(world, name)
    for path in ("", "close/", "2026-3/", "2026-3/leads/won/", "2026-3/figures.csv"):
        assert other.get(f"{MONTHS}{path}").status_code == 404
    assert other.post(f"{MONTHS}close/do/", month="2026-03-01").status_code == 404
    assert not ClosedMonth.objects.exists()


def test_what_is_no_month_is_not_found(world: World) -> None:
    dora = sign_in(world, "dora")
    missing = ("2026-13/", "2027-1/", "2026-3/leads/won/", "2026-3/leads/x/", "2026-3/figures.pdf")
    for path in missing:
        assert dora.get(f"{MONTHS}{path}").status_code == 404, path
    assert "Nothing has been recorded yet" in dora.get(MONTHS).content.decode()
