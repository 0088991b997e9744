"""Who is called while a lead of his lives: the page says it first, and offers what fits."""

from datetime import timedelta

import pytest

from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.appointments.tests.steps import met
from relais.calls.actions import ask_callback
from relais.calls.models import Call, Callback
from relais.calls.rules import CallbackWhy
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.notifications.tests.steps import transmitted
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect
from relais.web.tests.steps import sign_in
from tests.persons import World


def promised(world: World, lead: Lead) -> Callback:
    return ask_callback(
        lead.contact_id,
        campaign_id=world.campaign.id,
        due_at=world.at,
        why=CallbackWhy.APOLOGY,
        for_person_id=None,
        lead_id=lead.id,
        source="",
        by=world.system,
        at=world.at,
    )


def page_of(world: World, callback: Callback, name: str = "tina") -> str:
    return str(sign_in(world, name).get(f"/calls/{callback.prospect_id}/").content.decode())


def test_a_lead_that_waits_for_its_sheet_is_gone_on_with(world: World) -> None:
    lead = world.open_lead()
    page = page_of(world, promised(world, lead))
    assert "A lead is already open for this contact" in page
    assert "To apologise: nobody came" in page
    assert f'href="/calls/leads/{lead.id}/" data-press="q"' in page
    assert 'value="qualified"' not in page


def test_a_lead_of_a_rep_is_booked_again(world: World) -> None:
    lead = transmitted(world)
    page = page_of(world, promised(world, lead))
    assert f'href="/appointments/book/{lead.id}/"' in page
    assert 'value="qualified"' not in page


def test_the_lead_of_another_is_said_and_not_opened(world: World) -> None:
    lead = world.open_lead()
    page = page_of(world, promised(world, lead), "theo")
    assert "Somebody else looks after it" in page
    assert f"{lead.id}" not in page
    assert 'value="qualified"' not in page


def not_honoured(world: World) -> Appointment:
    """Let Remy miss an appointment that Tina booked with him."""
    row = met(world)
    why = world.reason(ReasonKind.NOT_HONOURED, "overload")
    by, at = world.by("remy"), world.at
    report_outcome(row.id, outcome=Outcome.REP_ABSENT, reason_id=why, by=by, at=at)
    return row


def test_who_found_the_lead_reads_which_appointment_failed_and_why(world: World) -> None:
    row = not_honoured(world)
    callback, browser = Callback.objects.get(), sign_in(world, "tina")
    for page in (page_of(world, callback), browser.get("/calls/callbacks/").content.decode()):
        assert f'href="/appointments/{row.id}/"' in page
        assert "with Remy: The rep could not go, " in page
    assert "Done: on to the next prospect" in page_of(world, callback)


def test_another_reads_whose_promise_it_is_and_cannot_put_it_away(world: World) -> None:
    row = not_honoured(world)
    callback, theo = Callback.objects.get(), sign_in(world, "theo")
    page = page_of(world, callback, "theo")
    assert "Tina found the lead and calls back, or the supervisor." in page
    assert f"{row.id}" not in page
    assert "Done: on to the next prospect" not in page
    assert theo.post(f"/calls/callbacks/{callback.id}/finish/").status_code == 409
    world.later(hours=2)
    assert "Nobody waits for your call." in theo.get("/calls/callbacks/").content.decode()


def test_said_all_the_same_it_is_refused(world: World) -> None:
    callback = promised(world, world.open_lead())
    began = (world.at - timedelta(minutes=1)).isoformat()
    told = {"started_at": began, "end": "answered", "outcome": "qualified"}
    answer = sign_in(world, "tina").post(f"/calls/{callback.prospect_id}/record/", **told)
    assert answer.status_code == 409
    assert (Call.objects.count(), Lead.objects.count()) == (0, 1)


@pytest.mark.parametrize(("holds", "left"), [("tina", None), ("theo", "theo")])
def test_done_goes_on_and_gives_back_what_one_holds_oneself(
    world: World, holds: str, left: str | None
) -> None:
    callback = promised(world, world.open_lead())
    claim_next(world.campaign.id, by=world.by(holds), at=world.at)
    browser, address = sign_in(world, "tina"), f"/calls/callbacks/{callback.id}/finish/"
    for _ in "12":
        assert browser.post(address, then="next").headers["Location"] == "/calls/"
    prospect = Prospect.objects.get()
    assert Callback.objects.get().done_at == world.at
    assert prospect.claimed_by_id == (world.id(left) if left else None)
