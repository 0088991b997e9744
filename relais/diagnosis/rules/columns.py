"""What appointments had, told of all of them at once by arrays (pure).

It says of each what the predicates of `queries.associations` say; moments are microseconds,
persons and leads are numbers, and `NEVER` stands where something did not happen.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from relais.diagnosis.rules.associations import Factor
from relais.diagnosis.rules.facts import BITS

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LATE: Final = timedelta(days=3)  # transmitted so shortly before the start
LONG: Final = timedelta(days=14)  # booked so long before it
NEAR: Final = timedelta(hours=1)  # between the end of one appointment and the start of the next
LONGEST: Final = timedelta(days=1)  # that an appointment lasts
NEW: Final = timedelta(days=182)  # a rep for less than half a year
SETTLED: Final = timedelta(days=730)  # and for two years or more
NEVER: Final = 253402300799999999  # the last microsecond of the year 9999


@dataclass(frozen=True)
class Rows:
    """Appointments: whose, of which unit and lead, from when to when, and what became of them."""

    rep: Numbers
    unit: Numbers
    lead: Numbers
    starts_at: Numbers
    ends_at: Numbers
    booked_at: Numbers
    due: Flags
    honoured: Flags
    silent: Flags
    in_diary: Flags

    def only(self, chosen: Flags) -> "Rows":
        """Keep some of them."""
        return Rows(**{name: column[chosen] for name, column in vars(self).items()})


@dataclass(frozen=True)
class LeadColumns:
    """What there is of each lead, at the place of its number."""

    transmitted_at: Numbers
    approach_at: Numbers
    whole_sheet: Flags
    contested: Flags
    center: Numbers
    place: Numbers


@dataclass(frozen=True)
class Deeds:
    """What persons did about leads, in no order."""

    lead: Numbers
    person: Numbers
    at: Numbers


def kinds_of(
    rows: Rows, *, leads: LeadColumns, led: Deeds, wrote: Deeds, since: Numbers, diary: Rows
) -> Numbers:
    """Give the `BITS` of what each appointment had.

    :param led: what those who lead reps did.
    :param wrote: words in the threads of leads.
    :param since: when each person became a rep, by number.
    :param diary: all that stands in the diaries of these reps.
    """
    starts, tenure = rows.starts_at, since[rows.rep]
    approach = leads.approach_at[rows.lead]
    transmitted = leads.transmitted_at[rows.lead]
    has = {
        Factor.FOLLOWED: _earliest_of_others(rows, led) < starts,
        Factor.CONTACTED: (approach < starts) | (_earliest_own(rows, wrote) < starts),
        Factor.SHEET: leads.whole_sheet[rows.lead],
        Factor.LATE: (transmitted > starts - _us(LATE)) & (transmitted != NEVER),
        Factor.LONG_WAIT: rows.booked_at < starts - _us(LONG),
        Factor.CLOSE: _close(rows, diary),
        Factor.NEW: tenure > starts - _us(NEW),
        Factor.SETTLED: tenure <= starts - _us(SETTLED),
        Factor.DISPUTED: leads.contested[rows.lead],
    }
    kinds = np.zeros(len(starts), dtype=np.int64)
    for factor, chosen in has.items():
        kinds |= np.where(chosen, BITS[factor], 0)
    return kinds


def counts_by(rows: Rows, *columns: Numbers) -> list[tuple[int, ...]]:
    """Count rows by columns of numbers, and those of them honoured and silent, in their order."""
    if not len(rows.rep):
        return []
    sizes = tuple(int(column.max()) + 1 for column in columns)
    different, which = np.unique(_mixed(columns, sizes), return_inverse=True)
    honoured, silent = (
        np.bincount(which, weights=flags).astype(np.int64) for flags in (rows.honoured, rows.silent)
    )
    told = (*_apart(different, sizes), np.bincount(which), honoured, silent)
    return [*zip(*(column.tolist() for column in told), strict=True)]


def _us(duration: timedelta) -> int:
    return duration // timedelta(microseconds=1)


def _mixed(columns: tuple[Numbers, ...], sizes: tuple[int, ...]) -> Numbers:
    mixed = np.zeros(len(columns[0]), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        mixed = mixed * size + column
    return mixed


def _apart(mixed: Numbers, sizes: tuple[int, ...]) -> list[Numbers]:
    columns: list[Numbers] = []
    for size in reversed(sizes):
        columns.insert(0, mixed % size)
        mixed = mixed // size
    return columns


def _earliest_of_others(rows: Rows, deeds: Deeds) -> Numbers:
    """Give for each appointment when somebody else than its rep first did something."""
    first, who = _first_by(deeds.lead, deeds, len(rows.lead) and int(rows.lead.max()) + 1)
    others = deeds.person != who[deeds.lead]
    rest = Deeds(deeds.lead[others], deeds.person[others], deeds.at[others])
    second, _ = _first_by(rest.lead, rest, len(first))
    return np.where(who[rows.lead] == rows.rep, second[rows.lead], first[rows.lead])


def _earliest_own(rows: Rows, deeds: Deeds) -> Numbers:
    """Give for each appointment when its own rep first did something."""
    if not len(rows.rep):
        return rows.starts_at
    persons = 1 + max(int(rows.rep.max()), int(deeds.person.max(initial=0)))
    pairs, which = np.unique(deeds.lead * persons + deeds.person, return_inverse=True)
    first = np.full(len(pairs) + 1, NEVER)
    np.minimum.at(first, which, deeds.at)
    mine = rows.lead * persons + rows.rep
    place = np.searchsorted(pairs, mine)
    found = np.append(pairs, -1)[place] == mine
    return np.where(found, first[place], NEVER)


def _first_by(where: Numbers, deeds: Deeds, size: int) -> tuple[Numbers, Numbers]:
    """Give the first moment at each place, and who it was; `NEVER` and -1 where nobody."""
    size = max(size, int(where.max(initial=-1)) + 1)
    order = np.lexsort((deeds.at, where))
    places, begin = np.unique(where[order], return_index=True)
    first, who = np.full(size, NEVER), np.full(size, -1)
    first[places], who[places] = deeds.at[order][begin], deeds.person[order][begin]
    return first, who


def _close(rows: Rows, diary: Rows) -> Flags:
    """Say which have another of the same rep, in his diary, that ends or starts within an hour.

    Counted by bisection, rep by rep: those that start up to an hour after the end, less those
    that started more than a day before and those that had ended; those that did both once only.
    """
    kept = diary.only(diary.in_diary)
    mine, theirs = np.argsort(rows.rep, kind="stable"), np.argsort(kept.rep, kind="stable")
    reps, begin = np.unique(rows.rep[mine], return_index=True)
    low, high = (np.searchsorted(kept.rep[theirs], reps, side=side) for side in ("left", "right"))
    found = np.zeros(len(rows.rep), dtype=bool)
    bounds = [*begin, len(mine)]
    for here, there, first, last in zip(bounds, bounds[1:], low, high, strict=False):
        asked, others = mine[here:there], theirs[first:last]
        near = _near(rows, asked, kept.starts_at[others], kept.ends_at[others])
        found[asked] = near > rows.in_diary[asked]
    return found


def _near(rows: Rows, asked: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    begun = rows.starts_at[asked] - _us(LONGEST)
    over = rows.starts_at[asked] - _us(NEAR)
    until = rows.ends_at[asked] + _us(NEAR)
    both = np.maximum(starts + 1, ends - _us(LONGEST - NEAR))
    count = np.searchsorted(np.sort(starts), until, side="right")
    count -= np.searchsorted(np.sort(starts), begun, side="left")
    count -= np.searchsorted(np.sort(ends), over, side="right")
    return count + np.searchsorted(np.sort(both), begun, side="right")
