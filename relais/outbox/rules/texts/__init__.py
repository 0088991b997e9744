"""What Relais writes to people, one file a language beside this one (pure).

A text has a subject, which is also the line shown on pages, and a body. Both name a company and
a link at most: nothing else about a prospect leaves the site.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FALLBACK: Final = "en"
FOLDER: Final = Path(__file__).parent


class Text(NamedTuple):
    """A subject and a body, with the names of what is filled in between braces."""

    subject: str
    body: str


def languages() -> list[str]:
    """List the languages in which Relais writes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def text_of(template: str, *, language: str) -> Text:
    """Give a text in a language ("fr", "fr-BE"), else in English.

    :raises KeyError: for a template that there is not.
    """
    spoken = language.partition("-")[0].lower()
    return _texts(spoken if spoken in languages() else FALLBACK)[template]


def templates(language: str) -> dict[str, Text]:
    """Give every text of a language."""
    return _texts(language)


@cache
def _texts(language: str) -> dict[str, Text]:
    told = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {name: Text(text["subject"], text["body"]) for name, text in told.items()}
