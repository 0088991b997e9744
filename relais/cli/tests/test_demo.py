"""`relais demo`: built once, the answer told, built anew when asked."""

import json
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import override_settings
from typer.testing import CliRunner, Result

from relais.cli.demo import demo
from relais.cli.running import of_one
from relais.people.models import Login
from relais.simulation.rules import SCENARIOS, Size
from relais.simulation.staff import PASSWORD

TINY = Size(reps_per_region=1, telemarketers=1, months=2, leads_per_rep=4.0)
WORDS = {"fr": ("TROP PEU DE DONNÉES", "Mot de passe"), "en": ("NOT ENOUGH DATA", "Password")}


@pytest.fixture(autouse=True)
def _small_and_quick() -> Iterator[None]:
    tiny = {"small": SCENARIOS["small"].of_size(TINY)}
    md5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with patch.dict(SCENARIOS, tiny), override_settings(PASSWORD_HASHERS=md5):
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(of_one(demo), ["--scenario", "small", "--no-serve", *arguments])


@pytest.mark.once  # the next one builds and asks beside both databases
@pytest.mark.django_db
def test_it_is_built_once_and_told_each_time_in_plain_words() -> None:
    first = json.loads(run("--json").stdout)
    again = json.loads(run("--json").stdout)

    assert first == again
    assert first["verdict"] == "not_enough_data"
    assert first["built"]["leads"] == 24 + 14  # those that wait on the desks
    assert Login.objects.get(email=first["logins"]["rep"]).check_password(PASSWORD)
    for lang, words in WORDS.items():
        said = run("--lang", lang)
        assert all(each in said.stdout for each in (*words, "remy@demo-small.example", PASSWORD))


@pytest.mark.django_db
def test_fresh_builds_it_anew() -> None:
    run()
    before = Login.objects.get(email="remy@demo-small.example").id
    assert run("--fresh").exit_code == 0

    assert Login.objects.get(email="remy@demo-small.example").id != before


def test_an_unknown_scenario_is_refused_with_those_there_are() -> None:
    said = CliRunner().invoke(of_one(demo), ["--scenario", "chaos"])

    assert said.exit_code == 2
    assert "tribune" in said.output
