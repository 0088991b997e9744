"""The supervisor's figures: who found what and what became of it, as far as the law lets it."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import refuse_lead, return_lead
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.actions import (
    add_call_center,
    add_person,
    complete_privacy_checklist,
    give_role,
)
from relais.people.rules.access import Role
from relais.web.desk import center
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World


def page_of(world: World, path: str = "/figures/", name: str = "sam") -> str:
    answer = sign_in(world, name).get(path)
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def title(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def complete(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )


def sent_back(world: World) -> None:
    return_lead(
        submitted(world).id,
        reason_id=world.reason(ReasonKind.RETURN, "need_unclear"),
        missing=(SheetField.NEED,),
        words="",
        by=world.by("victor"),
        at=world.at,
    )


def set_aside(world: World) -> None:
    reason_id = world.reason(ReasonKind.REFUSE, "no_project")
    refuse_lead(
        submitted(world).id, reason_id=reason_id, words="", by=world.by("victor"), at=world.at
    )


def hire(world: World, *names: str) -> None:
    for name in names:
        person = add_person(name, by=world.system)
        give_role(
            person.id, Role.TELEMARKETER, since=SINCE, unit_id=None,
            call_center_id=world.center.id, by=world.system,
        )  # fmt: skip


def test_the_title_says_how_many_were_validated_of_how_many(world: World) -> None:
    complete(world)
    transmitted(world)
    world.open_lead()
    assert title(page_of(world)) == "1 validated of 2 leads opened in the last 4 weeks"


def test_the_funnel_tells_the_last_weeks_and_those_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(center, "PERSONAL_FROM", 1)
    complete(world)
    for _ in "123":
        transmitted(world)
    world.later(days=35)
    submitted(world)
    page = page_of(world)
    [row] = re.findall(r"<tr>(?:(?!</tr>).)*Transmitted to a rep.*?</tr>", page, re.DOTALL)
    assert "0 of 1" in row
    assert "3 of 3" in row
    address = re.findall(r'href="(/leads/[^"]+)"', row)[1]
    assert title(page_of(world, address)) == "3 leads"


def test_by_person_only_once_the_checklist_is_complete(world: World) -> None:
    transmitted(world)
    hire(world, "Anna", "Bruno", "Carla")
    page = page_of(world)
    assert "Tina" not in page
    complete(world)
    assert 'data-name="Telemarketer">Tina' in page_of(world)


def test_before_it_a_team_of_five_is_shown_as_one_and_a_smaller_one_not_at_all(
    world: World,
) -> None:
    transmitted(world)
    hire(world, "Anna", "Bruno")
    page = page_of(world)
    assert title(page) == "Too few telemarketers to be shown"
    assert "The figures of fewer than five telemarketers would be those of persons." in page
    assert not re.findall(r"<table|\d+ of \d+", page)
    assert title(page_of(world, "/")) != title(page)  # what is to be done stays
    hire(world, "Carla")
    page = page_of(world)
    assert title(page) == "1 validated of 1 lead opened in the last 4 weeks"
    assert 'data-name="Team">Voix du Nord' in page
    assert "Tina" not in page


def test_beside_a_larger_team_a_smaller_one_cannot_be_worked_out(world: World) -> None:
    transmitted(world)
    hire(world, "Anna", "Bruno", "Carla")
    other = add_call_center("Voix du Sud", kind="outsourced", by=world.system)
    post: dict[str, Any] = {"since": SINCE, "unit_id": None, "call_center_id": other.id}
    give_role(world.id("sam"), Role.SUPERVISOR, by=world.system, **post)
    dina = add_person("Dina", by=world.system)
    give_role(dina.id, Role.TELEMARKETER, by=world.system, **post)
    page = page_of(world)
    assert title(page) == "1 validated of 1 lead opened in the last 4 weeks"
    assert "Voix du Nord" not in page
    assert "those of 5 persons at least" in page


def test_each_figure_of_a_telemarketer_opens_its_cases(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(world)
    for make in (sent_back, set_aside, transmitted, contested):
        make(world)
    world.open_lead(by="theo")
    page = page_of(world)
    row = page[page.index('data-name="Telemarketer">Tina') :]
    counted = re.findall(r'<a href="([^"]+)">(\d) of (\d)</a>', row)
    assert [(int(above), int(below)) for _, above, below in counted] == [(2, 4), (1, 4), (1, 4)]
    for address, above, _below in counted:
        shown = page_of(world, address)
        assert title(shown).split()[0] == above
        assert "Tina" in shown


def test_a_center_sees_its_own_alone(world: World) -> None:
    transmitted(world)
    complete(world)
    theirs = world.open_lead()
    page = page_of(world)
    assert "Voix du Nord" not in page
    elsewhere = f"/leads/?case=opened&unit={world.north.id}"
    assert title(page_of(world, elsewhere)) == "0 leads"
    assert title(page_of(world, f"/leads/?case=opened&finder={theirs.originator_id}")) == "2 leads"


def test_the_desk_says_what_came_back_since_it_was_drawn(world: World) -> None:
    browser, since = sign_in(world, "sam"), world.at.isoformat()
    assert 'id="news"' in browser.get("/").content.decode()
    world.later(minutes=1)
    sent_back(world)
    said = browser.get("/news/", since=since)
    assert "1 lead came back to your call center" in said.content.decode()
    browser.headers = {"If-None-Match": said.headers["ETag"]}
    assert browser.get("/news/", since=since).status_code == 304


def test_without_a_lead_it_says_what_will_be_told(world: World) -> None:
    complete(world)
    page = page_of(world)
    assert "No lead was opened in these weeks. What becomes of those" in page


@pytest.mark.parametrize("path", ["/", "/figures/"])
def test_it_asks_as_many_queries_whatever_there_is(world: World, path: str) -> None:
    browser = sign_in(world, "sam")
    complete(world)
    for make in (sent_back, set_aside, contested):
        make(world)
    browser.get(path)  # that figures of persons were read is written down once a day
    few = queries_of(lambda: browser.get(path))
    hire(world, "Anna", "Bruno")
    for make in (sent_back, set_aside, contested) * 2:
        make(world)
    world.open_lead(by="theo")
    browser.get(path)  # and so is of whom
    assert queries_of(lambda: browser.get(path)) == few
    assert few <= 30
