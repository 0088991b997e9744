"""Names made comparable: without accents, case and punctuation, as words."""

import re
import unicodedata
from itertools import filterfalse
from typing import Final

LONGEST: Final = 600  # characters of all words of a name; no name that is one is longer
LETTERS: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "&": " et ", "+": " et ", "'": "", "’": ""}
)
OTHER_SIGNS: Final = re.compile(r"[^\w]+")
INITIALS: Final = re.compile(r"\b(?:\w[ .]+)+\w\b(?!\w)")
AFTER_APOSTROPHE: Final = re.compile(r"['’]\s*(\w[^\s'’]+)")


def words_of(*names: str) -> str:
    """Give the words of names, folded, a space between: what somebody may type, and nothing else.

    What stands behind an apostrophe is a word of its own besides: `d'Armor` is found by both.
    """
    found = dict[str, None]()
    for name in names:
        behind = AFTER_APOSTROPHE.findall(name) if "'" in name or "’" in name else ()
        for part in (name, *behind):
            found.update(dict.fromkeys(folded(part)))
    return " ".join(found)[:LONGEST]


def folded(name: str) -> list[str]:
    """Give the words of a name without accents, case and punctuation, its initials joined."""
    letters = name.casefold().translate(LETTERS)
    plain = letters if letters.isascii() else _without_accents(letters)
    joined = INITIALS.sub(lambda found: re.sub(r"[ .]+", "", found[0]), plain)
    return OTHER_SIGNS.sub(" ", joined).split()


def _without_accents(letters: str) -> str:
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", letters)))
