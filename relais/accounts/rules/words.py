"""The words by which companies and persons are found, whatever the case, accents and order."""

from collections.abc import Iterable
from typing import Final

from relais.accounts.rules.matching import LEADING, TRAILING, name_key
from relais.lib.folding import folded, words_of

LONGEST_WORD: Final = 60
SHORT_FORM: Final = 4  # letters: nobody looks for "SAS", many for "association"
ARTICLES: Final = frozenset({"au", "aux", "de", "des", "du", "en", "et", "la", "le", "les"})
FORMS: Final = frozenset(each for each in LEADING | TRAILING if len(each) <= SHORT_FORM)
UNSOUGHT: Final = ARTICLES | FORMS


def typed_words(typed: str) -> tuple[str, ...]:
    """Give what somebody typed as words to look for, those that tell most first.

    A word of which nobody has an index stands last; of two the longer tells more.
    """
    found = dict.fromkeys(folded(typed))
    return tuple(sorted(found, key=lambda word: (word in UNSOUGHT, -len(word), word)))


def company_entries(name: str) -> list[str]:
    """Give the words under which a company is entered: all but the first of its key."""
    first = name_key(name).partition(" ")[0]
    return _entries(words_of(name).split(), besides=first)


def person_entries(words: str) -> list[str]:
    """Give the words under which a person is entered: all but the first, his last name's."""
    first, _, others = words.partition(" ")
    return _entries(others.split(), besides=first)


def _entries(words: Iterable[str], *, besides: str) -> list[str]:
    clipped = dict.fromkeys(word[:LONGEST_WORD] for word in words if word not in UNSOUGHT)
    return [word for word in clipped if word != besides]
