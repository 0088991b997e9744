"""A section of a desk: a title that counts, and the first of what it counts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST = 12


@dataclass(frozen=True)
class Section:
    """What is to be done: how much, the first few, and of which kind they are."""

    title: str
    count: int
    rows: list[Any]
    kind: str
    look: str


def leads(title: str, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of leads."""
    beside = rows.select_related("account", "contact", "campaign", "rep")
    return Section(title, rows.count(), list(beside[:MOST]), "lead", look)


def appointments(title: str, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of appointments."""
    beside = rows.select_related("lead__account", "lead__contact", "rep")
    return Section(title, rows.count(), list(beside[:MOST]), "appointment", look)


def callbacks(title: str, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of callbacks; the rows bring their contact and campaign along."""
    return Section(title, rows.count(), list(rows[:MOST]), "callback", look)


@dataclass(frozen=True)
class Step:
    """Something to set, in words, and where it is set."""

    words: str
    address: str


def steps(title: str, rows: list[Step]) -> Section:
    """Make a section of things to set."""
    return Section(title, len(rows), rows[:MOST], "step", "due")


def paths(title: str, rows: QuerySet[Any]) -> Section:
    """Make a section of leads with the way that each has gone, the latest opened first."""
    beside = rows.select_related("account", "contact", "campaign", "rep")
    return Section(
        title, rows.count(), list(beside.order_by("-opened_at", "-id")[:MOST]), "path", ""
    )
