"""The proof of many leads: reckoned beside the page, told as of then, and for whom it was asked."""

import pytest

from relais.diagnosis.actions.compute import compute_waiting
from relais.diagnosis.models import Computation
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.roi.queries import kept
from relais.roi.tests.steps import transmitted
from relais.web.proof.tests.test_pages import page_of, proven, staff
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

__all__ = ["proven"]


@pytest.fixture
def many(proven: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let three leads be many."""
    monkeypatch.setattr(kept, "MANY", 2)
    return proven


def asked_by(browser: Browser) -> list[int]:
    """Count the queries of the page, and of the list behind it."""
    return [
        queries_of(lambda: browser.get("/proof/")),
        queries_of(lambda: browser.get("/proof/leads/")),
    ]


def test_many_leads_are_reckoned_beside_the_page_and_told_as_of_then(many: World) -> None:
    asked = page_of(many, "dora")
    assert "This proof is being reckoned" in asked
    assert 'hx-trigger="every 2s"' in asked
    assert "This proof is being reckoned" in page_of(many, "dora", "leads/", case="won")
    assert compute_waiting(many.at) == 1
    row = Computation.objects.get()  # one for the page and the list
    assert (row.error, row.counted) == ("", {"leads": 3})
    page = page_of(many, "dora")
    assert "Each €1 spent has brought €0.96 net" in page
    assert ", as of " in page
    leads = page_of(many, "dora", "leads/", case="opened")
    assert "No lead of this proof has changed since" in leads
    assert "add up to the figures above" in leads
    browser = sign_in(many, "dora")
    few = asked_by(browser)

    many.later(minutes=5)
    transmitted(many)
    assert "€1,020.01" in page_of(many, "dora")
    leads = page_of(many, "dora", "leads/", case="opened")
    assert "3 leads behind the figure" in leads
    assert "1 lead of this proof has changed since, and is listed here as it is now" in leads
    assert leads.count('data-name="Cost">') == 4
    assert "add up to the figures above" not in leads
    assert asked_by(browser) == few
    assert browser.get("/proof/workbook/").content.startswith(b"PK")


def test_who_sees_other_leads_meanwhile_is_not_told_of_these(many: World) -> None:
    staff(many)
    page_of(many, "maya")
    post = Membership.objects.get(person_id=many.id("maya"), role=Role.MANAGER.value)
    post.unit = many.south
    post.save()
    assert compute_waiting(many.at) == 1
    assert Computation.objects.get().error == "NotVisible"
    assert "reckoned" not in page_of(many, "maya")  # two leads in her new unit are few
