"""The manager's desk: who needs him, by rep, and what he does about it; then the team."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from relais.appointments.models import Appointment
from relais.leads.actions import take_up_lead
from relais.leads.events import Mode
from relais.leads.models import Lead, Message
from relais.leads.queries import disputes_to_judge
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.actions import add_person, complete_privacy_checklist, end_role, give_role
from relais.people.models import Membership
from relais.people.queries import Listing
from relais.people.rules.access import Role
from relais.routing.actions import book_for_routed_rep, slots_for_lead, validate_lead
from relais.web.desk import lists
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World


def visit(world: World, *, owner: str = "remy") -> Lead:
    """Let a rep have an appointment within the next days."""
    lead = submitted(world, owner=owner)
    until, mode = world.at + timedelta(days=7), Mode.VISIT
    _, free = slots_for_lead(lead, start=world.at, end=until, mode=mode, at=world.at)
    book_for_routed_rep(
        lead.id, starts_at=free[0].start, ends_at=None, mode=mode, by=world.by("tina"), at=world.at
    )
    return validate_lead(lead.id, by=world.by("victor"), at=world.at)


def to_judge(world: World, name: str) -> "QuerySet[Lead]":
    access = world.by(name).access
    assert access
    return disputes_to_judge(access, on=world.at.date())


def desk(world: World, name: str = "maya") -> str:
    return str(sign_in(world, name).get("/").content.decode())


def title(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def test_the_title_counts_the_acts_and_for_how_many_reps(world: World) -> None:
    contested(world)
    visit(world, owner="olga")
    world.later(days=14)
    page = desk(world)
    assert title(page) == "3 acts to do, for 2 reps"
    for words in ("Contested", "Judge", "Not taken up in time", "Appointment not told", "Tell"):
        assert words in page


def test_an_empty_desk_says_what_will_fill_it(world: World) -> None:
    page = desk(world)
    assert title(page) == "Nobody needs you now"
    assert "will come here, by rep." in page


def test_what_its_rep_may_still_tell_is_no_act_yet(world: World) -> None:
    take_up_lead(visit(world).id, by=world.by("remy"), at=world.at)
    world.at = Appointment.objects.get().ends_at + timedelta(hours=1)
    page = desk(world)
    assert title(page) == "Nobody needs you now"
    assert "1 more appointment is over: its rep still has time to tell." in page


def test_disputes_come_first_whatever_has_waited_longer(world: World) -> None:
    visit(world, owner="olga")
    world.later(days=14)
    contested(world)
    page = desk(world)
    titles = ("Disputes to judge · 1", "Take-ups overdue · 1", "Outcomes nobody has told · 1")
    places = [page.index(f">{words}</h2>") for words in titles]
    assert places == sorted(places)
    assert title(page) == "3 acts to do, for 2 reps"


def test_reps_come_by_what_waits_longest_not_by_how_much(world: World) -> None:
    visit(world, owner="olga")
    world.later(days=2)
    for _ in "12":
        visit(world)
    world.later(days=14)
    page = desk(world)
    assert page.index(">Olga</h3>") < page.index(">Remy</h3>")


def test_a_manager_asks_before_he_tells(world: World) -> None:
    lead = visit(world)
    world.later(days=14)
    browser = sign_in(world, "maya")
    page = browser.get("/", ask=str(lead.id)).content.decode()
    question = f"What became of the appointment with {lead.account.name}"
    assert question in page
    assert page.count("<textarea") == 1
    answer = browser.post(f"/leads/{lead.id}/message/", text=f"{question}?", next="/")
    assert answer.headers["Location"] == "/"
    assert Message.objects.get().author_id == world.id("maya")
    assert "You wrote about it" in browser.get("/").content.decode()


def test_what_is_not_shown_is_counted_and_led_to(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, ask in (("DISPUTES", lists.DISPUTES), ("SILENT", lists.SILENT)):
        two = Listing(ask.ask, most=2, examples=ask.examples)
        monkeypatch.setattr(f"relais.web.desk.lists.{code}", two)
    for _ in "123":
        visit(world)
    for lead in Lead.objects.all():
        take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    world.later(days=14)
    for _ in "1234":
        contested(world)
    page = desk(world)
    assert title(page) == "7 acts to do"
    browser = sign_in(world, "maya")
    for address, words in (
        ("/leads/?case=to_judge", "and 2 more"),
        ("/appointments/?which=silent", "and 1 more"),
    ):
        assert f'<a href="{address}">{words}</a>' in page
    every = browser.get("/leads/?case=to_judge").content.decode()
    assert all(f"/leads/{lead.id}/" in every for lead in Lead.objects.filter(taken_up_at=None))
    assert "3 appointments of which nobody has told in time" in (
        browser.get("/appointments/?which=silent").content.decode()
    )


def test_a_dispute_is_its_managers_and_a_directors_where_there_is_none(world: World) -> None:
    contested(world)
    assert title(desk(world)) == "1 act to do, for 1 rep"
    assert "dispute to judge" not in title(desk(world, "dora"))
    for post in Membership.objects.filter(role=Role.MANAGER.value):
        end_role(post.id, on=world.at.date(), by=world.system)
    world.later(days=1)
    assert "1 dispute to judge" in title(desk(world, "dora"))


def test_a_manager_who_found_the_lead_leaves_its_dispute_to_a_director(world: World) -> None:
    give_role(world.id("maya"), Role.TELEMARKETER, since=SINCE, by=world.system)
    lead = contested(world)
    assert lead in to_judge(world, "maya")
    Lead.objects.filter(id=lead.id).update(originator_id=world.id("maya"))
    assert lead not in to_judge(world, "maya")
    assert lead in to_judge(world, "dora")


def test_another_region_s_acts_are_not_his(world: World) -> None:
    contested(world)
    assert title(desk(world, "milo")) == "Nobody needs you now"


def test_a_small_team_has_no_figure_before_the_checklist(world: World) -> None:
    visit(world)
    world.later(days=14)
    assert "shown once the organization’s privacy checklist is complete" in desk(world)
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    page = desk(world)
    assert "0% of the appointments due in the last 4 weeks" in page


def test_the_team_is_listed_by_name_without_figures(world: World) -> None:
    for name in ("Zoé", "Anna"):
        person = add_person(name, by=world.system)
        give_role(
            person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id,
            call_center_id=None,
        )  # fmt: skip
    page = desk(world)
    team = page.split("Your team · 4")[1]
    places = [team.index(f">{name}</a>") for name in ("Anna", "Olga", "Remy", "Zoé")]
    assert places == sorted(places)
    assert "Sara" not in team


def test_the_desk_asks_as_many_queries_whatever_is_to_be_done(world: World) -> None:
    browser = sign_in(world, "maya")
    contested(world)
    visit(world)
    transmitted(world)
    world.later(days=14)
    few = queries_of(lambda: browser.get("/"))
    for _ in "123":
        contested(world)
        visit(world, owner="olga")
    world.later(days=14)
    assert queries_of(lambda: browser.get("/")) == few
    assert few <= 18


# --- What has come ---------------------------------------------------------------------------


def ask(browser: Browser, since: str, version: str = "") -> Any:
    browser.headers = {"If-None-Match": version}
    return browser.get("/news/", since=since)


def test_a_manager_learns_what_came_since_the_page_was_drawn(world: World) -> None:
    browser, since = sign_in(world, "maya"), world.at.isoformat()
    quiet = ask(browser, since).headers["ETag"]
    assert ask(browser, since, quiet).status_code == 304
    world.later(minutes=1)
    contested(world)
    said = ask(browser, since, quiet)
    assert "1 new lead to decide on" in said.content.decode()
    assert ask(browser, since, said.headers["ETag"]).status_code == 304
    assert queries_of(lambda: ask(browser, since)) == 4 + 3


def test_a_desk_that_is_as_it_was_is_not_drawn_anew(world: World) -> None:
    for name in ("remy", "ada", "paul"):
        browser = sign_in(world, name)
        told = ask(browser, "")
        assert ask(browser, "", told.headers["ETag"]).status_code == 304
        assert told.headers["ETag"].strip('"') in browser.get("/").content.decode()
