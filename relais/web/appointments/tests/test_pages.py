"""What the pages of appointments show, and to whom."""

from datetime import timedelta
from uuid import UUID

import pytest

from relais.accounts.models import Account
from relais.appointments.actions import report_outcome, say_prospect_version
from relais.appointments.models import Appointment
from relais.appointments.tests.steps import THURSDAY, book, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.events import Outcome
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def report(world: World, row: Appointment, outcome: Outcome, reason_id: UUID | None = None) -> None:
    """Let Remy say what became of it."""
    report_outcome(row.id, outcome=outcome, reason_id=reason_id, by=world.by("remy"), at=world.at)


def say(world: World, row: Appointment, outcome: Outcome) -> None:
    """Let Tina write down what the prospect says became of it."""
    say_prospect_version(row.id, outcome=outcome, by=world.by("tina"), at=world.at)


def test_the_list_counts_what_is_to_come(world: World) -> None:
    book(world, transmit(world, world.open_lead()))
    page = sign_in(world, "remy").get("/appointments/")
    assert "1 appointment to come" in page.content.decode()


def test_the_list_shows_outcomes_that_are_due(world: World) -> None:
    row = met(world)
    page = sign_in(world, "remy").get("/appointments/", which="due").content.decode()
    assert f"/appointments/{row.id}/" in page
    assert "Outcome due" in page


def test_an_appointment_leaves_the_list_of_those_due_once_it_is_told(world: World) -> None:
    row = met(world)
    report(world, row, Outcome.HELD)
    page = sign_in(world, "remy").get("/appointments/", which="due").content.decode()
    assert "Every appointment has its outcome" in page


def test_the_list_is_searched_by_company(world: World) -> None:
    lead, other = (transmit(world, world.open_lead()) for _ in range(2))
    found = book(world, lead)
    missed = book(world, other, start=THURSDAY + timedelta(hours=4))
    page = sign_in(world, "remy").get("/appointments/", q=lead.account.name).content.decode()
    assert f"/appointments/{found.id}/" in page
    assert f"/appointments/{missed.id}/" not in page


@pytest.mark.parametrize("which", ["coming", "due", "past", "disputed"])
def test_the_list_asks_as_many_queries_whatever_its_length(world: World, which: str) -> None:
    rows = [met(world, start=THURSDAY + timedelta(days=n)) for n in (0, 1)]
    browser = sign_in(world, "maya")
    few = queries_of(lambda: browser.get("/appointments/", which=which))
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "travel")
    for row in rows:
        report(world, row, Outcome.REP_ABSENT, reason_id)
        say(world, row, Outcome.HELD)
    for n in range(4, 8):
        met(world, start=THURSDAY + timedelta(days=n + (n > 4)))
        book(world, transmit(world, world.open_lead()), start=THURSDAY + timedelta(days=14 + n))
    many = queries_of(lambda: browser.get("/appointments/", which=which))
    assert many <= few + 2  # the rows themselves and the next page, where there are none yet


def test_the_page_shows_the_prospects_clock_where_it_differs(world: World) -> None:
    lead = transmit(world, world.open_lead())
    Account.objects.filter(id=lead.account_id).update(postcode="97400")
    row = book(world, lead)
    page = sign_in(world, "remy").get(f"/appointments/{row.id}/").content.decode()
    assert "10:00" in page
    assert "13:00" in page


def test_the_page_shows_both_versions_where_they_differ(world: World) -> None:
    row = met(world)
    report(world, row, Outcome.HELD)
    say(world, row, Outcome.REP_ABSENT)
    page = sign_in(world, "maya").get(f"/appointments/{row.id}/").content.decode()
    assert "Rep and prospect tell two versions" in page


def test_a_reserved_slot_is_hidden_from_the_rep(world: World) -> None:
    row = book(world, world.open_lead())
    assert sign_in(world, "remy").get(f"/appointments/{row.id}/").status_code == 404


def test_his_diary_shows_a_reserved_slot_and_nothing_else_of_it(world: World) -> None:
    lead = world.open_lead()
    book(world, lead)
    page = sign_in(world, "remy").get("/appointments/diary/").content.decode()
    assert "Slot reserved" in page
    assert lead.account.name not in page


def test_his_diary_shows_whom_he_meets_once_it_is_transmitted(world: World) -> None:
    lead = transmit(world, world.open_lead())
    book(world, lead)
    page = sign_in(world, "remy").get("/appointments/diary/").content.decode()
    assert lead.account.name in page


def test_a_diary_turns_to_another_week(world: World) -> None:
    book(world, transmit(world, world.open_lead()))
    page = sign_in(world, "remy").get("/appointments/diary/", week="2026-03-17").content.decode()
    assert "Nothing in this week" in page


def test_a_diary_is_closed_to_another_rep(world: World) -> None:
    address = f"/appointments/diary/{world.id('remy')}/"
    assert sign_in(world, "olga").get(address).status_code == 404
    assert sign_in(world, "maya").get(address).status_code == 200


def test_a_diary_asks_as_many_queries_whatever_stands_in_it(world: World) -> None:
    browser = sign_in(world, "remy")
    book(world, transmit(world, world.open_lead()))
    few = queries_of(lambda: browser.get("/appointments/diary/"))
    for hours in (5, 7, 24, 29):
        book(world, transmit(world, world.open_lead()), start=THURSDAY + timedelta(hours=hours))
    assert queries_of(lambda: browser.get("/appointments/diary/")) == few


def test_until_when_it_is_to_be_told_is_said_as_it_is(world: World) -> None:
    row = met(world)
    address, remy = f"/appointments/{row.id}/", sign_in(world, "remy")
    assert "It is to be said by" in remy.get(address).content.decode()
    world.later(days=14)
    assert "It was to be said by" in remy.get(address).content.decode()


def test_the_page_of_a_lead_moves_what_is_booked(world: World) -> None:
    lead = transmit(world, world.open_lead())
    remy = sign_in(world, "remy")
    assert "Book an appointment" in remy.get(f"/leads/{lead.id}/").content.decode()
    row = book(world, lead)
    page = remy.get(f"/leads/{lead.id}/").content.decode()
    assert ("Book an appointment" in page, "Move the appointment" in page) == (False, True)
    there = remy.get(f"/appointments/book/{lead.id}/")
    assert there.headers["Location"] == f"/appointments/{row.id}/slots/"
