"""A live desk learns of a change within 5 s: what it asks, how often, and what it is answered."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

import pytest

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import return_lead
from relais.notifications.tests.steps import contested, submitted
from relais.web.reports.tests.test_wall import team
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

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


@pytest.mark.parametrize(
    ("name", "page", "change", "told"),
    [
        ("tina", "/", sent_back, "1 lead was sent back to you"),
        ("sam", "/", sent_back, "1 lead came back to your call center"),
        ("victor", "/leads/review/", submitted, "1 new lead to review"),
        ("maya", "/", contested, "1 new lead to decide on"),
        ("dora", "/", contested, "1 new lead to decide on"),
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
