"""The same deed by a form and by a program: same events, same refusals, whoever asks.

Each door is tried on the same lead, and what it did is taken back before the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import (
    lose_lead,
    refuse_lead,
    start_approach,
    take_up_lead,
    win_lead,
)
from relais.leads.events import Approach
from relais.leads.models import HandoverSheet, Lead, Message
from relais.leads.queries import history_of
from relais.lib.money import Currency
from relais.notifications.tests.steps import SHEET, contested, submitted, transmitted
from relais.web.leads.deeds import DEEDS as KNOWN
from relais.web.tests.steps import sign_in
from tests.persons import World

__all__ = ["program"]

Make = Callable[[World], Lead]
Body = dict[str, Any]
Told = tuple[Any, ...]


@dataclass(frozen=True)
class Deed:
    """A deed as both doors are asked for it."""

    name: str
    by: str
    on: Make
    typed: Callable[[World], Body] = lambda world: {}
    said: Callable[[World], Body] | None = None  # to the API, where it is not what is typed
    again: int = 409  # what is told when it was done already
    api_name: str = ""


def opened(world: World) -> Lead:
    return world.open_lead(owner="remy")


def written(world: World) -> Lead:
    lead = opened(world)
    sheet = {name.value: text for name, text in SHEET.items()}
    HandoverSheet.objects.create(
        organization_id=lead.organization_id, lead=lead, updated_at=world.at, answers={}, **sheet
    )
    return lead


def refused(world: World) -> Lead:
    reason_id = world.reason(ReasonKind.REFUSE, "no_project")
    lead = submitted(world)
    return refuse_lead(lead.id, reason_id=reason_id, words="", by=world.by("victor"), at=world.at)


def taken_up(world: World) -> Lead:
    return take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)


def in_approach(world: World) -> Lead:
    lead = taken_up(world)
    return start_approach(lead.id, means=Approach.CALL, by=world.by("remy"), at=world.at)


def won(world: World) -> Lead:
    return win_lead(
        in_approach(world).id,
        amount=100,
        margin=None,
        currency=Currency("EUR"),
        signed_on=world.at.date(),
        by=world.by("remy"),
        at=world.at,
    )


def lost(world: World) -> Lead:
    reason_id = world.reason(ReasonKind.LOSE, "postponed")
    lead = in_approach(world)
    return lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("remy"), at=world.at)


def rested(world: World) -> Lead:
    Campaign.objects.update(cool_off_days=0)
    return lost(world)


def why(kind: ReasonKind, code: str, **more: Any) -> Callable[[World], Body]:
    """Give a counted reason, and words."""
    return lambda world: {"reason_id": str(world.reason(kind, code)), "words": "Voilà", **more}


def words(world: World) -> Body:
    return {"words": "Voilà pourquoi"}


DEEDS = (
    Deed("sheet", "tina", opened, lambda w: {"need": "Deux presses"},
         lambda w: {"fields": {"need": "Deux presses"}}, again=200),
    Deed("message", "tina", opened, lambda w: {"text": "Rappelez-le"}, again=200,
         api_name="messages"),
    Deed("submit", "tina", written),
    Deed("drop", "tina", opened, why(ReasonKind.DROP, "unreachable"),
         lambda w: {"reason_id": str(w.reason(ReasonKind.DROP, "unreachable"))}),
    Deed("return", "victor", submitted,
         why(ReasonKind.RETURN, "need_unclear", missing=["promises"])),
    Deed("refuse", "victor", submitted, why(ReasonKind.REFUSE, "no_project")),
    Deed("validate", "victor", submitted),
    Deed("reopen-review", "victor", refused),
    Deed("take-up", "remy", transmitted),
    Deed("undo-take-up", "remy", taken_up),
    Deed("start-approach", "remy", taken_up, lambda w: {"means": "mail"}),
    Deed("undo-approach", "remy", in_approach),
    Deed("win", "remy", taken_up,
         lambda w: {"amount": "48000.50", "margin": "900", "signed_on": "2026-03-10"},
         lambda w: {"amount": 4_800_050, "margin": 90_000, "signed_on": "2026-03-10"}),
    Deed("cancel-win", "remy", won, words),
    Deed("lose", "remy", in_approach, why(ReasonKind.LOSE, "postponed")),
    Deed("reopen", "maya", lost),
    Deed("contest", "remy", transmitted,
         why(ReasonKind.CONTEST, "not_qualified", evidence=["sheet", "diary"])),
    Deed("dismiss-contest", "maya", contested, words),
    Deed("uphold-contest", "maya", contested, words),
    Deed("send-back", "maya", contested, words),
    Deed("reroute", "maya", contested, words),
    Deed("assign", "maya", transmitted,
         lambda w: {"rep_id": str(w.id("olga")), "words": "Plus près"}, again=200),
    Deed("release", "maya", taken_up, words, again=200),
    Deed("recover", "tina", rested, lambda w: {"campaign_id": str(w.campaign.id)}),
    Deed("withdraw", "remy", taken_up, said=lambda w: {"cause": "objection"}),
)  # fmt: skip


class Doors:
    """Both doors, as one person stands before them."""

    def __init__(self, world: World, program: Program, name: str) -> None:
        self.world = world
        self._browser = sign_in(world, name)
        self._client = Client(headers={"Authorization": f"Bearer {program.key(name)}"})

    def web(self, deed: Deed, lead: Lead) -> int:
        """Send the form; what is done leads on to a page, which counts as 200."""
        path = f"/leads/{lead.id}/{deed.name}/"
        status: int = self._browser.post(path, **deed.typed(self.world)).status_code
        return 200 if status == 302 else status

    def api(self, deed: Deed, lead: Lead) -> int:
        """Let a program ask; what is made counts as 200 as well."""
        path = f"/api/v1/leads/{lead.id}/{deed.api_name or deed.name}"
        body = (deed.said or deed.typed)(self.world)
        status = self._client.post(path, body, content_type="application/json").status_code
        return 200 if status == 201 else status


every_deed = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)


@every_deed
def test_both_doors_do_the_same_and_tell_the_same_when_it_is_done_twice(
    world: World, program: Program, deed: Deed
) -> None:
    lead, doors = deed.on(world), Doors(world, program, deed.by)
    before = told(lead)
    by_web, by_api = (tried(lead, *[partial(door, deed, lead)] * 2) for door in ways(doors))
    assert by_web == by_api
    statuses, after = by_web
    assert statuses == [200, deed.again]
    assert after != before


@pytest.mark.once  # who may is nothing that a database decides
@every_deed
def test_both_doors_tell_everybody_the_same(world: World, program: Program, deed: Deed) -> None:
    lead = deed.on(world)
    for name in world.people:
        doors = Doors(world, program, name)
        by_web, by_api = (tried(lead, partial(door, deed, lead)) for door in ways(doors))
        assert by_web == by_api, name
        if name in ("theo", "sara", "ada"):
            assert by_web == ([404], told(lead)), name


def test_no_deed_of_the_page_is_left_out(world: World) -> None:
    lead = opened(world)
    assert sign_in(world, "tina").post(f"/leads/{lead.id}/burn/").status_code == 404
    assert {deed.name for deed in DEEDS} == set(KNOWN)


def ways(doors: Doors) -> tuple[Callable[[Deed, Lead], int], ...]:
    """Give the doors one by one."""
    return doors.web, doors.api


def tried(lead: Lead, *asked: Callable[[], int]) -> tuple[list[int], Told]:
    """Ask, and give the answers and what is written of the lead then; all is taken back."""
    with transaction.atomic():
        answers = [ask() for ask in asked]
        written = told(lead)
        transaction.set_rollback(True)
    return answers, written


def told(lead: Lead) -> Told:
    """Give all that is written of a lead, but for the id of the one that follows it."""
    events = [(row.kind, lasting(row.payload), row.person_id) for row in history_of(lead)]
    sheet = HandoverSheet.objects.filter(lead=lead).values("need", "context", "answers").first()
    thread = Message.objects.filter(lead=lead).order_by("written_at", "id")
    return events, sheet, list(thread.values_list("text", "author_id", "about"))


def lasting(payload: Body) -> Body:
    """Leave out what each deed makes anew."""
    return {name: value for name, value in payload.items() if name != "new_lead_id"}
