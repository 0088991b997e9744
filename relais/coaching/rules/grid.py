"""The discovery grid: criteria, each with words for its levels from 0 to 4 (pure)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

LEVELS: Final = 5  # 0, 1, 2, 3, 4
MOST: Final = 12
LONGEST: Final = 120
CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Criterion:
    """What is looked at in a visit, and what each level means, in both languages.

    `code` stays the same through the versions of the grid: by it a rep is compared with himself.
    """

    code: str
    label_fr: str
    label_en: str
    levels_fr: tuple[str, ...]
    levels_en: tuple[str, ...]

    def label(self, language: str) -> str:
        """Give its name in a language."""
        return self.label_fr if language.startswith("fr") else self.label_en

    def levels(self, language: str) -> tuple[str, ...]:
        """Give the words of its levels in a language, from 0 on."""
        return self.levels_fr if language.startswith("fr") else self.levels_en


class GridUnreadable(Refusal):
    """A grid that nobody could score with."""

    code = "grid_unreadable"
    message = gettext_noop(
        "A grid has 1 to %(most)s criteria, each once, with a name and words for the levels 0 to 4"
        " in French and in English, of at most %(longest)s characters."
    )


class NotForGrid(Refusal):
    """The grid is the organization's, not a manager's own."""

    code = "not_for_grid"
    message = gettext_noop("Only directors and administrators change the grid.")


def check_may_set(by: Actor) -> None:
    """Let directors and administrators change the grid.

    :raises NotForGrid: for anybody else.
    """
    if not by.has(Role.DIRECTOR, Role.ADMIN):
        raise NotForGrid


def check_criteria(criteria: Sequence[Criterion]) -> None:
    """Refuse a grid that nobody could score with.

    :raises GridUnreadable: then.
    """
    codes = [one.code for one in criteria]
    if not 0 < len(codes) <= MOST or len(set(codes)) < len(codes):
        raise GridUnreadable(most=MOST, longest=LONGEST)
    if not all(map(_is_whole, criteria)):
        raise GridUnreadable(most=MOST, longest=LONGEST)


def _is_whole(one: Criterion) -> bool:
    levels = (one.levels_fr, one.levels_en)
    words = (one.label_fr, one.label_en, *one.levels_fr, *one.levels_en)
    return (
        CODE.fullmatch(one.code) is not None
        and all(len(each) == LEVELS for each in levels)
        and all(0 < len(each.strip()) <= LONGEST for each in words)
    )


def as_rows(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Write criteria as they are kept."""
    return [{**asdict(one)} for one in criteria]


def of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Read criteria as they are kept."""
    return tuple(
        Criterion(
            row["code"],
            row["label_fr"],
            row["label_en"],
            tuple(row["levels_fr"]),
            tuple(row["levels_en"]),
        )
        for row in rows
    )
