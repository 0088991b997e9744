"""Every page of every role opens, beside either database, in English.

How the pages look, and whether everybody can use them, is asked in a browser, once
(tests/browser/test_screens.py).
"""

import re
from html import unescape

from django.test import Client

from relais.people.models import Login, Person
from tests.browser.conftest import give_logins
from tests.browser.steps import busy
from tests.crawl import paths_open_to
from tests.persons import World

ROLES = ("tina", "victor", "maya", "paul", "sam", "remy", "dora", "ada")
FEWEST = 8  # pages, of whoever has the fewest


class Pages:
    """A browser that only reads."""

    def __init__(self, name: str) -> None:
        self._client, self.page = Client(), ""
        self._client.force_login(Login.objects.get(email=f"{name}@example.com"))

    def open(self, path: str) -> None:
        """Open a page, which must be there."""
        answer = self._client.get(path, follow=True)
        assert answer.status_code == 200, path
        self.page = answer.content.decode()

    def links(self) -> list[str]:
        """Give where the page leads."""
        return [unescape(path) for path in re.findall(r'<a\b[^>]*? href="(/[^"]*)"', self.page)]


def test_every_page_opens(world: World) -> None:
    busy(world)
    give_logins(world, fingerprint="")
    Person.objects.update(language="en")
    for name in ROLES:
        pages = Pages(name)
        opened = ['lang="en"' in pages.page for _path in paths_open_to(pages)]
        assert all(opened), name
        assert len(opened) >= FEWEST, name
