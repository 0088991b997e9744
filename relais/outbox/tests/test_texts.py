"""The texts say the same in every language, and name nobody."""

import string

import pytest

from relais.outbox.rules.texts import Text, languages, templates, text_of

MAY_NAME = {"company", "link", "due_at", "starts_at", "count", "unit", "place", "words"} | {
    "challenge",
    "standing",
    "settings",
}


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_every_text() -> None:
    assert languages() == ["en", "fr"]
    assert templates("fr").keys() == templates("en").keys()


@pytest.mark.parametrize("template", templates("en"))
def test_a_text_names_a_company_and_a_link_at_most(template: str) -> None:
    for language in languages():
        text = text_of(template, language=language)
        assert fields_of(text.body) <= MAY_NAME
        assert fields_of(text.subject) <= {"company", "count", "unit", "challenge"}
        assert fields_of(text.body) == fields_of(text_of(template, language="en").body)


def test_a_person_reads_his_own_language_else_english() -> None:
    french = text_of("lead_won", language="fr")
    assert isinstance(french, Text)
    assert french.subject.startswith("Signé")
    assert text_of("lead_won", language="fr-BE") == french
    assert text_of("lead_won", language="de") == text_of("lead_won", language="en")
