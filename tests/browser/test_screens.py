"""Every page of every role: it opens, fits a phone, in light and dark, and everybody can use it.

Each kind of page is looked at in light and dark, and examined by axe in both. That pages open
beside either database, in English, is asked without a browser: tests/test_every_page.py.

With RELAIS_PICTURES set, pictures of them all, in each width and scheme, are left in
`var/pictures`.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chrome import Chrome
from tests.browser.conftest import Site
from tests.browser.full import full
from tests.browser.screen import Scheme, Screen
from tests.crawl import look_of, paths_open_to

pytestmark = pytest.mark.once  # nothing here depends on the database

DESKTOP, PHONE = 1366, 360
EACH_ONCE: tuple[tuple[int, Scheme], ...] = ((DESKTOP, "light"), (PHONE, "dark"))
ALL_FOUR = (*EACH_ONCE, (DESKTOP, "dark"), (PHONE, "light"))
PICTURES = Path("var/pictures") if os.environ.get("RELAIS_PICTURES") else None
SAME_KIND = 2 if PICTURES else 1  # pages that differ only in whom they are about
LANGUAGE = "fr"
OF_THE_LOOK = ("color-contrast", "target-size", "scrollable-region-focusable")
LOOKS = ALL_FOUR if PICTURES else EACH_ONCE


@pytest.mark.parametrize(
    "names",
    [("tina", "victor", "maya", "milo", "paul"), ("sam", "remy", "dora", "ada")],
    ids=lambda names: "-".join(names),
)
def test_every_page_opens_and_fits_a_phone(
    site: Site, chrome: Chrome, names: tuple[str, ...]
) -> None:
    full(site.world)
    site.speak(LANGUAGE)
    examined: set[str] = set()
    found = [problem for name in names for problem in problems_of(name, site, chrome, examined)]
    assert found == []


def problems_of(name: str, site: Site, chrome: Chrome, examined: set[str]) -> list[str]:
    """Go everywhere that a person may go, and say what is wrong there."""
    # Colours that fade into each other would be examined halfway.
    profile = chrome.profile(locale=LANGUAGE, reduced_motion="reduce")
    screen = Screen(chrome, profile, address=site.address, language=LANGUAGE)
    screen.enter(site.session_of(name))
    found = [
        f"{name}, {path}: {problem}"
        for path in paths_open_to(screen, same_kind=SAME_KIND, kind_of=look_of)
        for problem in problems_at(screen, path, name, examined)
    ]
    screen.close()
    return found + screen.faults


def problems_at(screen: Screen, path: str, name: str, examined: set[str]) -> Iterator[str]:
    """Look at the page that is open in every way."""
    new = look_of(path) not in examined
    examined.add(look_of(path))
    seen: dict[str, Any] = {}
    for width, scheme in looks_at(new):
        picture = picture_of(path, name, f"{width}-{scheme}")
        seen = screen.look(width=width, scheme=scheme, picture=picture)
        if seen["width"] > width:
            yield f"{seen['width']} wide on a screen of {width}"
        if is_dark(seen["ground"]) is not (scheme == "dark"):
            yield f"{seen['ground']} when {scheme} is wanted"
        if new and (width, scheme) == LOOKS[0]:
            yield from screen.examine()
        elif new:
            yield from screen.examine(*OF_THE_LOOK)
    if seen.get("twice"):
        yield f"two fields or more have the id {seen['twice']}"
    if seen.get("unnamed"):
        yield f"nothing says what these fields are: {seen['unnamed']}"


def looks_at(new: bool) -> Sequence[tuple[int, Scheme]]:
    """Give the ways in which a page is looked at, fewer where its kind has been seen."""
    if PICTURES:
        return LOOKS
    return LOOKS if new else LOOKS[-1:]


def picture_of(path: str, name: str, look: str) -> Path | None:
    """Give where a picture is to be left, if any."""
    page = re.sub("[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
    return PICTURES / name / f"{page}-{look}.png" if PICTURES else None


def is_dark(colour: str) -> bool:
    """Say whether a colour, as `rgb(16, 24, 26)`, is nearer to black than to white."""
    return sum(map(int, re.findall("[0-9]+", colour)[:3])) < 3 * 128
