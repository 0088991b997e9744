"""The theme packs that there are: a folder each beside this file, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from relais.challenge.rules.packs import PLAIN, Pack, pack_of

HERE: Final = Path(__file__).resolve().parent

__all__ = ["PLAIN", "Pack", "pack_called", "packs", "packs_in"]


@cache
def packs() -> Mapping[str, Pack]:
    """Give the packs that come with Relais, by their name in addresses."""
    return packs_in(HERE)


def packs_in(folder: Path) -> Mapping[str, Pack]:
    """Read the packs of a folder: each a folder with `pack.toml` and `picture.svg`.

    :raises PackWrong: for one that is not whole, or whose picture could do more than be seen.
    """
    found = {}
    for told in sorted(folder.glob("*/pack.toml")):
        picture = told.with_name("picture.svg").read_text(encoding="utf-8")
        words = tomllib.loads(told.read_text(encoding="utf-8"))
        found[told.parent.name] = pack_of(told.parent.name, words, picture)
    return found


def pack_called(name: str) -> Pack | None:
    """Give a pack by its name; None for the plain challenge, and for one that has gone."""
    return packs().get(name)
