"""The telemarketer's desk: one prospect, one button an outcome, then sheet, slot and off."""

import re
from datetime import timedelta
from typing import Any

import pytest

from relais.accounts.actions import give_account
from relais.appointments.models import Appointment
from relais.calls.models import Call, Callback
from relais.calls.rules import CallEnd, CallOutcome
from relais.calls.tests.steps import bring, call
from relais.campaigns.actions import publish_definition
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import open_lead, post_message, return_lead
from relais.leads.events import State
from relais.leads.models import Lead
from relais.leads.queries import sheet_of
from relais.notifications.tests.steps import submitted, transmitted
from relais.prospecting.models import Prospect
from relais.routing.actions import add_rule
from relais.web.calls.words import ENDS, MISSED, OUTCOMES, REACHED
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

SHEET = {"need": "Ten copiers", "context": "Lease until June"}


def page_of(world: World, prospect: Prospect) -> str:
    return str(sign_in(world, "tina").get(f"/calls/{prospect.id}/").content.decode())


def say(world: World, browser: Browser, prospect: Prospect, **said: str) -> Any:
    began = (world.at - timedelta(minutes=1)).isoformat()
    return browser.post(f"/calls/{prospect.id}/record/", started_at=began, **said)


def qualified(world: World, *, owner: str = "remy") -> Lead:
    """Let Tina have a lead of an account of Remy's, of which nothing is written yet."""
    add_rule(unit_id=world.north.id, country="FR", areas=("59",), by=world.system)
    return world.open_lead(owner=owner)


def send(browser: Browser, lead: Lead, **typed: str) -> Any:
    return browser.post(f"/calls/leads/{lead.id}/send/", **typed)


def fresh(lead: Lead) -> Lead:
    return Lead.objects.get(id=lead.id)


# --- One prospect ----------------------------------------------------------------------------


def test_every_outcome_has_a_button_and_a_key_of_its_own(world: World) -> None:
    page = page_of(world, bring(world))
    keys = [*REACHED.values(), *MISSED.values(), "d", "t", "q", "r", "x"]
    assert len(keys) == len(set(keys))
    for outcome in OUTCOMES:
        assert f'name="outcome" value="{outcome}"' in page
    for end in set(ENDS) - {"answered"}:
        assert f'name="end" value="{end}"' in page
    for key in set(keys):
        assert f'data-press="{key}"' in page or f'data-to="{key}"' in page


def test_no_key_of_the_pages_around_a_call_says_what_became_of_one(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    around = [browser.get(path).content.decode() for path in ("/calls/", hand_over_of(world))]
    said = {*REACHED.values(), *MISSED.values(), "q", "x"}
    deeds = re.findall(r'<button[^>]* data-press="(.)"', "".join(around))
    assert sorted(deeds) == ["j", "v"]
    assert said.isdisjoint(deeds)
    assert not set(deeds) & set(re.findall(r'data-press="(.)"', page_of(world, prospect)))


def hand_over_of(world: World) -> str:
    return f"/calls/leads/{qualified(world).id}/"


def test_the_first_button_of_the_form_is_the_one_that_enter_presses(world: World) -> None:
    page = page_of(world, bring(world))
    buttons = page.split('class="call-desk"')[1].split("<button")
    assert 'value="callback"' in buttons[1]


def test_what_is_under_way_at_the_company_is_shown(world: World) -> None:
    prospect = bring(world)
    account_id = prospect.contact.account_id
    assert "Nobody answers for the account yet." in page_of(world, prospect)
    give_account(account_id, rep_id=world.id("remy"), by=world.system, at=world.at)
    open_lead(prospect.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at)
    page = page_of(world, prospect)
    assert "Remy answers for the account." in page
    assert "Being qualified" in page
    assert "/leads/" not in page.split("What is under way there")[1].split("</section>")[0]


def test_own_leads_words_and_points_stand_below(world: World) -> None:
    lead = transmitted(world)
    post_message(lead.id, text="Who signs there?", by=world.by("remy"), at=world.at)
    post_message(lead.id, text="The director.", by=world.by("tina"), at=world.at)
    page = page_of(world, bring(world))
    assert lead.account.name in page
    assert "Who signs there?" in page
    assert "The director." not in page
    assert "My points · 0" in page


@pytest.mark.parametrize(
    ("said", "end", "outcome"),
    [
        ({"outcome": "not_interested"}, CallEnd.ANSWERED, CallOutcome.NOT_INTERESTED),
        ({"outcome": "unreachable"}, CallEnd.ANSWERED, CallOutcome.UNREACHABLE),
        ({"end": "busy"}, CallEnd.BUSY, CallOutcome.UNREACHABLE),
        ({"end": "dropped"}, CallEnd.DROPPED, CallOutcome.UNREACHABLE),
    ],
)
def test_one_button_says_it_all(
    world: World, said: dict[str, str], end: CallEnd, outcome: CallOutcome
) -> None:
    say(world, sign_in(world, "tina"), bring(world), **said)
    told = Call.objects.get()
    assert (told.end, told.outcome) == (end, outcome)


@pytest.mark.parametrize("said", [{}, {"end": "answered"}, {"outcome": "delighted"}])
def test_what_was_not_said_is_asked_for_and_the_note_kept(
    world: World, said: dict[str, str]
) -> None:
    answer = say(world, sign_in(world, "tina"), bring(world), note="Very direct", **said)
    assert answer.status_code == 400
    assert "Say what became of the call." in answer.content.decode()
    assert "Very direct" in answer.content.decode()
    assert not Call.objects.exists()


def test_the_desk_asks_as_many_queries_whatever_there_is(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    call(world, prospect)
    transmitted(world)
    few = queries_of(lambda: browser.get(f"/calls/{prospect.id}/"))
    for _ in "123":
        world.later(hours=4)
        call(world, prospect)
        post_message(transmitted(world).id, text="Who signs?", by=world.by("remy"), at=world.at)
    assert queries_of(lambda: browser.get(f"/calls/{prospect.id}/")) == few
    assert few <= 26


# --- From the call to the relay --------------------------------------------------------------


def test_the_title_tells_what_is_still_to_be_written(world: World) -> None:
    lead, browser = qualified(world), sign_in(world, "tina")
    page = browser.get(f"/calls/leads/{lead.id}/").content.decode()
    assert "still to be written: need, context" in page
    assert "Remy answers for this account." in page
    send(browser, lead, **SHEET)
    assert "ready to be submitted" in browser.get(f"/calls/leads/{lead.id}/").content.decode()


def test_a_slot_is_booked_and_the_sheet_saved_by_one_press(world: World) -> None:
    lead, browser = qualified(world), sign_in(world, "tina")
    page = browser.get(f"/calls/leads/{lead.id}/").content.decode()
    slot = page.split('name="starts_at" value="')[1].split('"')[0]
    send(browser, lead, **SHEET, starts_at=slot, mode="visit")
    assert Appointment.objects.get().rep_id == world.id("remy")
    sheet = sheet_of(lead)
    assert sheet is not None
    assert sheet.need == "Ten copiers"
    assert "A slot of Remy is held" in browser.get(f"/calls/leads/{lead.id}/").content.decode()


def test_submitting_goes_on_to_the_next_prospect(world: World) -> None:
    lead, prospect, browser = qualified(world), bring(world), sign_in(world, "tina")
    answer = send(browser, lead, **SHEET, then="next")
    assert fresh(lead).state == State.SUBMITTED
    assert answer.headers["Location"] == f"/calls/{prospect.id}/"


def wanting(world: World) -> Lead:
    """Let Tina have a lead of a campaign that wants to know when he buys."""
    criteria = [{"code": "horizon", "kind": "horizon", "weight": 1, "max": 12, "required": True}]
    publish_definition(world.campaign.id, criteria=criteria, by=world.system, at=world.at)
    return qualified(world)


def test_what_is_indispensable_and_not_said_is_told_before_it_is_submitted(world: World) -> None:
    lead, browser = wanting(world), sign_in(world, "tina")
    answer = send(browser, lead, **SHEET, then="next")
    page = answer.content.decode()
    assert (answer.status_code, fresh(lead).state) == (409, State.QUALIFYING)
    assert "still to be written: purchase within how many months" in page
    assert "not said yet: Purchase within how many months." in page
    assert "Submit all the same, and call the next" in page
    assert 'name="left" value="horizon_months"' in page
    sheet = sheet_of(lead)
    assert sheet is not None
    assert sheet.need == "Ten copiers"
    send(browser, lead, **SHEET, then="stop", left="horizon_months")
    assert fresh(lead).state == State.SUBMITTED


def test_what_was_said_is_not_asked_again(world: World) -> None:
    lead, browser = wanting(world), sign_in(world, "tina")
    send(browser, lead, **SHEET, horizon_months="3", then="stop")
    assert fresh(lead).state == State.SUBMITTED


def test_no_question_left_open_keeps_a_slot_from_being_taken(world: World) -> None:
    page = sign_in(world, "tina").get(f"/calls/leads/{wanting(world).id}/").content.decode()
    slots = [one for one in page.split("<button")[1:] if 'name="starts_at"' in one]
    assert slots
    assert all("formnovalidate" in one.split(">")[0] for one in slots)


def test_a_sheet_that_lacks_something_is_saved_and_not_submitted(world: World) -> None:
    lead, browser = qualified(world), sign_in(world, "tina")
    answer = send(browser, lead, need="Ten copiers", then="stop")
    assert answer.status_code == 409
    assert "still lacks: Context" in answer.content.decode()
    assert fresh(lead).state == State.QUALIFYING
    sheet = sheet_of(lead)
    assert sheet is not None
    assert sheet.need == "Ten copiers"


def test_what_the_relay_says_is_missing_stands_above(world: World) -> None:
    lead = submitted(world)
    reason_id = world.reason(ReasonKind.RETURN, "sheet_incomplete")
    return_lead(
        lead.id, reason_id=reason_id, missing=(), words="Who decides?", by=world.by("victor"),
        at=world.at,
    )  # fmt: skip
    browser = sign_in(world, "tina")
    page = browser.get(f"/calls/leads/{lead.id}/").content.decode()
    assert "Victor sent it back to be completed." in page
    assert "Who decides?" in page
    assert f"/calls/leads/{lead.id}/" in browser.get("/").content.decode()


def test_only_who_found_a_lead_hands_it_over(world: World) -> None:
    lead = qualified(world)
    assert sign_in(world, "theo").get(f"/calls/leads/{lead.id}/").status_code == 404
    assert send(sign_in(world, "theo"), lead, **SHEET).status_code == 404
    gone = transmitted(world)
    browser = sign_in(world, "tina")
    assert browser.get(f"/calls/leads/{gone.id}/").headers["Location"] == f"/leads/{gone.id}/"
    assert send(browser, gone, **SHEET).status_code == 404
    assert send(browser, lead, **SHEET, starts_at="soon", mode="visit").status_code == 404


# --- What has come ---------------------------------------------------------------------------


def ask(browser: Browser, since: str, version: str = "") -> Any:
    browser.headers = {"If-None-Match": version}
    return browser.get("/news/", since=since)


def test_a_caller_learns_what_came_since_the_page_was_drawn(world: World) -> None:
    browser, since = sign_in(world, "tina"), world.at.isoformat()
    quiet = ask(browser, since)
    assert "alert" not in quiet.content.decode()
    assert ask(browser, since, quiet.headers["ETag"]).status_code == 304

    due = world.at + timedelta(minutes=5)
    call(world, bring(world), CallOutcome.CALLBACK, callback_at=due)
    assert ask(browser, since, quiet.headers["ETag"]).status_code == 304
    world.later(minutes=6)
    lead = submitted(world)
    return_lead(
        lead.id,
        reason_id=None,
        missing=(SheetField.PROMISES,),
        words="",
        by=world.by("victor"),
        at=world.at,
    )
    said = ask(browser, since, quiet.headers["ETag"]).content.decode()
    assert "1 prospect is to be called back now" in said
    assert "1 lead was sent back to you" in said
    assert "alert" not in ask(sign_in(world, "theo"), since).content.decode()


def test_asking_what_came_costs_two_queries(world: World) -> None:
    browser = sign_in(world, "tina")
    whoever_asks = 4  # session, sign-in, person, roles
    assert queries_of(lambda: ask(browser, world.at.isoformat())) == whoever_asks + 2


# --- A wrong key -----------------------------------------------------------------------------


def test_the_notice_names_whom_and_what_and_leads_to_its_correction(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    say(world, browser, prospect, outcome="not_interested")
    made = Call.objects.get()
    notice = browser.get("/calls/").content.decode().split('class="alert alert-success"')[1]
    assert "Acme · The call was saved as “Not interested”." in notice.split("</p>")[0]
    assert f'href="/calls/history/{made.id}/"' in notice.split("</p>")[0]


def test_a_wrong_key_is_corrected_and_one_goes_on(world: World) -> None:
    made, browser = call(world, bring(world), CallOutcome.NOT_INTERESTED), sign_in(world, "tina")
    address = f"/calls/history/{made.id}/"
    assert f'href="{address}"' in browser.get("/calls/history/").content.decode()
    assert "Told so far: “Not interested”." in browser.get(address).content.decode()
    answer = browser.post(f"{address}correct/", end="busy")
    assert answer.headers["Location"] == "/calls/"
    assert "Acme: corrected as “Line busy”." in browser.get("/calls/").content.decode()
    assert Prospect.objects.get().status == "to_call"
    again = browser.post(f"{address}correct/", end="busy")
    assert (again.status_code, made.corrections.count()) == (302, 1)


def test_a_callback_is_told_anew_on_the_prospects_clock(world: World) -> None:
    made, browser = call(world, bring(world), CallOutcome.NOT_INTERESTED), sign_in(world, "tina")
    address = f"/calls/history/{made.id}/correct/"
    answer = browser.post(address, outcome="callback")
    assert (answer.status_code, "Say when to call back." in answer.content.decode()) == (409, True)
    typed = {"callback_on": "2026-03-11", "callback_time": "10:30"}
    browser.post(address, outcome="callback", **typed)
    assert Callback.objects.get().due_at.isoformat() == "2026-03-11T09:30:00+00:00"


def test_what_stands_is_not_offered_and_refused_in_words(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    made = call(world, prospect, CallOutcome.NOT_NOW)
    world.later(hours=1)
    last = call(world, prospect, CallOutcome.QUALIFIED)
    page = browser.get("/calls/history/").content.decode()
    assert f"{made.id}" not in page
    assert f"{last.id}" not in page
    for one, why in ((made, "was called again since"), (last, "This call stands")):
        answer = browser.post(f"/calls/history/{one.id}/correct/", end="busy")
        assert answer.status_code == 409
        assert why in answer.content.decode()
    empty = browser.post(f"/calls/history/{made.id}/correct/")
    assert empty.status_code == 400


def test_nobody_else_corrects_a_call(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    address = f"/calls/history/{made.id}/"
    theo = sign_in(world, "theo")
    assert theo.post(f"{address}correct/", end="busy").status_code == 409
    assert address not in theo.get("/calls/history/").content.decode()
    assert sign_in(world, "remy").get(address).status_code == 404
    assert sign_in(world, "remy").post(f"{address}correct/", end="busy").status_code == 404
    assert sign_in(world, "sam").post(f"{address}correct/", end="busy").status_code == 302
