"""The relay's desk: what waits, one lead of it, three deeds, and what is new."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from relais.campaigns.actions import publish_definition
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import open_lead, return_lead, write_sheet
from relais.leads.events import State
from relais.leads.models import Lead
from relais.notifications.tests.steps import SHEET, submitted
from relais.people.actions import give_role
from relais.people.rules.access import Role
from relais.routing.actions import submit_lead, validate_lead
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World

DESK = "/leads/review/"


def text(browser: Browser, lead: Lead | None = None) -> str:
    query = {"lead": str(lead.id)} if lead else {}
    return str(browser.get(DESK, **query).content.decode())


def some(world: World, count: int) -> list[Lead]:
    found = []
    for _ in range(count):
        found.append(submitted(world))
        world.later(minutes=10)
    return found


def fresh(lead: Lead) -> Lead:
    return Lead.objects.get(id=lead.id)


def chosen(page: str) -> str:
    return page.split('id="company"')[1].split(">")[1].split("<")[0]


def decide(browser: Browser, lead: Lead, name: str, **typed: Any) -> Any:
    return browser.post(f"{DESK}{lead.id}/{name}/", **typed)


# --- What waits ------------------------------------------------------------------------------


def test_the_title_says_how_much_waits_and_for_how_long(world: World) -> None:
    some(world, 3)
    world.later(hours=4)
    assert "3 leads to review, the oldest has waited for 4 hours" in text(sign_in(world, "victor"))


def test_a_badge_tells_how_late_a_review_is_or_how_long_there_is(world: World) -> None:
    lead = submitted(world)
    lead.refresh_from_db()
    assert lead.due_at is not None
    for after, said, look in (
        (timedelta(hours=-3), "in 3 h", "badge "),
        (timedelta(minutes=-1), "in 1 min", "badge due"),
        (timedelta(hours=2), "2 h late", "badge late"),
    ):
        world.at = lead.due_at + after
        queue = text(sign_in(world, "victor")).split('id="queue"')[1].split("</nav>")[0]
        badge = queue.replace("\u202f", " ").replace("\xa0", " ").split('<span class="')[-1]
        assert badge.startswith(f'{look}"'), badge
        assert said in badge.split("</span>")[0]


def test_an_empty_desk_says_what_will_fill_it(world: World) -> None:
    page = text(sign_in(world, "victor"))
    assert "Nothing waits for your review" in page
    assert "Leads come here when telemarketers submit them" in page


def test_the_most_urgent_is_chosen_and_any_other_by_its_link(world: World) -> None:
    first, second = some(world, 2)
    browser = sign_in(world, "victor")
    assert chosen(text(browser)) == first.account.name
    page = text(browser, second)
    assert chosen(page) == second.account.name
    assert f'href="?lead={second.id}" aria-current="true"' in page


def test_the_target_stands_beside_what_is_known(world: World) -> None:
    criteria = [
        {"code": "area", "kind": "area", "weight": 1, "values": ["59"]},
        {"code": "size", "kind": "size", "weight": 2, "min": 50},
    ]
    publish_definition(world.campaign.id, criteria=criteria, by=world.system, at=world.at)
    submitted(world)
    page = text(sign_in(world, "victor"))
    assert "version 1: 1 points of 3" in page
    for words in ("59000 Lille FR", "At least 50 employees", "Not said"):
        assert words in page


def test_what_is_indispensable_and_not_said_is_asked_before_it_is_validated(world: World) -> None:
    criteria = [{"code": "horizon", "kind": "horizon", "weight": 1, "max": 12, "required": True}]
    publish_definition(world.campaign.id, criteria=criteria, by=world.system, at=world.at)
    lead, browser = submitted(world), sign_in(world, "victor")
    fold = text(browser).split('<details class="folded">')[1].split("</details>")[0]
    assert 'data-press="v"' in fold.split("</summary>")[0]
    assert "not met or not said: Purchase within 12 months." in fold
    assert "Validate all the same" in fold
    decide(browser, lead, "validate")
    assert fresh(lead).state == State.TRANSMITTED


def test_only_what_one_may_decide_on_is_listed(world: World) -> None:
    submitted(world)
    give_role(
        world.id("victor"), Role.TELEMARKETER, since=SINCE, by=world.system,
        call_center_id=world.center.id,
    )  # fmt: skip
    own = open_lead(
        world.contact(owner="remy"), campaign_id=world.campaign.id, by=world.by("victor"),
        at=world.at,
    )  # fmt: skip
    write_sheet(own.id, fields=SHEET, answers={}, by=world.by("victor"), at=world.at)
    submit_lead(own.id, by=world.by("victor"), at=world.at)
    assert "1 lead to review" in text(sign_in(world, "victor"))
    assert "Nothing waits" in text(sign_in(world, "oscar"))
    assert sign_in(world, "remy").get(DESK).status_code == 404
    assert sign_in(world, "remy").get(f"{DESK}news/").status_code == 404


def test_what_was_decided_meanwhile_is_said(world: World) -> None:
    first, second = some(world, 2)
    validate_lead(first.id, by=world.by("victor"), at=world.at)
    page = text(sign_in(world, "victor"), first)
    assert "does not wait for your review any more" in page
    assert chosen(page) == second.account.name
    assert chosen(str(sign_in(world, "victor").get(DESK, lead="x").content.decode()))


def test_the_desk_asks_as_many_queries_whatever_waits(world: World) -> None:
    browser = sign_in(world, "victor")
    some(world, 1)
    few = queries_of(lambda: browser.get(DESK))
    some(world, 6)
    assert queries_of(lambda: browser.get(DESK)) == few
    assert few <= 22


# --- Three deeds -----------------------------------------------------------------------------


def test_after_a_deed_the_next_lead_is_chosen(world: World) -> None:
    first, second, third = some(world, 3)
    browser = sign_in(world, "victor")
    answer = decide(browser, second, "validate")
    assert answer.headers["Location"] == f"{DESK}?lead={third.id}"
    assert fresh(second).relay_id == world.id("victor")
    page = text(browser, third)
    assert f"{second.account.name} is validated under your name. Remy is told." in page
    assert decide(browser, third, "validate").headers["Location"] == f"{DESK}?lead={first.id}"
    assert decide(browser, first, "validate").headers["Location"] == DESK


def test_a_lead_goes_back_with_what_is_missing(world: World) -> None:
    lead, browser = submitted(world), sign_in(world, "victor")
    reason_id = world.reason(ReasonKind.RETURN, "sheet_incomplete")
    decide(browser, lead, "return", reason_id=reason_id, missing=["promises"], words="Who decides?")
    assert fresh(lead).state == State.RETURNED
    assert "Tina is told what is missing." in text(browser)


def test_a_lead_is_set_aside_with_a_reason(world: World) -> None:
    lead, browser = submitted(world), sign_in(world, "victor")
    decide(browser, lead, "refuse", reason_id=world.reason(ReasonKind.REFUSE, "outside_target"))
    assert fresh(lead).state == State.REFUSED
    assert "Tina is told why." in text(browser)


def test_a_form_without_its_reason_comes_back_at_its_lead(world: World) -> None:
    _, second = some(world, 2)
    answer = decide(sign_in(world, "victor"), second, "return", words="Who decides?")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert answer.headers["HX-Push-Url"] == "false"
    assert chosen(page) == second.account.name
    assert '<details class="folded" open>' in page
    assert "Who decides?" in page
    assert fresh(second).state == State.SUBMITTED


def test_what_another_has_decided_is_refused_in_words(world: World) -> None:
    lead, browser = submitted(world), sign_in(world, "victor")
    lacks, by = (SheetField.PROMISES,), world.by("victor")
    return_lead(lead.id, reason_id=None, missing=lacks, words="", by=by, at=world.at)
    answer = decide(browser, lead, "validate")
    assert answer.status_code == 409
    assert "This lead is “Sent back”" in answer.content.decode()


def test_nobody_else_decides_and_nothing_else_is_decided_here(world: World) -> None:
    lead = submitted(world)
    assert decide(sign_in(world, "oscar"), lead, "validate").status_code == 404
    assert decide(sign_in(world, "maya"), lead, "validate").status_code == 409
    assert decide(sign_in(world, "victor"), lead, "withdraw").status_code == 404
    assert sign_in(world, "victor").get(f"{DESK}{lead.id}/validate/").status_code == 405
    assert fresh(lead).state == State.SUBMITTED


def test_who_reviews_may_ask_to_whom_it_would_go(world: World) -> None:
    address = f"/routing/leads/{submitted(world).id}/preview/"
    assert "Remy answers for this account." in (
        sign_in(world, "victor").get(address).content.decode()
    )
    assert sign_in(world, "oscar").get(address).status_code == 404


# --- What is new -----------------------------------------------------------------------------


def ask(browser: Browser, version: str, since: str, lead: UUID | None = None) -> Any:
    browser.headers = {"If-None-Match": version}
    query = {"lead": str(lead)} if lead else {}
    return browser.get(f"{DESK}news/", since=since, **query)


def version_in(page: str) -> str:
    return (
        page.split('{"If-None-Match": "')[1]
        .split('"}')[0]
        .replace('\\"', '"')
        .replace("\\u0022", '"')
    )


def test_a_desk_learns_what_came_and_nothing_where_nothing_did(world: World) -> None:
    first = submitted(world)
    browser = sign_in(world, "victor")
    version, since = version_in(text(browser)), world.at.isoformat()
    assert ask(browser, version, since).status_code == 304
    assert ask(browser, version, since).content == b""

    world.later(minutes=1)
    submitted(world)
    answer = ask(browser, version, since, first.id)
    assert "1 new lead to review" in answer.content.decode()
    assert "Somebody else" not in answer.content.decode()
    assert ask(browser, answer.headers["ETag"], since).status_code == 304


def test_a_desk_learns_that_its_lead_was_decided_on(world: World) -> None:
    first, _ = some(world, 2)
    browser = sign_in(world, "victor")
    version = version_in(text(browser))
    validate_lead(first.id, by=world.by("victor"), at=world.at)
    told = ask(browser, version, world.at.isoformat(), first.id).content.decode()
    assert "Somebody else has just decided on this lead." in told
    assert "The list has changed: 1 lead" in told


def test_asking_for_news_costs_one_query_whatever_waits(world: World) -> None:
    some(world, 5)
    browser = sign_in(world, "victor")
    since = (world.at - timedelta(days=1)).isoformat()
    whoever_asks = 4  # session, sign-in, person, roles
    assert queries_of(lambda: ask(browser, "", since)) == whoever_asks + 1
    assert ask(browser, "", "yesterday").status_code == 200
