"""Every deed of the web door by the plain form of its page, in a browser without scripts.

The table (tests/browser/deeds.py) is held against the addresses: a deed that is not in it fails.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import Download, FilePayload, Locator, Page, Response, expect

from relais.web.appointments.deeds import DEEDS as OF_APPOINTMENTS
from relais.web.leads.deeds import DEEDS as OF_LEADS
from relais.web.leads.reviewing import DONE as OF_REVIEWS
from tests.browser.chrome import Chrome
from tests.browser.conftest import Site
from tests.browser.deeds import DEEDS, SOME, Plain
from tests.browser.screen import Screen
from tests.browser.steps import ago

pytestmark = pytest.mark.once  # nothing here depends on the database

SEVERAL: Mapping[str, Mapping[str, object]] = {
    "leads:act": OF_LEADS,
    "leads:decide": OF_REVIEWS,
    "appointments:act": OF_APPOINTMENTS,
}
ANYTHING: dict[str, object] = {"uuid": UUID(int=0), "int": 1, "slug": "x", "str": "x"}
METHOD_NOT_ALLOWED = 405

MARK = "() => { document.documentElement.dataset.before = 'yes' }"
WHERE = """address => [...document.querySelectorAll("button:not([type=button])")].findIndex(
  button => button.form?.method === "post" && address === new URL(
    button.hasAttribute("formaction") ? button.formAction : button.form.action).pathname)"""
ASKED = """fields => fields.map(field => ({
  name: field.name, type: field.type, value: field.value, required: field.required,
  several: [...field.form.elements].filter(({ name }) => name === field.name).length > 1,
}))"""
OF_A_KIND = {"number": "1", "email": "castel@example.com", "file": ""}
FIRST = "option:not([value=''])"


@pytest.fixture(scope="module")
def without_scripts(address: str, chrome: Chrome) -> Iterator[Screen]:
    """Give one window for all deeds, as opening one takes longer than a deed."""
    profile = chrome.profile(locale="en", java_script_enabled=False)
    screen = Screen(chrome, profile, address=address, language="en")
    yield screen
    screen.close()


@pytest.mark.parametrize("plain", DEEDS, ids=lambda plain: plain.deed)
def test_a_deed_is_done_by_a_plain_form(site: Site, without_scripts: Screen, plain: Plain) -> None:
    site.speak("en")
    ago(site.world, hours=1)
    page, *addresses = plain.way(site.world)
    screen = without_scripts
    screen.enter(site.session_of(plain.by) if plain.by else "")

    screen.open(page)
    for address in addresses:
        status = send(screen, address, plain.typed)
    assert (status, screen.faults) == (plain.status, [])


@pytest.mark.usefixtures("db")  # a request looks at the connection before its address
def test_no_deed_is_left_out() -> None:
    known = [each.deed for each in DEEDS]
    assert sorted(known) == sorted(every_deed())


# --- The form, as somebody fills it in -------------------------------------------------------


def send(screen: Screen, address: str, typed: Mapping[str, str]) -> int:
    """Fill in the form of the page that goes to an address, send it, and give the answer."""

    def sent() -> int:
        page = screen.page
        place = page.evaluate(WHERE, address)
        assert place >= 0, f"no form of {page.url} goes to {address}"
        button = page.locator("button:not([type=button])").nth(place)
        bring_into_sight(page, button)
        fill_in(button.locator("xpath=ancestor::form"), typed)
        page.evaluate(MARK)
        with downloads_of(page) as files:
            with page.expect_response(lambda answer: answer.request.method == "POST") as told:
                button.click()
            wait_for_all(page, told.value, files)
        return told.value.status

    return screen.chrome.do(sent)


@contextmanager
def downloads_of(page: Page) -> Iterator[list[Download]]:
    """Collect what is downloaded meanwhile."""
    files: list[Download] = []

    def note(file: Download) -> None:
        files.append(file)

    page.on("download", note)
    yield files
    page.remove_listener("download", note)


def wait_for_all(page: Page, answer: Response, files: list[Download]) -> None:
    """Wait for the file that the answer is, else for the page to which it leads, to be whole.

    What is still asked for when a test ends is answered from the database of the next.
    """
    if "attachment" in answer.headers.get("content-disposition", ""):
        file = files[0] if files else page.wait_for_event("download")
        file.path()
        return
    expect(page.locator("html:not([data-before])")).to_be_attached()
    page.wait_for_load_state()


def bring_into_sight(page: Page, button: Locator) -> None:
    """Open what the form is folded into."""
    window = button.locator("xpath=ancestor::*[@popover]")
    if window.count() and not window.is_visible():
        page.locator(f"[popovertarget={window.get_attribute('id')}]").first.click()
    folded = button.locator("xpath=ancestor::details[not(@open)]")
    while not button.is_visible() and folded.count():
        folded.first.locator("xpath=summary").click()


def fill_in(form: Locator, typed: Mapping[str, str]) -> None:
    """Fill in what was decided, and what the form asks for."""
    fields = form.locator("input:not([type=hidden]), select, textarea")
    groups: set[str] = set()
    for place, asked in enumerate(fields.evaluate_all(ASKED)):
        field, name = fields.nth(place), asked["name"]
        wanted = typed.get(name, "")
        first = name not in groups
        groups.add(name)
        if asked["type"] == "radio":
            if asked["value"] == wanted:
                field.check()
        elif asked["type"] == "checkbox":
            if (asked["several"] and first) or asked["required"]:
                field.check()
        elif wanted or (asked["required"] and not asked["value"]):
            fill(field, asked, wanted)


def fill(field: Locator, asked: Mapping[str, Any], wanted: str) -> None:
    if asked["type"] == "file":
        content = wanted.encode()
        field.set_input_files(FilePayload(name="t.csv", mimeType="text/csv", buffer=content))
    elif asked["type"] == "select-one":
        chosen = "" if wanted == SOME else wanted
        field.select_option(chosen or field.locator(FIRST).first.get_attribute("value"))
    else:
        usual = {"date": f"{timezone.localdate()}", **OF_A_KIND}
        field.fill(wanted or usual.get(asked["type"], "Voilà"))


# --- What there is ---------------------------------------------------------------------------


def every_deed() -> Iterator[str]:
    """Give each address that takes a form, and each deed where it takes several."""
    for name, pattern in addresses_of(get_resolver("relais.web.urls")):
        if takes_a_form(name, pattern):
            yield from (f"{name}/{deed}" for deed in SEVERAL[name]) if name in SEVERAL else [name]


def addresses_of(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            within = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses_of(each, within)
        elif each.name:
            yield f"{space}{each.name}", each


def takes_a_form(name: str, pattern: URLPattern) -> bool:
    """Say whether an address does something: a deed refuses to be merely looked at."""
    view = getattr(pattern.callback, "view_class", None)
    if view is not None:
        return hasattr(view, "post")
    kinds = {key: type(one).__name__ for key, one in pattern.pattern.converters.items()}
    made = {
        key: ANYTHING[kind.removesuffix("Converter").removesuffix("String").lower() or "str"]
        for key, kind in kinds.items()
    }
    with closing(Client().get(reverse(name, kwargs=made))) as answer:
        return answer.status_code == METHOD_NOT_ALLOWED
