"""Lists: pages by cursor, filters, and the search."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from relais.accounts.actions import AccountDetails, ContactDetails, add_account, add_contact
from relais.api.tests.programs import Program, transmitted
from relais.leads.actions import open_lead
from relais.leads.models import Lead
from tests.persons import World


def found(program: Program, typed: str, name: str = "tina") -> list[str]:
    return [item["id"] for item in program.get(name, "/leads", q=typed).json()["items"]]


@pytest.fixture
def mercier(world: World) -> Lead:
    """Give a lead at a company that has everything one may look for, among others."""
    for _ in range(3):
        world.open_lead()
    account = add_account(
        AccountDetails(name="Ateliers Mercier SARL", siret="732 829 320 00074", phone="0388123456"),
        by=world.system,
        at=world.at,
    )
    details = ContactDetails(
        last_name="Lefèvre", email="A.Lefevre@mercier.example", phone="06 12 34 56 78"
    )
    contact = add_contact(account.id, details, by=world.system, at=world.at)
    lead = open_lead(contact.id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    Lead.objects.filter(id=lead.id).update(external_key="CRM-77")
    return lead


@pytest.mark.parametrize(
    "typed",
    [
        "ateliers",
        "  Ateliers   MERC",
        "Ateliers Mercier SARL",
        "732829320",
        "7328293",
        "732 829 320 00074",
        "03 88 12 34 56",
        "+33 3 88 12 34 56",
        "0612345678",
        "lefè",
        "Lefèvre",
        "a.lefevre@mercier.example",
        "a.lefevre@",
        "CRM-77",
    ],
)
def test_a_lead_is_found_by_what_somebody_types(
    world: World, program: Program, mercier: Lead, typed: str
) -> None:
    assert found(program, typed) == [str(mercier.id)]


@pytest.mark.parametrize("typed", ["ateliers", "7328293", "lefè", "a.lefevre@", "CRM-77"])
def test_a_lead_is_found_as_well_where_very_many_are(
    world: World,
    program: Program,
    mercier: Lead,
    typed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("relais.accounts.queries.search.FEW", 0)
    assert found(program, typed) == [str(mercier.id)]


@pytest.mark.parametrize("typed", ["ercier", "%", "_teliers", "\\", "999", "crm-7", "a'b\"", "%éé"])
def test_what_does_not_begin_so_is_not_found(
    world: World, program: Program, mercier: Lead, typed: str
) -> None:
    assert found(program, typed) == []


def test_a_search_finds_nothing_that_one_may_not_see(
    world: World, program: Program, mercier: Lead
) -> None:
    assert found(program, "ateliers", "theo") == []
    assert found(program, "ateliers", "remy") == []


def test_pages_show_each_lead_once_though_rows_are_added(world: World, program: Program) -> None:
    leads = {str(world.open_lead().id) for _ in range(5)}
    first = program.get("tina", "/leads", limit=2)
    world.later(hours=1)
    late = world.open_lead()
    seen = [item["id"] for item in first.json()["items"]]
    cursor = first.json()["next"]
    while cursor:
        page = program.get("tina", "/leads", limit=2, cursor=cursor).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == 5
    assert set(seen) == leads - {str(late.id)}


def test_the_next_page_is_in_the_header_with_its_filters(world: World, program: Program) -> None:
    for _ in range(3):
        world.open_lead()
    first = program.get("tina", "/leads", limit=2, state="qualifying")
    address, relation = first["Link"].split("; ")
    assert relation == 'rel="next"'
    query = parse_qs(urlsplit(address.strip("<>")).query)
    assert query == {"limit": ["2"], "state": ["qualifying"], "cursor": [first.json()["next"]]}


def write(*told: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


ID = "01890000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "=" * 500,
        write(),
        write("2026-03-10T09:00:00+00:00"),
        write("yesterday", ID),
        write("2026-03-10T09:00:00", ID),
        write("2026-03-10T09:00:00+00:00", "1"),
        write("2026-03-10T09:00:00+00:00\x00", ID),
        write("0001-01-01T00:00:00+14:00", ID),
        write("\ud800", ID),
        write(1, 2),
        write(None, ID),
        write({}, []),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        base64.urlsafe_b64encode(b"[" * 400).decode(),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_refused(
    world: World, program: Program, cursor: str
) -> None:
    answer = program.get("tina", "/leads", cursor=cursor)
    assert program.get("tina", "/accounts", cursor=cursor).status_code in (200, 400)  # by name
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 201},
        {"limit": "9" * 400},
        {"limit": "1.5"},
        {"state": "sold"},
        {"rep_id": "1"},
        {"sate": "won"},
        {"q": "x" * 201},
        {"q": "a\x00b"},
        {"cursor": "x" * 601},
    ],
)
def test_a_parameter_out_of_bounds_or_unknown_is_refused(
    world: World, program: Program, query: dict[str, str | int]
) -> None:
    assert program.get("tina", "/leads", **query).status_code == 422


def test_filters_narrow_the_list(world: World, program: Program) -> None:
    mine, other = transmitted(world), world.open_lead()
    assert [
        i["id"] for i in program.get("tina", "/leads", state="transmitted").json()["items"]
    ] == [str(mine.id)]
    assert [
        i["id"]
        for i in program.get("tina", "/leads", account_id=str(other.account_id)).json()["items"]
    ] == [str(other.id)]
