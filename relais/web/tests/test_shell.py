"""What stands around every page: errors are announced, icons are there, the bundle is light."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from relais.people.queries import Role
from relais.web import bundle
from relais.web.navigation import ENTRIES, MOST_UNFOLDED
from relais.web.tests.steps import sign_in
from tests.persons import World

LIGHT = 100_000  # bytes, compressed; what a page may load is 150 kB (docs/adr/0008)


@pytest.fixture
def nothing_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Let the front end not have been built."""
    cached = (bundle.asset, bundle.icon, bundle._manifest)
    monkeypatch.setattr(bundle, "MANIFEST", tmp_path / "manifest.json")
    for each in cached:
        each.cache_clear()
    yield
    for each in cached:
        each.cache_clear()


def test_all_that_a_page_loads_is_light() -> None:
    folder = bundle.MANIFEST.parent
    files = json.loads(bundle.MANIFEST.read_text())["files"].values()
    packed = [folder.parent / f"{name}.gz" for name in files]

    assert sum(path.stat().st_size for path in packed) < LIGHT


@pytest.mark.django_db
def test_what_is_built_is_kept_by_browsers_for_ever() -> None:
    answer = Client(headers={"accept-encoding": "gzip"}).get(bundle.asset("relais.css"))
    answer.close()

    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_styles_and_scripts_come_from_nowhere_else() -> None:
    for name in json.loads(bundle.MANIFEST.read_text())["files"].values():
        text = (bundle.MANIFEST.parent.parent / name).read_text()
        assert "data:image" not in text, name
        assert "@import" not in text, name
        assert "sourceMappingURL" not in text, name


@pytest.mark.usefixtures("nothing_built")
def test_what_is_not_built_says_how_it_is() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"run `make setup`\."):
        bundle.asset("relais.css")


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"front/icons\.json"):
        bundle.icon("no-such-icon")


def test_no_key_leads_to_two_places() -> None:
    keys = {(entry.key, entry.name) for entry in ENTRIES if entry.key}

    assert len(keys) == len(dict(keys))


def groups(world: World, name: str, address: str) -> list[tuple[str, bool]]:
    """Give the groups that fold on a page, and whether each is open."""
    page = sign_in(world, name).get(address).content.decode()
    nav = page[page.index('id="places"') : page.index('class="thumb"')]
    told = re.findall(r"<details( open)?>\s*<summary>([^<]+)<", nav)
    return [(words, bool(opened)) for opened, words in told]


def test_many_places_stand_in_groups_and_that_of_the_page_is_open(world: World) -> None:
    folded = ["Leads", "Team", "Steering", "Return"]

    assert groups(world, "maya", "/") == [(words, words == "Leads") for words in folded]
    assert groups(world, "maya", "/people/") == [(words, words == "Team") for words in folded]
    assert groups(world, "maya", "/acts/") == [(words, words == "Steering") for words in folded]
    for address in ("/proof/", "/return/recovery/", "/return/what-if/"):
        found = groups(world, "maya", address)
        assert found == [(words, words == "Return") for words in folded], address
    assert groups(world, "tina", "/") == []


def test_no_place_is_out_of_reach(world: World) -> None:
    page = sign_in(world, "maya").get("/").content.decode()
    nav = page[page.index('id="places"') : page.index('class="thumb"')]
    shown = [entry for entry in ENTRIES if not entry.roles or Role.MANAGER in entry.roles]

    assert nav.count("<li>") == len(shown) > MOST_UNFOLDED


def test_errors_are_told_first_and_lead_to_their_fields(world: World) -> None:
    page = sign_in(world, "ada").post("/people/add/", first_name="Zoé").content.decode()
    summary = page[page.index('role="alert"') :]
    named = summary.split('href="#')[1].split('"')[0]

    assert 'tabindex="-1" autofocus' in summary[:60]
    assert f'id="{named}"' in page
    assert f'aria-describedby="{named}_error"' in page
    assert f'id="{named}_error"' in page


def test_the_policy_stands_on_redirects_and_refusals_too() -> None:
    told = "Content-Security-Policy"
    without_slash = Client().get("/leads")
    assert (without_slash.status_code, without_slash.headers["Location"]) == (301, "/leads/")
    assert told in without_slash.headers
    assert told in Client(enforce_csrf_checks=True).post("/sign-in/", {}).headers
    assert told in Client().get("/there-is-no-such-page/").headers
    assert told not in Client().get("/api/v1/me").headers


def test_the_policy_lets_nothing_inline_through() -> None:
    policy = Client().get("/sign-in/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"] == ["'self'"]
