"""Every page of every role opens, beside either database, in English.

How the pages look, and whether everybody can use them, is asked in a browser, once
(tests/browser/test_screens.py).
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from relais.people.models import Login, Person
from tests.browser.conftest import give_logins
from tests.browser.full import full
from tests.crawl import look_of, paths_open_to
from tests.persons import World

ROLES = ("tina", "victor", "maya", "milo", "paul", "sam", "remy", "dora", "ada")
# Pages to which no link leads: parts that a script fetches, files, and what is before a sign-in.
NO_LINK = {
    *("news", "suggestions", "leads:news", "leads:review_news"),
    *("reports:wall_news", "challenges:wall_news", "screen", "styleguide:try"),
    *("phone:manifest", "phone:worker", "statements:file", "books:file", "proof:workbook"),
    *("proof:pdf", "challenges:draw_file", "challenges:winnings", "meetings:minutes"),
    *("sign_in", "sign_out", "forgotten", "choose_password"),
}
# Pages of a moment that this house is not in; the tests of their rooms open them.
OTHER_MOMENTS = {
    *("books:cases", "books:under_way", "calls:correction", "challenges:fair_looking"),
    *("meetings:run", "recovery:no_reason", "recovery:reason", "recovery:rested"),
    *("routing:choose", "statements:line", "what_if:leads"),
}
FEWEST = 8  # pages, of whoever has the fewest


class Pages:
    """A browser that only reads."""

    def __init__(self, name: str) -> None:
        self._client, self.page, self.names = Client(), "", set[str]()
        self._client.force_login(Login.objects.get(email=f"{name}@example.com"))

    def open(self, path: str) -> None:
        """Open a page, which must be there."""
        answer = self._client.get(path, follow=True)
        assert answer.status_code == 200, path
        self.page = answer.content.decode()
        for there in (path, *(way for way, _status in answer.redirect_chain)):
            self.names.add(resolve(urlsplit(there).path).view_name)

    def links(self) -> list[str]:
        """Give where the page leads."""
        return [unescape(path) for path in re.findall(r'<a\b[^>]*? href="(/[^"]*)"', self.page)]


def test_every_page_opens(world: World) -> None:
    full(world)
    give_logins(world, fingerprint="")
    Person.objects.update(language="en")
    reached: set[str] = set()
    for name in ROLES:
        pages = Pages(name)
        opened = ['lang="en"' in pages.page for _path in paths_open_to(pages, kind_of=look_of)]
        assert all(opened), name
        assert len(opened) >= FEWEST, name
        reached |= pages.names
    assert pages_of(get_resolver()) - reached == NO_LINK | OTHER_MOMENTS


def pages_of(resolver: URLResolver, space: str = "") -> set[str]:
    """Name the pages that a person reads: what is no deed, nor of the API."""
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "api":
                found |= pages_of(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name and not is_deed(one.callback):
            found.add(f"{space}{one.name}")
    return found


def is_deed(view: Callable[..., object]) -> bool:
    """Say whether a view takes POST alone, as `relais.web.http.deed` makes it."""
    made = getattr(view, "__code__", None)
    return made is not None and made.co_qualname.startswith("deed.")
