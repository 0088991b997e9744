"""The style guide: for administrators, with a sample of every component, drawn by the macros."""

from typing import Any

import pytest
from django.template import engines
from jinja2.runtime import Macro

from relais.web.engine import Engine
from relais.web.styleguide.samples import LONG, ONE_WORD
from relais.web.surroundings import Components
from relais.web.tests.steps import sign_in
from tests.persons import World

pytestmark = pytest.mark.once  # nothing here depends on the database

PAGES = ("/styleguide/", "/styleguide/forms/")


def environment_of_pages() -> Any:
    """Give what renders pages; Django's administration has an engine of its own."""
    return next(engine.env for engine in engines.all() if isinstance(engine, Engine))


def components() -> set[str]:
    """Name every macro of components/ui.html."""
    module: Any = environment_of_pages().get_template("components/ui.html").module
    return {name for name, made in vars(module).items() if isinstance(made, Macro)}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Note the components that a page asks for."""
    names: set[str] = set()
    give = Components.__getattr__

    def noted(self: Components, name: str) -> Any:
        names.add(name)
        return give(self, name)

    monkeypatch.setattr(Components, "__getattr__", noted)
    return names


def test_every_component_has_its_sample(world: World, drawn: set[str]) -> None:
    ada = sign_in(world, "ada")
    pages = [ada.get(path).content.decode() for path in PAGES]

    assert components() <= drawn, f"without a sample: {components() - drawn}"
    for name in components():
        assert any(f"<code>{name}</code>" in page for page in pages), name


@pytest.mark.parametrize("path", PAGES)
def test_nobody_but_an_administrator_sees_it(world: World, path: str) -> None:
    allowed = {name for name in world.people if sign_in(world, name).get(path).status_code == 200}

    assert allowed == {"ada"}


def test_what_is_hard_to_draw_is_on_it(world: World) -> None:
    page = sign_in(world, "ada").get("/styleguide/").content.decode()

    assert len(LONG) == 400
    assert len(ONE_WORD) == 80
    for hard in (LONG, ONE_WORD, "شركة", "בית", "👩🏽‍🏭", "5,000"):
        assert hard in page, hard


def test_its_samples_lead_nowhere_else(world: World) -> None:
    assert "/leads/0" not in sign_in(world, "ada").get("/styleguide/").content.decode()


def test_a_form_that_is_tried_comes_back_with_what_was_typed(world: World) -> None:
    answer = sign_in(world, "ada").post("/styleguide/forms/wrong/", company="Papeteries réunies")
    page = answer.content.decode()

    assert 'role="alert"' in page
    assert "Papeteries réunies" in page


def test_administrators_find_it_among_their_places(world: World) -> None:
    assert 'href="/styleguide/"' in sign_in(world, "ada").get("/").content.decode()
    assert "/styleguide/" not in sign_in(world, "dora").get("/").content.decode()
