"""A live desk learns of a change within 5 s: what it asks, how often, and what it is answered."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any, Final

import pytest

from relais.appointments.tests.steps import met
from relais.campaigns.rules.terms import SheetField
from relais.erasure.actions import receive_request
from relais.leads.actions import post_message, return_lead, take_up_lead, write_sheet
from relais.leads.models import Lead
from relais.notifications.tests.steps import SHEET, contested, submitted, transmitted
from relais.people.actions import add_person, end_role, give_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.privacy.rules import Channel, RequestKind
from relais.routing.actions import assign_lead
from relais.web.reports.tests.test_wall import team
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

SIGNED_IN: Final = 4  # who asks, and what he may see
WITHIN: Final = 5  # seconds, the answer included: one of them is left for it
ASKS: Final = re.compile(r'<\w+ [^>]*hx-get="([^"]+)" hx-trigger="every (\d+)s"[^>]*>')
HEADERS: Final = re.compile(r"hx-headers='([^']+)'")

Change = Callable[[World], object]


@dataclass
class Live:
    """The part of a page that asks for itself again, as the browser holds it."""

    browser: Browser
    address: str = ""
    seconds: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def hold(self, markup: str) -> None:
        """Take in what the page, or an answer, now says of where and when to ask."""
        found = ASKS.search(markup)
        assert found, "nothing asks again"
        self.address, self.seconds = unescape(found[1]), int(found[2])
        headers = HEADERS.search(found[0])
        self.headers = json.loads(headers[1]) if headers else {}

    def poll(self) -> Any:
        """Ask once, as at each interval; what is answered takes the place of what stood there."""
        self.browser.headers = self.headers
        answer = self.browser.get(self.address)
        if answer.status_code != 304:
            self.hold(answer.content.decode())
        return answer


def sent_back(world: World) -> None:
    """Let the relay ask a telemarketer for more."""
    lead = submitted(world)
    return_lead(
        lead.id,
        reason_id=None,
        missing=(SheetField.PROMISES,),
        words="",
        by=world.by("victor"),
        at=world.at,
    )


def scored(world: World) -> None:
    """Let a team win points."""
    team(world, "Ouest", reps=5, points=20)


def began(world: World) -> None:
    """Let an appointment of the rep's begin."""
    met(world)


def lapsing(world: World) -> None:
    """Let the time to take a lead up run out, before the clock has seen it."""
    lead = transmitted(world)
    assert lead.due_at
    world.at = lead.due_at


def taken_back(world: World) -> None:
    """Let a lead of the rep's go to another rep."""
    [lead] = Lead.objects.filter(rep_id=world.id("remy"))
    by = world.by("maya")
    assign_lead(lead.id, rep_id=world.id("olga"), words="", by=by, at=world.at)


def without_a_unit(world: World) -> None:
    """Hire a rep whom nobody leads."""
    person = add_person("Nouvelle", by=world.system)
    since = world.at.date()
    give_role(person.id, Role.REP, since=since, by=world.system, unit_id=None, call_center_id=None)


def contested_with_no_manager(world: World) -> None:
    """Let a dispute come that is a director's to judge: nobody manages any more."""
    for post in Membership.objects.filter(role=Role.MANAGER.value):
        end_role(post.id, on=world.at.date() - timedelta(days=1), by=world.system)
    contested(world)


def asked(world: World) -> None:
    """Let somebody ask about his data."""
    receive_request(
        RequestKind.ACCESS, who="Durand", reach="durand@example.com", channel=Channel.MAIL,
        received_on=world.at.date(), contact_ids=[], by=world.by("paul"), at=world.at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "page", "change", "told"),
    [
        ("remy", "/", transmitted, "1 new lead to take up"),
        ("remy", "/", began, "1 appointment has begun"),
        ("ada", "/", without_a_unit, "Your desk has changed"),
        ("paul", "/", asked, "Your desk has changed"),
        ("tina", "/", sent_back, "1 lead was sent back to you"),
        ("sam", "/", sent_back, "1 lead came back to your call center"),
        ("victor", "/leads/review/", submitted, "1 new lead to review"),
        ("maya", "/", contested, "1 new lead to decide on"),
        ("maya", "/", lapsing, "1 lead was not taken up in time"),
        ("dora", "/", contested_with_no_manager, "1 new lead to decide on"),
        ("maya", "/reports/wall/", scored, "Ouest leads with 20 points"),
    ],
)
def test_the_next_poll_tells_a_change(
    world: World, name: str, page: str, change: Change, told: str
) -> None:
    live = Live(sign_in(world, name))
    live.hold(live.browser.get(page).content.decode())
    live.poll()
    assert live.seconds < WITHIN
    assert live.poll().status_code == 304
    world.later(seconds=live.seconds)
    change(world)
    answer = live.poll()
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert live.seconds < WITHIN
    assert live.poll().status_code == 304


def test_a_lead_that_is_taken_back_leaves_the_rep_s_day(world: World) -> None:
    lead = transmitted(world)
    live = Live(sign_in(world, "remy"))
    live.hold(live.browser.get("/").content.decode())
    assert live.poll().status_code == 304
    taken_back(world)
    answer = live.poll().content.decode()
    assert "Your desk has changed" in answer
    assert 'hx-get="/" hx-trigger="load' in answer
    assert str(lead.id) not in live.browser.get("/").content.decode()


# --- The page of a lead ----------------------------------------------------------------------


def takes_it_up(world: World, lead: Lead) -> None:
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)


def writes(world: World, lead: Lead) -> None:
    post_message(lead.id, text="Bonjour", by=world.by("remy"), at=world.at)


@pytest.mark.parametrize(
    ("change", "told"), [(takes_it_up, "Remy took it up."), (writes, "Remy wrote into the thread.")]
)
@pytest.mark.parametrize("name", ["tina", "maya", "dora"])
def test_the_page_of_a_lead_tells_what_happened_to_it(
    world: World, name: str, change: Callable[[World, Lead], None], told: str
) -> None:
    lead = transmitted(world)
    live = Live(sign_in(world, name))
    live.hold(live.browser.get(f"/leads/{lead.id}/").content.decode())
    assert live.poll().status_code == 304
    world.later(seconds=live.seconds)
    change(world, lead)
    answer = live.poll().content.decode()
    assert told in answer
    assert f'hx-get="/leads/{lead.id}/" hx-trigger="load' in answer
    assert live.seconds < WITHIN
    assert live.poll().status_code == 304


def test_what_one_wrote_oneself_is_drawn_and_not_told(world: World) -> None:
    lead = transmitted(world)
    live = Live(sign_in(world, "remy"))
    live.hold(live.browser.get(f"/leads/{lead.id}/").content.decode())
    world.later(seconds=1)
    writes(world, lead)
    answer = live.poll().content.decode()
    assert "wrote" not in answer
    assert "data-anew" in answer


def test_a_sheet_that_is_written_on_is_drawn_anew(world: World) -> None:
    lead = world.open_lead()
    live = Live(sign_in(world, "tina"))
    live.hold(live.browser.get(f"/leads/{lead.id}/").content.decode())
    write_sheet(lead.id, fields=SHEET, answers={}, by=world.by("tina"), at=world.at)
    assert "data-anew" in live.poll().content.decode()
    assert live.poll().status_code == 304


def test_a_lead_that_went_elsewhere_says_so_and_nothing_of_it(world: World) -> None:
    lead = transmitted(world)
    live = Live(sign_in(world, "remy"))
    live.hold(live.browser.get(f"/leads/{lead.id}/").content.decode())
    taken_back(world)
    answer = live.poll().content.decode()
    assert "you can no longer see it" in answer
    assert "Olga" not in answer
    assert "data-anew" not in answer
    assert live.poll().status_code == 304
    stranger = sign_in(world, "sara").get(f"/leads/{lead.id}/news/").content.decode()
    assert lead.account.name not in stranger


@pytest.mark.parametrize(("name", "page", "most"), [("remy", "/", 2), ("remy", "/leads/{}/", 1)])
def test_where_nothing_has_changed_little_is_asked(
    world: World, name: str, page: str, most: int
) -> None:
    lead = transmitted(world)
    live = Live(sign_in(world, name))
    live.hold(live.browser.get(page.format(lead.id)).content.decode())
    live.poll()
    assert queries_of(live.poll) == SIGNED_IN + most
