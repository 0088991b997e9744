"""Calling by the browser: one prospect at a time, what became of the call, callbacks."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse

from relais.accounts.models import Account
from relais.calls.models import Call, Callback
from relais.calls.rules import CallEnd, CallOutcome
from relais.calls.tests.steps import NUMBER, bring, call, second_campaign
from relais.campaigns.actions import publish_definition, set_objective
from relais.leads.models import Lead
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World


def again(prospect: Prospect) -> Prospect:
    return Prospect.objects.get(id=prospect.id)


def record(world: World, browser: Browser, prospect: Prospect, **typed: Any) -> HttpResponse:
    """Send the form of a call that began when its page was shown, a minute ago."""
    began = (world.at - timedelta(minutes=1)).isoformat()
    data = {"started_at": began, "end": "answered", **typed}
    answer: HttpResponse = browser.post(f"/calls/{prospect.id}/record/", **data)
    return answer


# --- Who is next -----------------------------------------------------------------------------


def test_a_caller_chooses_among_the_campaigns_that_run(world: World) -> None:
    bring(world)
    page = sign_in(world, "tina").get("/calls/").content.decode()
    assert "Printemps" in page
    assert "1 prospect to call" in page


def test_the_key_is_of_the_first_campaign_in_which_somebody_is_to_be_called(world: World) -> None:
    empty, full = f"/calls/next/{world.campaign.id}/", second_campaign(world)
    bring(world, full)
    page = sign_in(world, "tina").get("/calls/").content.decode()
    assert f"/calls/next/{full.id}/" in page
    assert empty not in page
    assert page.count('data-press="j"') == 1
    assert "Nobody is to be called now in this campaign." in page


def test_a_callback_of_ones_own_counts_once_it_is_due(world: World) -> None:
    due = world.at + timedelta(hours=1)
    call(world, bring(world), CallOutcome.CALLBACK, callback_at=due)
    for name, shown in (("tina", "0 prospects to call"), ("theo", "0 prospects to call")):
        assert shown in sign_in(world, name).get("/calls/").content.decode()
    world.later(hours=1)
    for name, shown in (("tina", "1 prospect to call"), ("theo", "0 prospects to call")):
        assert shown in sign_in(world, name).get("/calls/").content.decode()


def test_the_next_prospect_is_claimed_and_shown_again(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = browser.post(f"/calls/next/{world.campaign.id}/")
    assert answer.headers["Location"] == f"/calls/{prospect.id}/"
    assert again(prospect).claimed_by_id == world.id("tina")
    assert browser.get("/calls/").headers["Location"] == f"/calls/{prospect.id}/"


def test_where_nobody_is_left_that_is_said(world: World) -> None:
    browser = sign_in(world, "tina")
    assert browser.post(f"/calls/next/{world.campaign.id}/").headers["Location"] == "/calls/"
    assert "Nobody is to be called now" in browser.get("/calls/").content.decode()


def test_two_callers_never_get_the_same(world: World) -> None:
    bring(world)
    sign_in(world, "tina").post(f"/calls/next/{world.campaign.id}/")
    answer = sign_in(world, "theo").post(f"/calls/next/{world.campaign.id}/")
    assert answer.headers["Location"] == "/calls/"


def test_who_does_not_telephone_has_no_next_prospect(world: World) -> None:
    bring(world)
    browser = sign_in(world, "remy")
    assert browser.get("/calls/").status_code == 404
    assert browser.post(f"/calls/next/{world.campaign.id}/").status_code == 409


def test_the_choice_asks_as_many_queries_whatever_the_campaigns(world: World) -> None:
    browser = sign_in(world, "tina")
    bring(world)
    few = queries_of(lambda: browser.get("/calls/"))
    bring(world, second_campaign(world))
    assert queries_of(lambda: browser.get("/calls/")) == few


# --- The prospect ----------------------------------------------------------------------------


def test_the_page_shows_whom_and_what_to_ask(world: World) -> None:
    prospect = bring(world)
    publish_definition(
        world.campaign.id,
        criteria=[{"code": "b", "kind": "free", "weight": 1, "question": "Is there a budget?"}],
        by=world.system,
        at=world.at,
    )
    call(world, prospect, note="Prefers the morning")
    page = sign_in(world, "tina").get(f"/calls/{prospect.id}/").content.decode()
    for words in (f"tel:{NUMBER}", "Is there a budget?", "Prefers the morning"):
        assert words in page


def test_the_page_shows_both_clocks_where_they_differ(world: World) -> None:
    prospect = bring(world, postcode="97400")
    page = sign_in(world, "tina").get(f"/calls/{prospect.id}/").content.decode()
    assert "13:00 there, 10:00 here" in page


def test_a_prospect_whom_another_calls_has_no_form(world: World) -> None:
    prospect = bring(world)
    claim_next(world.campaign.id, by=world.by("theo"), at=world.at)
    page = sign_in(world, "tina").get(f"/calls/{prospect.id}/").content.decode()
    assert "Somebody else is calling this prospect." in page
    assert 'name="outcome"' not in page
    assert 'name="end"' not in page


def test_a_prospect_is_hidden_from_who_does_not_call(world: World) -> None:
    prospect = bring(world)
    assert sign_in(world, "remy").get(f"/calls/{prospect.id}/").status_code == 404


# --- What became of the call -----------------------------------------------------------------


def test_a_call_that_qualifies_opens_a_lead_and_goes_to_it(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = record(world, browser, prospect, outcome="qualified", note="Ten copiers")
    lead = Lead.objects.get()
    assert answer.headers["Location"] == f"/calls/leads/{lead.id}/"
    assert lead.originator_id == world.id("tina")
    assert Call.objects.get().lead_id == lead.id


def test_the_same_form_sent_twice_is_one_call_and_one_lead(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answers = [record(world, browser, prospect, outcome="qualified") for _ in "12"]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Call.objects.count() == Lead.objects.count() == 1


def test_nobody_on_the_line_is_one_click_and_brings_the_next(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = record(world, browser, prospect, end="busy", outcome="unreachable", then="next")
    assert answer.headers["Location"] == "/calls/"
    told = Call.objects.get()
    assert (told.end, told.outcome) == (CallEnd.BUSY, CallOutcome.UNREACHABLE)


def test_a_callback_is_typed_on_the_prospects_clock(world: World) -> None:
    prospect, browser = bring(world, postcode="97400"), sign_in(world, "tina")
    when = {"callback_on": "2026-03-11", "callback_time": "15:00"}
    record(world, browser, prospect, outcome="callback", **when)
    assert Callback.objects.get().due_at == datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
    page = browser.get("/calls/").content.decode()
    assert "12:00" in page
    assert "15:00" in page


def test_a_callback_without_a_time_is_refused_and_the_note_kept(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = record(world, browser, prospect, outcome="callback", note="Very direct")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Say when to call back." in page
    assert "Very direct" in page
    assert not Call.objects.exists()


def test_half_a_time_comes_back(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = record(world, browser, prospect, outcome="callback", callback_on="2026-03-11")
    assert answer.status_code == 400
    assert not Call.objects.exists()


def test_an_outcome_that_cannot_be_is_refused(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    answer = record(world, browser, prospect, end="busy", outcome="qualified")
    assert answer.status_code == 409
    assert not Lead.objects.exists()


def test_a_prospect_whom_another_calls_is_not_called(world: World) -> None:
    prospect = bring(world)
    claim_next(world.campaign.id, by=world.by("theo"), at=world.at)
    answer = record(world, sign_in(world, "tina"), prospect, outcome="not_interested")
    assert answer.status_code == 409
    assert not Call.objects.exists()


def test_a_prospect_that_one_may_not_see_is_not_called(world: World) -> None:
    prospect = bring(world)
    answer = record(world, sign_in(world, "remy"), prospect, outcome="not_interested")
    assert answer.status_code == 404
    assert record(world, sign_in(world, "dora"), prospect, outcome="qualified").status_code == 409
    assert not Call.objects.exists()


def test_saving_brings_the_next_prospect_where_that_is_wanted(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    world.later(minutes=5)
    contact_id = world.contact()
    Account.objects.filter(contacts=contact_id).update(phone="+33321123456")
    other = Prospect.objects.create(
        organization_id=world.organization.id,
        campaign=world.campaign,
        contact_id=contact_id,
        status="to_call",
        created_at=world.at,
    )
    answer = record(world, browser, prospect, outcome="not_interested", then="next")
    assert answer.headers["Location"] == f"/calls/{other.id}/"


def test_a_call_stays_saved_where_no_next_one_can_be_had(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    world.campaign.ends_on = date(2026, 3, 1)
    world.campaign.save()
    answer = record(world, browser, prospect, outcome="not_interested", then="next")
    assert answer.headers["Location"] == "/calls/"
    assert Call.objects.count() == 1


# --- Giving back, callbacks, history ---------------------------------------------------------


def test_a_prospect_is_given_back_and_twice_changes_nothing(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "tina")
    browser.post(f"/calls/next/{world.campaign.id}/")
    for _ in range(2):
        assert browser.post(f"/calls/{prospect.id}/release/").status_code == 302
    assert again(prospect).claimed_by_id is None


def test_nobody_gives_back_what_another_holds(world: World) -> None:
    prospect = bring(world)
    claim_next(world.campaign.id, by=world.by("theo"), at=world.at)
    address = f"/calls/{prospect.id}/release/"
    assert sign_in(world, "tina").post(address).status_code == 409
    assert sign_in(world, "remy").post(address).status_code == 404
    assert again(prospect).claimed_by_id == world.id("theo")


def promised(world: World) -> Callback:
    """Let Tina promise a call in an hour, and let the hour pass."""
    due = world.at + timedelta(hours=1)
    call(world, bring(world, postcode="97400"), CallOutcome.CALLBACK, callback_at=due)
    world.later(hours=1)
    return Callback.objects.get()


def test_callbacks_that_are_due_are_listed_on_both_clocks(world: World) -> None:
    callback = promised(world)
    page = sign_in(world, "tina").get("/calls/callbacks/").content.decode()
    assert "1 callback due" in page
    assert f"/calls/{callback.prospect_id}/" in page
    assert "11:00" in page
    assert "14:00 there" in page


def test_the_desk_shows_callbacks_that_are_due(world: World) -> None:
    callback = promised(world)
    for name in ("tina", "sam"):
        page = sign_in(world, name).get("/").content.decode()
        assert f"/calls/{callback.prospect_id}/" in page


def test_a_callback_is_finished_and_twice_counts_once(world: World) -> None:
    callback, browser = promised(world), sign_in(world, "tina")
    first = world.at
    browser.post(f"/calls/callbacks/{callback.id}/finish/")
    world.later(minutes=1)
    assert browser.post(f"/calls/callbacks/{callback.id}/finish/").status_code == 302
    assert Callback.objects.get().done_at == first


def test_a_callback_is_not_finished_by_who_does_not_call(world: World) -> None:
    callback = promised(world)
    address = f"/calls/callbacks/{callback.id}/finish/"
    assert sign_in(world, "remy").post(address).status_code == 404
    assert sign_in(world, "dora").post(address).status_code == 409
    assert Callback.objects.get().done_at is None


def test_one_sees_the_calls_that_one_made_and_a_supervisor_all(world: World) -> None:
    call(world, bring(world), CallOutcome.NOT_INTERESTED, by="theo")
    assert "0 calls" in sign_in(world, "tina").get("/calls/history/").content.decode()
    assert "1 call" in sign_in(world, "sam").get("/calls/history/").content.decode()


def test_lists_ask_as_many_queries_whatever_their_length(world: World) -> None:
    prospect, browser = bring(world), sign_in(world, "sam")
    due = world.at + timedelta(minutes=5)
    call(world, prospect, CallOutcome.CALLBACK, callback_at=due)
    world.later(hours=1)
    lists = ("/calls/history/", "/calls/callbacks/")
    few = [queries_of(partial(browser.get, path)) for path in lists]
    other = bring(world, second_campaign(world))
    for minutes in (1, 2, 3):
        due = world.later(minutes=10) + timedelta(minutes=minutes)
        call(world, other, CallOutcome.CALLBACK, callback_at=due)
    world.later(hours=1)
    assert [queries_of(partial(browser.get, path)) for path in lists] == few


def test_the_page_shows_what_the_campaign_wants(world: World) -> None:
    prospect = bring(world)
    set_objective(
        world.campaign.id,
        measure="appointments",
        target=40,
        since=world.at.date(),
        until=None,
        words="Appointments a week",
        by=world.system,
    )
    page = sign_in(world, "tina").get(f"/calls/{prospect.id}/").content.decode()
    assert "Appointments a week" in page
