"""The words of a manager's week."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.measures.queries import OwnOf
from relais.steering.queries.cockpit import Kind, Line, Tally
from relais.web.filters import number, short_day
from relais.web.prospecting.words import of_reps

__all__ = [
    "LINES",
    "STEPS",
    "heads",
    "idle",
    "prospecting",
    "short_day",
    "title_of",
    "together",
    "weeks_before",
]

# What fell to him, and when it counts as done.
LINES: Final[dict[str, tuple[str, str]]] = {
    Kind.HEAR.value: (
        gettext_noop("Disputes heard"),
        gettext_noop("contested by his reps, judged within seven days"),
    ),
    Kind.TAKE_UP.value: (
        gettext_noop("Take-ups about to lapse"),
        gettext_noop("three quarters of the turn over: a deed or a word before its end"),
    ),
    Kind.ASK.value: (
        gettext_noop("Outcomes asked for"),
        gettext_noop("nobody told in time: asked in the thread, or told, within seven days"),
    ),
    Kind.FOLLOW.value: (
        gettext_noop("Leads followed"),
        gettext_noop("a deed or a word on the lead before the appointment"),
    ),
    Kind.ACCOMPANY.value: (
        gettext_noop("Reps accompanied"),
        gettext_noop("planned for a day of the week, and done"),
    ),
    Kind.AGREED.value: (
        gettext_noop("Other agreed acts"),
        gettext_noop("due in the week, and done"),
    ),
}
# What a step asks for, and the words of its button.
STEPS: Final[dict[str, tuple[str, str]]] = {
    Kind.HEAR.value: (gettext_noop("Contested"), gettext_noop("Judge")),
    Kind.COACH.value: (
        gettext_noop("Coaching: your answer, or your scores, are awaited"),
        gettext_noop("Answer"),
    ),
    Kind.GIVE.value: (gettext_noop("No rep can receive it"), gettext_noop("Choose a rep")),
    Kind.TAKE_UP.value: (gettext_noop("Not taken up, about to lapse"), gettext_noop("Ask the rep")),
    Kind.ASK.value: (gettext_noop("Appointment not told"), gettext_noop("Ask the rep")),
    Kind.AGREED.value: (gettext_noop("Agreed, and due"), gettext_noop("Do it")),
    Kind.FOLLOW.value: (
        gettext_noop("Appointment ahead, not followed yet"),
        gettext_noop("Follow"),
    ),
}


def title_of(lines: Iterable[Line]) -> str:
    """Tell the week in one line: how much is done of what fell to him."""
    weeks = [line.now for line in lines]
    done, due = sum(week.done for week in weeks), sum(week.due for week in weeks)
    if not due:
        return _("Nothing fell due this week")
    said = ngettext(
        "%(done)s of %(due)s act done this week", "%(done)s of %(due)s acts done this week", due
    )
    return said % {"done": number(None, done), "due": number(None, due)}


def weeks_before(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Give the heads of the weeks before this one."""
    return [(short_day(week.week), "figures") for week in lines[0].weeks[1:]]


def idle(lines: Sequence[Line]) -> str:
    """Name what did not fall to him in any of the weeks."""
    return ", ".join(
        _(LINES[line.kind][0]).lower() for line in lines if not any(week.due for week in line.weeks)
    )


def heads() -> list[tuple[str, str]]:
    """Give the heads of all that falls to managers."""
    return [(_(name), "wraps figures") for name, _means in LINES.values()]


def together(line: Line) -> Tally:
    """Add the weeks of a line up."""
    first = line.weeks[0].week
    done, due, still = (
        sum(counts) for counts in zip(*(week[1:] for week in line.weeks), strict=True)
    )
    return Tally(first, done, due, still)


def prospecting(total: OwnOf) -> str:
    """Tell what the reps under a manager did themselves this week."""
    return of_reps(total.reps, total.weeks[0].own, total.weeks[0].received)
