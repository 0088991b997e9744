"""One hand on a phone: all that a rep taps is 44 pixels high, and reaches whom it names."""

import pytest

from relais.notifications.tests.steps import transmitted
from relais.web.desk.tests.test_day import reachable
from tests.browser.conftest import SignIn, Site
from tests.browser.screen import NARROW
from tests.browser.steps import ago, visited

pytestmark = pytest.mark.once  # nothing here depends on the database

LEAST = 44
LOW = """least => [...document.querySelectorAll("main :is(a, button, summary)")]
  .filter(one => one.checkVisibility() && !one.closest("p, dd:not(:has(.reach)), .timeline"))
  .map(one => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect().height])
  .filter(([, height]) => height < least)"""
TOPMOST = """id => {
  const link = document.getElementById(id)
  link.scrollIntoView({ block: "center", behavior: "instant" })
  const row = link.closest("li").getBoundingClientRect()
  const points = [[row.left + 4, row.top + 4], [row.left + row.width / 2, row.bottom - 4]]
  return points.every(([x, y]) => document.elementFromPoint(x, y)?.closest("a") === link)
}"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_rep_taps_is_large_enough(site: Site, sign_in: SignIn, language: str) -> None:
    site.speak(language)
    row = visited(site.world)
    ago(site.world, minutes=5)
    leads = [transmitted(site.world) for _ in "123"]
    for lead in leads:
        reachable(site.world, lead)
    remy = sign_in("remy", language=language, scripts=True, size=NARROW)
    for path in ("/", f"/leads/{leads[0].id}/", f"/leads/{row.id}/"):
        remy.open(path)
        assert remy.chrome.do(lambda: remy.page.evaluate(LOW, LEAST)) == [], path
        assert remy.examine() == []
    remy.open("/")
    last = f"to-{leads[-1].id}"
    assert remy.chrome.do(lambda: remy.page.evaluate(TOPMOST, last))
