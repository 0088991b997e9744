"""What every desk draws is read before anybody asks for it, whichever server loads the site."""

import os
import subprocess
import sys

import pytest
from django.template import engines

from relais.web.ready import make_ready
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


def test_any_server_can_load_the_site_by_its_name() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    load = "from relais.config.wsgi import application; print(callable(application))"
    said = subprocess.check_output([sys.executable, "-c", load], env=environment, text=True)
    assert said.strip() == "True"
