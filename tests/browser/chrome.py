"""A Chromium of the tests' own, in a thread of its own."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

T = TypeVar("T")

CHROMIUM = os.environ.get("RELAIS_CHROMIUM") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120_000  # milliseconds; what goes well is over long before

# Words that go by themselves after some seconds stay ten minutes: they are read however late.
LINGER = """(later => {
  const lasting = after => after >= 5_000 ? 600_000 : after
  window.setTimeout = (deed, after, ...told) => later(deed, lasting(after), ...told)
})(window.setTimeout)"""


class Chrome:
    """A browser; everything is asked of it in one thread.

    Playwright keeps an event loop running where it was started, and there Django refuses queries.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="chrome")
        self._playwright, self._browser = self.do(_start)

    def do(self, deed: Callable[[], T]) -> T:
        """Do something in the browser's thread, and give what comes of it."""
        return self._thread.submit(deed).result()

    def profile(self, **options: object) -> BrowserContext:
        """Open a fresh profile, that of somebody who was never here."""

        def opened() -> BrowserContext:
            profile = self._browser.new_context(**options)  # type: ignore[arg-type]
            profile.add_init_script(LINGER)
            return profile

        return self.do(opened)

    def close(self) -> None:
        """End the browser."""
        self.do(self._browser.close)
        self.do(self._playwright.stop)
        self._thread.shutdown()


def _start() -> tuple[Playwright, Browser]:
    playwright = sync_playwright().start()
    launch = playwright.chromium.launch
    return playwright, launch(executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE)
