"""Names of 400 characters, of one word, from right to left, with emoji; and nothing at all."""

from html import unescape
from typing import Any

import pytest

from relais.leads.events import Mode
from relais.leads.models import Lead
from relais.notifications.tests.steps import submitted, transmitted
from relais.routing.actions import book_for_routed_rep, slots_for_lead
from relais.web.bundle import file_of
from relais.web.styleguide.samples import ARABIC, EMOJI, HEBREW, LONG, ONE_WORD
from relais.web.tests.steps import sign_in
from tests.browser.steps import FORTNIGHT
from tests.persons import World

NAMES = (LONG, ONE_WORD, ARABIC, HEBREW, EMOJI)
LISTS = {
    "tina": ("/", "/leads/"),
    "victor": ("/leads/review/",),
    "remy": ("/", "/leads/", "/appointments/", "/accounts/"),
    "maya": ("/leads/", "/appointments/", "/accounts/"),
    "dora": ("/leads/", "/appointments/", "/accounts/"),
}

pytestmark = pytest.mark.once  # nothing here depends on the database


def page(browser: Any, path: str, **query: str) -> str:
    answer = browser.get(path, **query)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def named(world: World, name: str) -> Lead:
    """Let a company of this name have a lead to review, and one with an appointment for Remy."""
    world.company, world.last_name = name, name[:200]
    submitted(world)
    lead = transmitted(world)
    until, mode = world.at + FORTNIGHT, Mode.VISIT
    _, free = slots_for_lead(lead, start=world.at, end=until, mode=mode, at=world.at)
    book_for_routed_rep(
        lead.id, starts_at=free[0].start, ends_at=None, mode=mode, by=world.by("remy"), at=world.at
    )
    return lead


def test_lists_and_pages_bear_names_that_are_hard_to_draw(world: World) -> None:
    leads = {name: named(world, name) for name in NAMES}
    for person, paths in LISTS.items():
        browser = sign_in(world, person)
        pages = {path: page(browser, path) for path in paths}
        lacking = [(path, n) for path, shown in pages.items() for n in NAMES if n not in shown]
        assert not lacking, person
    remy = sign_in(world, "remy")
    for name, lead in leads.items():
        for path in (f"/leads/{lead.id}/", f"/accounts/{lead.account_id}/"):
            assert name in page(remy, path)
        assert name in page(remy, "/search/", q=name[:40])


def test_names_keep_their_own_direction(world: World) -> None:
    lead = named(world, ARABIC)

    assert f'<dd dir="auto">{ARABIC}' in page(sign_in(world, "remy"), f"/leads/{lead.id}/")
    assert "unicode-bidi:plaintext" in file_of("relais.css").read_text()


def test_where_there_is_nothing_a_list_says_what_will_fill_it(world: World) -> None:
    for person, paths in LISTS.items():
        browser = sign_in(world, person)
        for path in paths:
            assert 'class="nothing"' in page(browser, path), (person, path)
