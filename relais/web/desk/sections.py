"""A section of a desk: a title that counts, and the first of what it counts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from relais.appointments.queries import shown_of as shown_appointments
from relais.leads.queries import shown_of, steps_of
from relais.people.queries import ListOfOne
from relais.web.desk.lists import MOST

CALLBACK: Final = (
    *("due_at", "prospect", "contact__first_name", "contact__last_name", "contact__erased_at"),
    *("contact__account__name", "for_person__first_name", "for_person__last_name"),
)


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


def leads(words: Words, rows: ListOfOne, look: str = "") -> Section:
    """Make a section of leads."""
    [first] = shown_of(rows.first())
    since = first[0].state_since if first else None
    return Section(words, rows.count(first), first, "lead", look, since)


def appointments(words: Words, rows: ListOfOne, look: str = "") -> Section:
    """Make a section of appointments."""
    first = shown_appointments(rows.first())
    since = first[0].starts_at if first else None
    return Section(words, rows.count(first), first, "appointment", look, since)


def callbacks(words: Words, rows: QuerySet[Any], look: str = "") -> Section:
    """Make a section of callbacks; the rows bring their contact and campaign along."""
    beside = rows.select_related(None).select_related("contact__account", "for_person")
    first = list(beside.only(*CALLBACK)[:MOST])
    since = first[0].due_at if first else None
    count = len(first) if len(first) < MOST else rows.count()
    return Section(words, count, first, "callback", look, since)


@dataclass(frozen=True)
class Step:
    """Something to set, in words, where it is set, and what one does there."""

    words: str
    address: str
    act: str = ""


def steps(words: Words, rows: list[Step]) -> Section:
    """Make a section of things to set."""
    return Section(words, len(rows), rows[:MOST], "step", "due")


def paths(title: str, rows: ListOfOne) -> Section:
    """Make a section of leads with the way that each has gone."""
    first = steps_of(rows.first())
    return Section(Words(title), rows.count(first), first, "path")
