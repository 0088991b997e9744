"""The proof in the browser: who sees whose, and the leads behind each figure."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import translation

from relais.campaigns.actions import Terms, add_cost, create_campaign
from relais.campaigns.queries import CostKind
from relais.leads.events import Outcome
from relais.lib.printing import NotPrinted
from relais.measures.queries import caller_pseudonym_of
from relais.people.actions import add_person, complete_privacy_checklist, give_role
from relais.people.models import Person
from relais.people.queries import Role
from relais.privacy.models import Disclosure
from relais.roi.tests.steps import met, signed, transmitted
from relais.web import paper
from relais.web.filters import day
from relais.web.tests.papers import told_by
from relais.web.tests.steps import at, queries_of, sign_in
from tests.persons import SINCE, World


@pytest.fixture
def proven(world: World) -> World:
    """Let a campaign cost 900.01 euros and a lead each 40, and bring a margin of 2,000."""
    by = world.by("dora")
    add_cost(world.campaign.id, kind=CostKind.FIXED, amount=90_001, since=SINCE, by=by)
    add_cost(world.campaign.id, kind=CostKind.PER_LEAD, amount=4_000, since=SINCE, by=by)
    signed(world, hour=8, margin=200_000)
    met(world, Outcome.REP_ABSENT, hour=13)
    transmitted(world, "olga")
    world.later(days=20)
    return world


def page_of(world: World, who: str, path: str = "", **query: str) -> str:
    answer = sign_in(world, who).get(f"/proof/{path}", **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def staff(world: World) -> None:
    """Hire so many reps in the north that they make a team."""
    for number in range(5):
        person = add_person(f"Rep{number}", by=world.system)
        give_role(person.id, Role.REP, unit_id=world.north.id, since=SINCE, by=world.system)
        world.people[f"rep{number}"] = person


def busy(world: World) -> None:
    """Give enough of those who were hired a lead of their own."""
    for number in range(3):
        transmitted(world, f"rep{number}")


def complete(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )


def test_the_title_says_what_came_back(proven: World) -> None:
    page = page_of(proven, "dora")
    assert "Each €1 spent has brought €0.96 net" in page  # (2000 - 1020.01) / 1020.01
    assert "not enough data, 10 signatures and 6 reps are needed" in page
    assert "€1,020.01" in page
    assert "Evenly over the leads validated" in page
    assert "An upper bound" not in page


def test_young_leads_are_told_from_matured_ones(proven: World) -> None:
    complete(proven)
    page = page_of(proven, "dora")
    assert "Month by month, and how much time each has had" in page
    assert "10 signatures of matured months are needed, 0 are known" in page
    assert "not enough data: no lead has had its 180 days" in page
    with at(proven.later(days=220)):  # signs in that day: a session does not last so long
        page = page_of(proven, "dora")
        assert ">matured<" in page
        assert page.count("96%, not enough data to tell how sure") == 2  # matured ones, and all
        assert ">matured<" in page_of(proven, "sam")


def test_the_pages_of_costs_lead_to_the_proof(proven: World) -> None:
    browser = sign_in(proven, "dora")
    money = browser.get("/reports/money/").content.decode()
    assert f'href="/proof/?campaign={proven.campaign.id}"' in money
    assert 'href="/proof/"' in browser.get("/figures/").content.decode()


def test_each_figure_leads_to_leads_that_add_up_to_it(proven: World) -> None:
    page = page_of(proven, "dora")
    ways = re.findall(r'href="/proof/leads/\?(case=\w+)">([^<]+)<', page)
    assert {case for case, _shown in ways} >= {
        "case=opened", "case=won", "case=held", "case=not_honoured", "case=never_taken_up",
    }  # fmt: skip
    leads = page_of(proven, "dora", "leads/", case="opened")
    assert "3 leads behind the figure" in leads
    told = re.findall(r'data-name="Cost">€([\d.]+)<', leads)
    cents = [int(Decimal(one) * 100) for one in told]
    assert sum(cents) == 102_001
    assert sorted(cents) == [34_000, 34_000, 34_001]
    assert "€2,000" in page_of(proven, "dora", "leads/", case="won")
    assert "1 lead behind the figure" in page_of(proven, "dora", "leads/", case="not_honoured")


def test_what_narrows_it_stays_with_the_figures(proven: World) -> None:
    page = page_of(proven, "dora", campaign=str(proven.campaign.id), until="2026-03-01")
    assert "No lead to prove anything with yet" in page
    few = sign_in(proven, "dora").get("/proof/", center=str(proven.center.id))
    assert few.status_code == 404  # behind fewer than five telemarketers stand persons
    complete(proven)
    page = page_of(proven, "dora", center=str(proven.center.id), since="2026-03-01")
    assert f"case=opened&center={proven.center.id}&since=2026-03-01" in page
    assert "Voix du Nord" in page


def test_a_campaign_without_a_cost_is_left_out_in_words(world: World) -> None:
    signed(world, hour=8, margin=200_000)
    by, name = world.by("dora"), world.campaign.name
    assert "of which no cost" not in page_of(world, "dora")
    terms = Terms("Automne", starts_on=world.at.date(), owner_id=world.id("dora"))
    paid = create_campaign(terms, by=by, at=world.at)
    assert "of which no cost" not in page_of(world, "dora")
    add_cost(paid.id, kind=CostKind.FIXED, amount=90_000, since=SINCE, by=by)

    assert f"without {name}, of which no cost is written down" in page_of(world, "dora")
    chosen = page_of(world, "dora", campaign=str(world.campaign.id))
    assert "of which no cost" not in chosen
    assert "1 lead" in chosen


@pytest.mark.parametrize(
    "asked",
    [
        {"unit": "north"}, {"case": "nothing"}, {"since": "soon"}, {"finder": "tina"},
        {"campaign": "00000000-0000-0000-0000-000000000000"},
    ],
)  # fmt: skip
def test_what_is_not_offered_is_not_found(proven: World, asked: dict[str, str]) -> None:
    """Five reps make a team, and persons are told apart once the checklist is complete."""
    ids: dict[str, Any] = {"north": proven.north.id, "tina": proven.id("tina")}
    query = {name: str(ids.get(value, value)) for name, value in asked.items()}
    assert sign_in(proven, "dora").get("/proof/leads/", **query).status_code == 404


def test_a_client_narrows_to_whom_a_center_sends_by_pseudonyms(proven: World) -> None:
    """As in the funnel: a name beside figures is for who leads directly."""
    complete(proven)
    tina = Person.objects.get(id=proven.id("tina"))
    known, name = caller_pseudonym_of(tina.id), str(tina)
    offered = page_of(proven, "dora")
    assert known in offered
    assert name not in offered
    opened = {"case": "opened", "finder": str(tina.id)}
    assert known in sign_in(proven, "dora").get("/leads/", **opened).content.decode()
    assert name in page_of(proven, "sam")


def test_a_telemarketer_s_part_is_told_to_who_leads_him_and_noted(proven: World) -> None:
    complete(proven)
    page = page_of(proven, "dora", finder=str(proven.id("tina")))
    assert "Each €1 spent has brought €0.96 net" in page
    assert Disclosure.objects.filter(what="proof").count() == 1
    assert sign_in(proven, "remy").get("/proof/", finder=str(proven.id("tina"))).status_code == 404


def test_an_outsourced_call_center_sees_quantities_and_no_money(proven: World) -> None:
    complete(proven)
    for who in ("sam", "tina"):
        page = page_of(proven, who)
        assert "1 signature of 3 leads opened" in page
        assert "€" not in page
        assert "€" not in page_of(proven, who, "leads/", case="won")


def test_a_rep_sees_the_proof_of_his_unit_and_opens_no_lead_of_it(proven: World) -> None:
    staff(proven)
    assert "Your own leads" in page_of(proven, "remy")  # two reps stand behind these figures
    busy(proven)
    page = page_of(proven, "remy", since="2026-03-03", until="2026-03-30")
    assert "Nord" in page
    with translation.override("en"):
        since, until = day(None, date(2026, 3, 1)), day(None, date(2026, 3, 31))
    assert f"leads opened from {since} to {until}" in page
    assert "€" in page
    assert "/proof/leads/" not in page
    assert "Month by month" not in page  # few reps may stand behind one month of transmission
    assert "Return over" not in page
    assert sign_in(proven, "remy").get("/proof/leads/", case="won").status_code == 404


def test_where_so_few_are_reps_each_sees_his_own_leads(proven: World) -> None:
    page = page_of(proven, "remy")
    assert "Your own leads" in page
    assert "2 leads behind the figure" in page_of(proven, "remy", "leads/", case="opened")


def test_a_manager_sees_his_unit(proven: World) -> None:
    staff(proven)
    assert "€1,020.01" in page_of(proven, "maya", unit=str(proven.north.id))
    answer = sign_in(proven, "maya").get("/proof/", unit=str(proven.south.id))
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["ada", "paul"])
def test_who_sees_no_leads_sees_no_proof(world: World, who: str) -> None:
    assert sign_in(world, who).get("/proof/").status_code == 404


def test_the_pages_ask_as_many_queries_whatever_the_number_of_leads(proven: World) -> None:
    browser = sign_in(proven, "dora")

    def asked() -> list[int]:
        return [
            queries_of(lambda: browser.get("/proof/")),
            queries_of(lambda: browser.get("/proof/leads/")),
        ]

    few = asked()
    for _ in range(3):
        transmitted(proven)
    assert asked() == few


def cells(content: bytes, sheet: int) -> dict[str, str]:
    """Read the formulas of a sheet by their cells, and what else stands in it as text."""
    with ZipFile(BytesIO(content)) as book:
        text = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    return dict(re.findall(r'<c r="(\w+)"[^>]*><f>([^<]*)</f>', text))


def test_a_workbook_has_its_sums_and_rates_alive(proven: World) -> None:
    answer = sign_in(proven, "dora").get("/proof/workbook/")
    assert answer.status_code == 200
    quantities, money = cells(answer.content, 1), cells(answer.content, 2)
    assert quantities["E3"] == 'IF(D3=0,"",C3/D3)'
    assert quantities["F8"] == "IF(B8=0,\"\",'Money'!B4/B8)"
    assert [money[f"B{line}"] for line in (4, 6)] == ["SUM(B2:B3)", "B5-B4"]
    assert money["B9"] == "SUM('Leads'!D2:D4)"
    assert cells(answer.content, 3) == {}
    assert Disclosure.objects.filter(what="proof", kind="list_export").count() == 1


def test_a_name_is_no_formula_in_a_workbook(proven: World) -> None:
    proven.company = "=1+{number}"
    transmitted(proven)
    content = sign_in(proven, "dora").get("/proof/workbook/").content
    assert cells(content, 3) == {}
    with ZipFile(BytesIO(content)) as book:
        assert "=1+4" in book.read("xl/sharedStrings.xml").decode()


def test_a_workbook_of_money_is_for_the_house(proven: World) -> None:
    complete(proven)
    assert sign_in(proven, "sam").get("/proof/workbook/").status_code == 404
    staff(proven)
    busy(proven)
    content = sign_in(proven, "remy").get("/proof/workbook/").content
    with ZipFile(BytesIO(content)) as book:
        assert "xl/worksheets/sheet3.xml" not in book.namelist()


def test_a_proof_is_printed_with_the_figures_of_its_page(
    proven: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(proven, "dora")
    page = page_of(proven, "dora")
    assert 'href="/proof/pdf/"' in page
    answer = browser.get("/proof/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    text = told_by(answer.content, "Each €1 spent has brought €0.96 net")
    shown = page.partition("<main")[2]
    for figure in re.findall(r"€[\d,.]+\d|\d+ of \d+|\d+%, between \d+% and \d+%", shown):
        assert figure in text, figure
    for words in ("Paid for nothing", "Left on the table, at most", "Evenly over the leads"):
        assert words in text
    complete(proven)
    assert sign_in(proven, "sam").get("/proof/pdf/").status_code == 404

    def broken(html: str) -> bytes:
        raise NotPrinted("no Pango")

    monkeypatch.setattr(paper, "printed", broken)
    answer = browser.get("/proof/pdf/")
    assert (answer.status_code, "It could not be printed" in answer.content.decode()) == (503, True)
