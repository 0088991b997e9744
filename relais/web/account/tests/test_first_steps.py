"""The first steps of each desk: shown once on the first page, and again when asked for."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from relais.people.actions import choose_language, give_role
from relais.people.queries import Role
from relais.web.first_steps import HELP, STEPS
from relais.web.screen import DESKS
from relais.web.tests.steps import sign_in
from tests.persons import SINCE, World

pytestmark = pytest.mark.once  # nothing here depends on the database

SHOWN = 'id="first-steps"'
ADDRESS = "/me/first-steps/"


def page(browser: Any, path: str = "/") -> str:
    answer = browser.get(path)
    if answer.status_code == 302:
        answer = browser.get(answer["Location"])
    return str(answer.content.decode())


def test_every_desk_has_at_most_four_steps_and_says_where_help_is() -> None:
    assert set(STEPS) == set(DESKS)
    for steps in STEPS.values():
        assert 2 < len(steps) <= 4
        assert steps[-1] == HELP


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_his_own_on_his_first_page(world: World, language: str) -> None:
    for name in world.people:
        browser = sign_in(world, name)
        choose_language(world.id(name), language=language, by=world.system)
        shown = page(browser)
        with translation.override(language):
            help_ = translation.gettext(HELP[1])
        assert shown.index("</h1>") < shown.index(SHOWN), name
        assert help_ in shown, name
        assert SHOWN not in page(browser, "/me/"), name


def test_once_read_they_never_come_again(world: World) -> None:
    tina = sign_in(world, "tina")

    assert tina.post(ADDRESS, read="yes").headers["Location"] == "/"
    assert [SHOWN in page(tina) for _ in "12"] == [False, False]


def test_they_come_again_when_they_are_asked_for(world: World) -> None:
    remy = sign_in(world, "remy")
    remy.post(ADDRESS, read="yes")
    assert 'name="read" value="no"' in page(remy)

    remy.post(ADDRESS, read="no")
    assert SHOWN in page(remy)


def test_each_desk_of_one_person_has_its_own(world: World) -> None:
    center_id = world.center.id
    give_role(
        world.id("remy"), Role.TELEMARKETER, since=SINCE, call_center_id=center_id, by=world.system
    )
    remy = sign_in(world, "remy")
    remy.post(ADDRESS, read="yes")
    remy.post("/screen/", desk="rep")
    assert SHOWN in page(remy)

    remy.post(ADDRESS, read="yes")
    assert SHOWN not in page(remy)
    remy.post("/screen/", desk="telemarketer")
    assert SHOWN not in page(remy)


def test_who_comes_to_the_same_browser_afterwards_reads_them_too(world: World) -> None:
    tina, theo = sign_in(world, "tina"), sign_in(world, "theo")
    tina.post(ADDRESS, read="yes")
    theo._client.cookies.update(
        {key: told for key, told in tina._client.cookies.items() if key.startswith("first-steps")}
    )

    assert SHOWN in page(theo)


def test_what_cannot_be_chosen_is_refused(world: World) -> None:
    assert sign_in(world, "tina").post(ADDRESS, read="perhaps").status_code == 400
    assert sign_in(world, "tina").get(ADDRESS).status_code == 405


def test_a_stranger_has_none() -> None:
    assert SHOWN not in page(Client(), "/sign-in/")
