"""The French catalogue is whole, its placeholders are right, its typography is French."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest
from babel.messages.catalog import Message

from relais.web.translations import PACKAGE, merged, missing

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
UNSPACED = re.compile(r"[^\s\u202f\u00a0«]([;!?»])|[^\s\u202f\u00a0](:)(?![/\d])")
PLAIN_SPACE = re.compile(r" [;:!?»]|« ")
COMMENTS = re.compile(r"\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% trans.*?\{% endtrans %\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAGS = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
FIRST_WORDS = """
import django
django.setup()
from django.utils import translation
with translation.override("fr"):
    print(translation.gettext("Sign in"))
"""
TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.html"))


def strings(message: Message) -> list[str]:
    said: Any = message.string
    return [one or "" for one in (said if isinstance(said, list | tuple) else [said])]


def test_every_string_has_its_french() -> None:
    lacking = [f"{message.id} ({message.locations})" for message in missing()]
    assert not lacking, "python -m relais.web.translations missing"


def test_placeholders_are_kept() -> None:
    for message in merged():
        if not message.id:
            continue
        english = message.id[-1] if isinstance(message.id, list | tuple) else message.id
        wanted = set(PLACEHOLDER.findall(english))
        for string in strings(message):
            assert set(PLACEHOLDER.findall(string)) == wanted, (message.id, string)


def test_french_has_its_spaces() -> None:
    for message in merged():
        for string in strings(message) if message.id else []:
            assert not PLAIN_SPACE.search(string), f"a breaking space in {string!r}"
            assert not UNSPACED.search(string), f"a missing space in {string!r}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    if path.name == "500.html":
        return
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"\{#.*?#\}|\{% trans.*?\{% endtrans %\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S
    )
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.S)
    words = [word for word in re.findall(r"[A-Za-zÀ-ÿ]{3,}", text) if word != "Relais"]
    assert not words, f"{path.name} says {words[:5]} without translation"


def test_two_who_start_at_once_where_nothing_is_compiled_speak_french_already(
    tmp_path: Path,
) -> None:
    unneeded = ignore_patterns("*.mo", "tests", "static", "__pycache__")
    copytree(PACKAGE, tmp_path / "relais", ignore=unneeded)
    told = {"DJANGO_SETTINGS_MODULE": "relais.config.settings", "PYTHONIOENCODING": "utf-8"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_WORDS],
            cwd=tmp_path,
            env={**os.environ, **told, "PYTHONPATH": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [each.communicate()[0].strip() for each in started] == ["Se connecter"] * 2
