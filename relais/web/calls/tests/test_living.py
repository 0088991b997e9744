"""Who is called while a lead of his lives: the page says it first, and offers what fits."""

from datetime import timedelta

import pytest

from relais.calls.actions import ask_callback
from relais.calls.models import Call, Callback
from relais.calls.rules import CallbackWhy
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
