"""A form of a page that is stale is refused in words, and nothing that was typed is lost."""

import re
from html import unescape
from typing import Any
from uuid import UUID

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import take_up_lead, write_sheet
from relais.leads.models import HandoverSheet, Lead, LeadEvent
from relais.notifications.tests.steps import SHEET, submitted, transmitted
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World


def seen_on(client: Browser, path: str) -> str:
    page = client.get(path).content.decode()
    [told] = set(re.findall(r'name="seen" value="([^"]*)"', page))
    return str(unescape(told))


def post(client: Browser, lead: Lead, name: str, **fields: Any) -> Any:
    answer = client.post(f"/leads/{lead.id}/{name}/", **fields)
    return answer.status_code, unescape(answer.content.decode())


def kinds(lead_id: UUID) -> list[str]:
    rows = LeadEvent.objects.filter(lead_id=lead_id).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


def given(world: World, client: Browser, lead: Lead, name: str, seen: str) -> Any:
    return post(client, lead, "assign", rep_id=world.id(name), words=f"Pour {name}", seen=seen)


def test_a_stale_page_gives_the_lead_to_nobody(world: World) -> None:
    lead, maya = transmitted(world), sign_in(world, "maya")
    seen = seen_on(maya, f"/leads/{lead.id}/")
    assert given(world, maya, lead, "olga", seen)[0] == 302
    before = kinds(lead.id)
    status, page = given(world, maya, lead, "remy", seen)
    lead.refresh_from_db()
    assert (status, lead.rep_id, kinds(lead.id)) == (409, world.id("olga"), before)
    assert "This lead has moved on since you looked at it" in page
    assert "Maya gave it to Olga." in page
    assert "Pour remy" in page


def test_a_page_opened_anew_gives_it(world: World) -> None:
    lead, maya = transmitted(world), sign_in(world, "maya")
    for name in ("olga", "remy"):
        seen = seen_on(maya, f"/leads/{lead.id}/")
        assert given(world, maya, lead, name, seen)[0] == 302
        lead.refresh_from_db()
        assert lead.rep_id == world.id(name)


def test_a_stale_page_of_the_relay_decides_nothing(world: World) -> None:
    lead, victor = submitted(world), sign_in(world, "victor")
    seen = seen_on(victor, f"/leads/review/?lead={lead.id}")
    assert victor.post(f"/leads/review/{lead.id}/validate/", seen=seen).status_code == 302
    answer = victor.post(f"/leads/review/{lead.id}/validate/", seen=seen)
    assert answer.status_code == 409
    assert kinds(lead.id).count("lead.validated") == 1


def test_who_may_not_see_the_lead_learns_nothing_by_what_he_saw(world: World) -> None:
    lead = transmitted(world)
    status, _ = post(sign_in(world, "olga"), lead, "take-up", seen="1 ")
    assert status == 404


def test_what_a_phone_kept_is_stopped_by_others_alone(world: World) -> None:
    lead, remy = transmitted(world), sign_in(world, "remy")
    seen = seen_on(remy, f"/leads/{lead.id}/")
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    assert post(remy, lead, "start-approach", means="call", seen=seen)[0] == 409
    remy.headers["X-Relais-Kept"] = "1"
    assert post(remy, lead, "undo-take-up", seen="1 ")[0] == 409
    assert post(remy, lead, "start-approach", means="call", seen=seen)[0] == 200
    assert kinds(lead.id)[-1] == "lead.approach_started"


def test_a_form_that_says_nothing_of_what_it_saw_is_done(world: World) -> None:
    lead, remy = transmitted(world), sign_in(world, "remy")
    assert post(remy, lead, "take-up")[0] == 302


def sheet(need: str, seen: str) -> dict[str, str]:
    return {"need": need, "context": "Bail en juin", "seen": seen}


def test_a_sheet_written_to_meanwhile_is_not_written_over(world: World) -> None:
    lead, tina = world.open_lead(), sign_in(world, "tina")
    seen = seen_on(tina, f"/leads/{lead.id}/")
    assert post(tina, lead, "sheet", **sheet("Dix postes", seen))[0] == 302
    status, page = post(tina, lead, "sheet", **sheet("Vingt postes", seen))
    assert status == 409
    assert HandoverSheet.objects.get().need == "Dix postes"
    assert "This sheet was written to since you opened it" in page
    assert "Dix postes" in page
    assert "Vingt postes" in page
    [now] = set(re.findall(r'name="seen" value="([^"]*)"', page))
    assert post(tina, lead, "sheet", **sheet("Vingt postes", unescape(now)))[0] == 302
    assert HandoverSheet.objects.get().need == "Vingt postes"


def test_the_page_after_the_call_keeps_what_was_typed_as_well(world: World) -> None:
    lead, tina = world.open_lead(), sign_in(world, "tina")
    path = f"/calls/leads/{lead.id}/"
    seen = seen_on(tina, path)
    write_sheet(lead.id, fields=SHEET, answers={}, by=world.by("sam"), at=world.later(minutes=1))
    answer = tina.post(f"{path}send/", **sheet("Vingt postes", seen), then="stop")
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Vingt postes" in page
    assert SHEET[SheetField.NEED] in page
    assert kinds(lead.id) == ["lead.opened"]
