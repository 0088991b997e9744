"""A section of a desk: a title that counts, and the first of what it counts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

MOST: Final = 12


@dataclass(frozen=True)
class Words:
    """How a section is told: its title, its count in the page's own title, and its act.

    `says` is a plural that is filled in with `n` and `shown`; without it nothing is to be done.
    """

    title: str
    says: Any = None
    act: str = ""


@dataclass(frozen=True)
class Section:
    """What is to be done: how much, the first few, and of which kind they are.

    `since` is when the first of them began to wait.
    """

    words: Words
    count: int
    rows: list[Any]
    kind: str
    look: str = ""
    since: datetime | None = field(default=None)

    @property
    def title(self) -> str:
        """Give the title above the rows."""
        return self.words.title

    @property
    def waits(self) -> bool:
        """Say whether somebody has to act here."""
        return bool(self.count and self.words.says)


def leads(words: Words, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of leads."""
    beside = list(rows.select_related("account", "contact", "campaign", "rep")[:MOST])
    since = beside[0].state_since if beside else None
    return Section(words, rows.count(), beside, "lead", look, since)


def appointments(words: Words, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of appointments."""
    beside = list(rows.select_related("lead__account", "lead__contact", "rep")[:MOST])
    since = beside[0].starts_at if beside else None
    return Section(words, rows.count(), beside, "appointment", look, since)


def callbacks(words: Words, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of callbacks; the rows bring their contact and campaign along."""
    beside = list(rows[:MOST])
    since = beside[0].due_at if beside else None
    return Section(words, rows.count(), beside, "callback", look, since)


@dataclass(frozen=True)
class Step:
    """Something to set, in words, and where it is set."""

    words: str
    address: str


def steps(words: Words, rows: list[Step]) -> Section:
    """Make a section of things to set."""
    return Section(words, len(rows), rows[:MOST], "step", "due")


def paths(title: str, rows: QuerySet[Any]) -> Section:
    """Make a section of leads with the way that each has gone, the latest opened first."""
    beside = rows.select_related("account", "contact", "campaign", "rep")
    latest = list(beside.order_by("-opened_at", "-id")[:MOST])
    return Section(Words(title), rows.count(), latest, "path")
