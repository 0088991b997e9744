"""Words of names: what is folded, what is entered, what tells most."""

import pytest

from relais.accounts.rules.words import (
    LONGEST_WORD,
    company_entries,
    person_entries,
    typed_words,
)
from relais.lib.folding import LONGEST, words_of


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Imprimerie Merillon SAS",), "imprimerie merillon sas"),
        (("Société L’Œuvre d'Armor",), "societe loeuvre darmor oeuvre armor"),
        (("Müller", "Éloïse-Marie"), "muller eloise marie"),
        (("S.N.C.F. Réseau",), "sncf reseau"),
        (("Martin", "Martin"), "martin"),
        (("", ""), ""),
        (("…",), ""),
    ],
)
def test_words_are_folded_once_each(names: tuple[str, ...], words: str) -> None:
    assert words_of(*names) == words


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("Imprimerie Merillon", ["merillon"]),
        ("SAS Merillon Frères", ["freres"]),
        ("La Boulangerie du Port", ["boulangerie", "port"]),
        ("Association Merillon", ["association"]),
        ("3M", []),
    ],
)
def test_a_company_is_entered_under_all_but_the_first_word_of_its_key(
    name: str, entries: list[str]
) -> None:
    assert company_entries(name) == entries


def test_a_person_is_entered_under_all_but_his_first_word() -> None:
    assert person_entries(words_of("de la Tour", "Marie")) == ["tour", "marie"]


def test_what_tells_most_comes_first() -> None:
    assert typed_words(" la  Tour d'Élise, SA ") == ("delise", "tour", "la", "sa")


def test_no_name_makes_a_word_that_does_not_fit() -> None:
    name = "ﷺ" * 400  # one letter that is folded to eighteen
    assert len(words_of(name)) <= LONGEST
    assert all(len(word) <= LONGEST_WORD for word in company_entries(f"Nord {name}"))
