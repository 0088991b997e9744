"""What every desk draws is read before anybody asks for it."""

import pytest
from django.template import engines

from relais.config.wsgi import make_ready
from relais.web.tests.steps import sign_in
from tests.persons import World

DESKS = ("tina", "sam", "victor", "remy", "maya", "dora", "ada")


def test_no_desk_waits_for_its_templates(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_again(*_: object, **__: object) -> None:
        raise AssertionError("A template is translated while somebody waits.")

    make_ready()
    monkeypatch.setattr(engines["engine"].env, "compile", compile_again)  # type: ignore[attr-defined]
    for name in DESKS:
        browser = sign_in(world, name)
        for page in ("/", "/leads/review/", "/leads/", "/appointments/"):
            assert browser.get(page).status_code in (200, 302, 404), (name, page)
