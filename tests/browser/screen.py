"""What a person sees of the site and does there: he reads words, and presses what is written."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from tests.browser.chrome import PATIENCE, Chrome

Method = TypeVar("Method", bound=Callable[..., Any])


class Driven(Protocol):
    """What works in the browser's thread."""

    chrome: Chrome
    page: Page


Scheme = Literal["light", "dark"]
Size = tuple[int, int]

WIDE: Size = (1366, 768)  # the desks of those who sit
NARROW: Size = (360, 740)  # a phone
HEIGHT = 800
SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"
MEASURE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id)
  const fields = document.querySelectorAll("input:not([type=hidden]), select, textarea")
  return {
    width: document.scrollingElement.scrollWidth,
    ground: getComputedStyle(document.documentElement).backgroundColor,
    twice: ids.filter((id, place) => ids.indexOf(id) < place),
    unnamed: [...fields].filter(field => !field.labels.length && !field.ariaLabel)
      .map(field => field.name),
  }
}"""
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
EXAMINE = """rules => axe.run(document, {
  resultTypes: ["violations"],
  preload: false,
  ...(rules.length ? {runOnly: rules} : {rules: {"target-size": {enabled: true}}}),
}).then(told => told.violations.flatMap(rule => rule.nodes.map(
  node => `${rule.id}, ${node.target.join(" ")}: ${node.failureSummary}`
)))"""
NOTHING: Mapping[str, str] = {}


class Faults(list[str]):
    """What no page may do, noted while it is done."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._host = urlsplit(address).netloc

    def watch(self, profile: BrowserContext) -> None:
        """Note each fault of the pages of a profile."""
        profile.on("console", self._console)
        profile.on("weberror", lambda error: self.append(f"script: {error.error}"))
        profile.on("request", self._request)
        profile.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        told_by_response = message.text.startswith("Failed to load resource")
        if message.type == "error" and not told_by_response:
            self.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in (self._host, ""):
            self.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.append(f"{response.status}: {response.request.method} {response.url}")


def driven(method: Method) -> Method:
    """Do what a method says in the browser's thread; where it fails, say what the page reads."""

    @wraps(method)
    def run(self: Driven, *args: Any, **kwargs: Any) -> Any:
        def told() -> Any:
            try:
                return method(self, *args, **kwargs)
            except (AssertionError, Error) as error:
                error.add_note(f"{self.page.url}:\n{self.page.locator('body').inner_text()}")
                raise

        return self.chrome.do(told)

    return cast(Method, run)


@cache
def axe() -> str:
    """Read axe-core, which `make check` and `make test` install."""
    return AXE.read_text()


class Screen:
    """The window of one person, in his language. Words are given in English, and translated."""

    def __init__(
        self, chrome: Chrome, profile: BrowserContext, *, address: str, language: str
    ) -> None:
        self.chrome, self.language, self.faults = chrome, language, Faults(address)
        self._address = address
        self.page = chrome.do(profile.new_page)
        self.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.faults.watch(profile)

    def say(self, words: str, **params: str) -> str:
        """Give words in this person's language."""
        with translation.override(self.language):
            return gettext(words) % params if params else gettext(words)

    def close(self) -> None:
        """Close the window, and forget who was here."""
        self.chrome.do(self.page.context.close)

    @driven
    def open(self, path: str) -> None:
        """Go to an address of the site."""
        self.page.goto(f"{self._address}{path}", wait_until="domcontentloaded")

    @driven
    def enter(self, session: str) -> None:
        """Be signed in already, whoever was here before; nobody is without a session."""
        self.faults.clear()
        self.page.context.clear_cookies()
        if session:
            cookie = {"name": "sessionid", "value": session, "url": self._address}
            self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    @driven
    def arrive(self) -> None:
        """Come as a stranger, who is asked to sign in."""
        self.page.goto(self._address)

    @driven
    def sign_in(self, email: str, password: str) -> None:
        """Sign in with a password, from the page to which a stranger is sent."""
        self.page.locator("[name=username]").fill(email)
        self.page.locator("[name=password]").fill(password)
        self._go_by(self.page.get_by_role("button", name=self.say("Sign in"), exact=True))
        expect(self.page.locator("body.desk")).to_be_visible()

    @driven
    def follow(self, words: str, **params: str) -> None:
        """Follow the first link that says this."""
        said = self.say(words, **params)
        self._go_by(self.page.get_by_role("link", name=said, exact=True))

    @driven
    def go_to(self, place: str) -> None:
        """Go to a place, by the menu where a phone does not have it at hand."""
        link = self.page.get_by_role("link", name=self.say(place), exact=True)
        if not link.count():
            self.page.get_by_role("button", name=self.say("Menu"), exact=True).click()
        self._go_by(link)

    @driven
    def follow_for(self, words: str, company: str) -> None:
        """Follow the link that says this of a company."""
        name = f"{self.say(words)} · {company}"
        self._go_by(self.page.get_by_role("link", name=name, exact=True))

    @driven
    def follow_beside(self, words: str) -> None:
        """Follow the link that stands in one line with these words."""
        line = self.page.locator("tr, li", has_text=self.say(words))
        self._go_by(line.get_by_role("link"))

    @driven
    def follow_beginning(self, words: str) -> None:
        """Follow the link that begins with these words, and goes on with a figure."""
        beginning = re.compile(f"^{re.escape(self.say(words))} · [0-9]+$")
        self._go_by(self.page.get_by_role("link", name=beginning))

    @driven
    def press(self, words: str, **params: str) -> None:
        """Press the first button that says this."""
        said = self.say(words, **params)
        self._go_by(self.page.get_by_role("button", name=said, exact=True))

    @driven
    def press_last_slot(self) -> None:
        """Take the last free slot that is offered: the first may soon be too soon."""
        self._go_by(self.page.locator("button[name=starts_at]").last)

    @driven
    def unfold(
        self,
        words: str,
        *,
        typed: Mapping[str, str] = NOTHING,
        chosen: Mapping[str, str] = NOTHING,
        ticked: Collection[str] = (),
    ) -> None:
        """Unfold a deed, fill its form in, and do it."""
        summary = re.compile(rf"^\s*{re.escape(self.say(words))}(\s+\S)?\s*$")  # with its key
        box = self.page.locator("details", has=self.page.locator("summary", has_text=summary))
        box.locator("summary").click()
        self._fill_in(box, typed, chosen, ticked)
        self._go_by(box.get_by_role("button", name=self.say(words), exact=True))

    @driven
    def fill_in(
        self,
        *,
        typed: Mapping[str, str] = NOTHING,
        chosen: Mapping[str, str] = NOTHING,
        ticked: Collection[str] = (),
    ) -> None:
        """Fill in fields that stand open on the page."""
        self._fill_in(self.page.locator("main"), typed, chosen, ticked)

    @driven
    def fill_in_group(
        self,
        words: str,
        *,
        typed: Mapping[str, str] = NOTHING,
        chosen: Mapping[str, str] = NOTHING,
        **params: str,
    ) -> None:
        """Fill in fields that stand open in a group of this name."""
        group = self.page.get_by_role("group", name=self.say(words, **params), exact=True)
        self._fill_in(group, typed, chosen, ())

    @driven
    def reads(self, words: str, **params: str) -> None:
        """Find words on the page."""
        expect(self.page.locator("body")).to_contain_text(self.say(words, **params))
        self._fits()

    @driven
    def lacks(self, words: str) -> None:
        """Find words nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(self.say(words))

    @driven
    def timeline(self) -> list[str]:
        """Give the lines of the history that the page tells, each on one line."""
        lines = self.page.locator("ol.timeline li").all_inner_texts()
        return [" ".join(line.split()) for line in lines]

    @driven
    def points(self) -> list[str]:
        """Give the points of a rep that the page tells, the latest first."""
        rows = self.page.locator("table").first.locator("tbody tr")
        return [row.locator(".figures").inner_text() for row in rows.all()]

    @driven
    def cells(self, words: str) -> list[str]:
        """Give what the page tells under this head, row by row."""
        cells = self.page.locator(f'td[data-name="{self.say(words)}"]')
        return [cell.inner_text() for cell in cells.all()]

    @driven
    def take(self, words: str) -> bytes:
        """Take the file to which the first link leads that says this."""
        link = self.page.get_by_role("link", name=self.say(words), exact=True).first
        answer = self.page.request.get(f"{self._address}{link.get_attribute('href')}")
        assert answer.ok, answer.url
        return answer.body()

    @driven
    def links(self) -> list[str]:
        """Give the paths on this site to which the page leads."""
        links = self.page.locator("a[href^='/']")
        return list(links.evaluate_all("links => links.map(link => link.getAttribute('href'))"))

    @driven
    def look(self, *, width: int, scheme: Scheme, picture: Path | None) -> dict[str, Any]:
        """Look at the page so wide, in light or dark; give what is measured of it."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme)
        if picture:
            picture.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=picture, full_page=True)
        return dict(self.page.evaluate(MEASURE))

    @driven
    def examine(self, *rules: str) -> list[str]:
        """Let axe examine the page as it is looked at, and give what not everybody could use.

        :param rules: these alone; all of them where none is named.
        """
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(axe())
        return list(self.page.evaluate(EXAMINE, rules))

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return urlsplit(self.page.url).path

    def refused(self, status: int) -> None:
        """Take note that the last answer was a refusal, as it had to be."""
        assert [fault[:3] for fault in self.faults] == [str(status)]
        self.faults.clear()

    def _go_by(self, way: Locator) -> None:
        """Click the first of these, and wait for the page to which it leads."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            way.first.click()
        self._fits()

    def _fits(self) -> None:
        """Take note of a page that is wider than its window."""
        if (beyond := self.page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{beyond} pixels to move sideways: {self.page.url}")

    def _fill_in(
        self,
        box: Locator,
        typed: Mapping[str, str],
        chosen: Mapping[str, str],
        ticked: Collection[str],
    ) -> None:
        for label, text in typed.items():
            self._field(box, label).fill(text)
        for label, option in chosen.items():
            self._field(box, label).select_option(label=self.say(option))
        for label in ticked:
            self._field(box, label).check()

    def _field(self, box: Locator, label: str) -> Locator:
        """Give the field of a name, after which may stand in brackets what is asked of it."""
        name = rf"^\s*{re.escape(self.say(label))}\s*(\(.*)?$"
        return box.get_by_label(re.compile(name, re.DOTALL))
