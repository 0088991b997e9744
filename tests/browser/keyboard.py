"""What somebody does who uses no mouse: he presses keys, and looks where he is."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen, driven

FAR = 80  # steps with Tab; no page asks for more
ANYTHING = "…"  # in the place of what words end with, where that does not matter


class Keyboard:
    """The keyboard before a screen. Words are given in English, and translated."""

    def __init__(self, screen: Screen) -> None:
        self.chrome, self.page, self.say = screen.chrome, screen.page, screen.say

    @driven
    def sign_in(self, email: str, password: str) -> None:
        """Sign in, on the page to which a stranger is sent."""
        keys = self.page.keyboard
        expect(self.page.locator("[name=username]")).to_be_focused()
        keys.type(email)
        keys.press("Tab")
        keys.type(password)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            keys.press("Enter")

    @driven
    def press(self, *keys: str) -> None:
        """Press keys, one after the other, once those of deeds rest no more."""
        self.page.locator("html:not([data-keys])").wait_for(state="attached")
        for key in keys:
            self.page.keyboard.press(key)

    @driven
    def type(self, text: str) -> None:
        """Type where one is."""
        self.page.keyboard.type(text)

    @driven
    def tab_to(self, words: str, **params: str) -> None:
        """Go on with Tab to what is called so."""
        self._go(words, params, "Tab")

    @driven
    def tab_back_to(self, words: str, **params: str) -> None:
        """Go back with Shift and Tab to what is called so."""
        self._go(words, params, "Shift+Tab")

    @driven
    def choose(self, option: str) -> None:
        """Go down in the list where one is, to an option."""
        here = self.page.locator("select:focus")
        for _ in range(FAR):
            if here.locator("option:checked").inner_text().strip() == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option says {option}")

    @driven
    def reads(self, words: str, **params: str) -> None:
        """Find words on the page."""
        expect(self.page.locator("main")).to_contain_text(self._beginning(words, params))
        self._whole()

    @driven
    def title(self, words: str, **params: str) -> None:
        """Find words in the title of the page."""
        expect(self.page.locator("h1")).to_contain_text(self._beginning(words, params))
        self._whole()

    @driven
    def counts(self, number: int) -> None:
        """Find a number at the head of the title of the page."""
        expect(self.page.locator("h1")).to_have_text(re.compile(rf"^\s*{number}\s"))
        self._whole()

    @driven
    def is_in(self, words: str) -> None:
        """Find oneself in a field that is called so."""
        expect(self.page.locator(":focus").and_(self._called(words))).to_be_attached()
        self._whole()

    def _whole(self) -> None:
        """Wait for the rest of the page: keys do nothing before its script has run."""
        self.page.wait_for_load_state("domcontentloaded")

    def _beginning(self, words: str, params: dict[str, str]) -> str:
        return self.say(words, **params).partition(ANYTHING)[0].strip()

    def _go(self, words: str, params: dict[str, str], key: str) -> None:
        there = self.page.locator(":focus").and_(self._called(words, **params))
        for _ in range(FAR):
            self.page.keyboard.press(key)
            if there.count():
                return
        raise AssertionError(f"{key} does not lead to {self.say(words, **params)}")

    def _called(self, words: str, **params: str) -> Locator:
        """Give what is called so: a field, a button, a link; its key may stand after the name."""
        name = re.compile(rf"^\s*{re.escape(self.say(words, **params))}(\s|$)")
        main = self.page.locator("main")
        clicked = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        folded = main.locator("summary", has_text=name)
        return clicked.or_(folded).or_(main.get_by_label(name))
