"""What templates say and call is what Jinja2's own way would give, in whatever language."""

from typing import Any, Final

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from relais.web import spoken
from relais.web.engine import Engine

ENGINE: Final = next(engine for engine in engines.all() if isinstance(engine, Engine))


def shown(text: str, **known: Any) -> str:
    """Render a text as a page."""
    return ENGINE.from_string(text).render(known)


@pytest.mark.parametrize(("language", "said"), [("fr", "Se déconnecter"), ("en", "Sign out")])
def test_each_page_speaks_the_language_of_its_reader(language: str, said: str) -> None:
    for spoken_now in ("en", "fr", language):
        with translation.override(spoken_now):
            told = shown("{% trans %}Sign out{% endtrans %}|{{ _('Sign out') }}|{{ language() }}")

    assert told == f"{said}|{said}|{language}"


def test_outside_a_page_the_language_is_that_of_the_moment() -> None:
    with translation.override("fr"), spoken.one_language():
        assert spoken.language() == "fr"
    with translation.override("en"):
        assert spoken.language() == "en"


def test_what_fills_words_in_is_escaped_and_the_words_are_not() -> None:
    text = "{% trans who=who %}<b>{{ who }}</b>{% endtrans %}{{ _('%(n)s & more', n=who) }}"

    with translation.override("en"):
        assert shown(text, who="<i>") == "<b>&lt;i&gt;</b>&lt;i&gt; & more"


def test_a_per_cent_sign_is_one_with_figures_and_without() -> None:
    text = "{% trans %}30 % of all{% endtrans %}|{% trans n=3 %}{{ n }} % of all{% endtrans %}"

    with translation.override("en"):
        assert shown(text) == "30 % of all|3 % of all"


def test_a_plain_text_is_said_without_marks_of_html() -> None:
    letter = ENGINE.env.overlay(autoescape=False).from_string("{{ _('A & B') + '<' + '&' }}")

    with translation.override("en"):
        assert letter.render() == "A & B<&"


@pass_context
def _asks_the_page(context: Context, name: str) -> str:
    return f"{name} is {context[name]}"


class _Callable:
    """Something that can be called and is no function."""

    def __call__(self, figure: int) -> int:
        return figure + 1


def test_functions_macros_and_objects_are_called_with_what_they_ask_for() -> None:
    text = (
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}"
        "{% macro around(words) %}{{ words }}{{ caller() }}{% endmacro %}"
        "{% for each in [1, 2] %}{% set twice = double(each) %}{{ bold(twice) }}{% endfor %}"
        "{% call around('<') %}!{% endcall %}{{ asks('who') }} {{ more(1) }} {{ 'a b'.split()[1] }}"
    )
    known = {"double": lambda n: 2 * n, "asks": _asks_the_page, "more": _Callable(), "who": "Tina"}

    assert shown(text, **known) == "<b>2</b><b>4</b>&lt;!who is Tina 2 b"


def test_words_are_made_ready_once_for_each_language() -> None:
    spoken._said.cache_clear()
    for language in ("en", "fr", "en", "fr"):
        with translation.override(language):
            shown("{{ _('Sign out') }}")

    kept = spoken._said.cache_info()
    assert (kept.misses, kept.hits) == (2, 2)
    assert isinstance(spoken._said("Sign out", "en"), Markup)
