"""A camera before each desk."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Final
from unittest.mock import patch

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from relais.simulation.build import Built
from tests.browser.chrome import Chrome
from tests.pictures.plan import DESKS, FOLDER, LANGUAGES, Desk, planned
from tests.pictures.site import served
from tests.pictures.stage import AT, build, challenge, session_of, speak

QUALITY: Final = 80
DENSITY: Final = {True: 2, False: 1.25}  # pixels for one of the page, on a phone or not
LEAD: Final = re.compile(r"^/leads/[0-9a-f-]{36}/$")
FIRST_STEPS: Final = "form[data-guide] button"


def take_all() -> None:
    """Build the organization, take each desk's pictures, and leave no others in the folder."""
    FOLDER.mkdir(exist_ok=True)
    with patch("django.utils.timezone.now", return_value=AT):
        built = build()
        with served() as address:
            for language in LANGUAGES:
                speak(language)
                take_in(language, built, address)
    for old in set(FOLDER.iterdir()) - set(planned()):
        old.unlink()


def take_in(language: str, built: Built, address: str) -> None:
    """Take each desk's pictures with a browser that speaks a language, in its own calendars too."""
    with patch.dict("os.environ", LANGUAGE=language):
        chrome = Chrome()
    try:
        for desk in DESKS:
            take(chrome, desk, language, built, address)
    finally:
        chrome.close()


def take(chrome: Chrome, desk: Desk, language: str, built: Built, address: str) -> None:
    """Sign in as who sits at a desk, and take its pictures."""
    width, height = desk.size
    profile = chrome.profile(
        locale=language,
        viewport={"width": width, "height": height},
        device_scale_factor=DENSITY[desk.phone],
        reduced_motion="reduce",
    )
    ids = [challenge(built, stage=desk.of_challenge)] if desk.of_challenge else []
    session, path = session_of(built, desk.role), reverse(desk.page, args=ids)

    def look() -> None:
        profile.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = opened(profile, desk, address, path)
        for wanted in desk.looks:
            page.emulate_media(color_scheme=wanted)
            picture(page, desk.file(language, wanted))
        profile.close()

    chrome.do(look)


def opened(profile: BrowserContext, desk: Desk, address: str, path: str) -> Page:
    """Open what a desk shows; who sits there has read his first steps."""
    page = profile.new_page()
    page.goto(address)
    if page.locator(FIRST_STEPS).count():
        page.locator("details", has=page.locator(FIRST_STEPS)).evaluate("fold => fold.open = true")
        with page.expect_navigation():
            page.locator(FIRST_STEPS).click()
    page.goto(address + path)
    if desk.of_lead:
        links = page.locator("main a[href]").evaluate_all("all => all.map(a => a.pathname)")
        leads = [link for link in links if LEAD.match(link)]
        if not leads:
            raise LookupError(f"no lead stands at the desk “{desk.name}” that morning.")
        page.goto(address + leads[0])
    page.wait_for_load_state("networkidle")
    return page


def picture(page: Page, file: Path) -> None:
    """Write what is seen, in a format that Chromium packs small."""
    wanted = {"format": "webp", "quality": QUALITY}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", wanted)
    file.write_bytes(b64decode(taken["data"]))
    print(f"{file.name:<34}{file.stat().st_size / 1000:6.0f} kB", flush=True)
