"""The return read down to its leads and taken as a workbook; a month closed, then adjusted."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from relais.campaigns.actions import add_cost
from relais.campaigns.rules.terms import CostKind
from relais.leads.events import Outcome
from relais.roi.tests.steps import met, signed, transmitted
from relais.web.books.words import MEASURES, month_name
from tests.browser.conftest import SignIn, Site, once_a_database
from tests.browser.screen import Screen
from tests.browser.steps import ago
from tests.clock import MORNING
from tests.persons import SINCE, World

CENTS = 102_001  # 900.01 for the campaign, 40 for each of three leads


@once_a_database
def test_the_return_opens_its_leads_and_is_taken_with_living_formulas(
    site: Site, sign_in: SignIn, language: str, scripts: bool
) -> None:
    site.speak(language)
    ago(site.world, days=30)
    spend(site.world, since=SINCE)
    signed(site.world, hour=8, margin=200_000)
    met(site.world, Outcome.REP_ABSENT, hour=13)
    transmitted(site.world, "olga")
    dora = sign_in("dora", language=language, scripts=scripts)

    dora.open("/proof/")
    dora.follow_beside("Cost")
    costs, margins = (sum(map(cents, dora.cells(head))) for head in ("Cost", "Margin"))
    assert (len(dora.cells("Company")), costs, margins) == (3, CENTS, 200_000)
    dora.follow("Back to the proof")
    book = dora.take("Take as XLSX")
    assert formulas(book, sheet=2) >= {"SUM(B2:B3)", "B5-B4", "SUM('Leads'!D2:D4)"}
    leads = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(2).to_python()
    assert round(sum(float(str(line[3])) for line in leads[1:]) * 100) == CENTS


@once_a_database
def test_a_closed_month_stays_as_it_is_and_what_comes_later_is_adjusted(
    site: Site,
    sign_in: SignIn,
    language: str,
    scripts: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.speak(language)
    world = site.world
    let_it_be(monkeypatch, MORNING - timedelta(days=60))
    day = world.at.date()
    spend(world, since=day)
    known = met(world, Outcome.HELD, hour=8).account.name
    late = met(world, None, hour=13).account.name
    let_it_be(monkeypatch, MORNING)
    dora, remy = (sign_in(name, language=language, scripts=scripts) for name in ("dora", "remy"))

    dora.open("/return/months/")
    with translation.override(language):
        month = month_name(day)
    dora.follow("Close %(month)s …", month=month)
    dora.press("Close %(month)s for good", month=month)
    dora.reads("%(month)s is closed", month=month)
    let_it_be(monkeypatch, MORNING + timedelta(minutes=5))
    report_the_visit(remy, late)
    dora.open("/return/months/")
    dora.follow("Adjustments recorded this month")
    dora.reads(MEASURES["held"])
    dora.lacks(known)
    dora.follow(late)
    dora.reads(late)
    site.verify()


def let_it_be(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the clock of the site stand at a moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def spend(world: World, *, since: date) -> None:
    """Let a campaign cost 900.01 euros, and a lead 40."""
    for kind, amount in ((CostKind.FIXED, 90_001), (CostKind.PER_LEAD, 4_000)):
        add_cost(world.campaign.id, kind=kind, amount=amount, since=since, by=world.by("dora"))


def report_the_visit(remy: Screen, company: str) -> None:
    """Tell what became of a visit of a month that is closed."""
    remy.open("/appointments/?which=due")
    remy.follow_beside(company)
    remy.fill_in(ticked=["Held"])
    remy.press("Save the outcome")
    remy.reads("The outcome was saved.")


def cents(words: str) -> int:
    """Read an amount as it is written in either language."""
    digits = re.sub(r"[^0-9]", "", words)
    return int(digits) if re.search(r"[.,]\d\d\D*$", words) else 100 * int(digits or 0)


def formulas(book: bytes, *, sheet: int) -> set[str]:
    """Give the formulas of a sheet, as a workbook holds them."""
    with ZipFile(BytesIO(book)) as parts:
        told = parts.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    return set(re.findall("<f>(.*?)</f>", told))
