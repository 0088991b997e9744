"""A look at a challenge: all that is to be looked at in it, person by person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from uuid import UUID

from relais.challenge.models import Challenge, Entry
from relais.challenge.queries.fair_cases import (
    cases_of,
    rewarded_appointments,
    shares_without,
    with_cases,
    without_approach,
)
from relais.challenge.queries.fair_time import Part, Timed, parts_of, steps_of, weigh_times
from relais.challenge.rules.bunching import apart, bunched, enough_of
from relais.challenge.rules.fair import FairCheck, Found
from relais.challenge.rules.game import Side


@dataclass(frozen=True)
class Looked:
    """What was found; `weighed` counts by check of how many there was enough, and of how many.

    `rewarded` are the appointments of which some are to be confirmed.
    """

    parts: dict[UUID, Part]
    found: list[Found]
    weighed: dict[str, list[int]]
    rewarded: list[UUID]


def look_at(challenge: Challenge, *, at: datetime) -> Looked:
    """Look at a challenge that has started, in as many queries whatever there is."""
    parts = parts_of(challenge)
    timed = weigh_times(challenge, parts, at=at)
    reps = {person_id for person_id, part in parts.items() if part.side is Side.REP}
    without = list(shares_without(challenge, reps, at=at))
    found = [
        *_bunched(challenge, timed),
        *_apart_without(challenge, list(apart(FairCheck.NO_APPROACH, without)), at=at),
        *_taken_back(challenge, timed),
        *(one for one in cases_of(challenge) if one.person_id in parts),
    ]
    weighed = {check: enough_of(rows) for check, rows in timed.counted.items() if rows}
    weighed[FairCheck.NO_APPROACH] = enough_of(without)
    weighed[FairCheck.TAKEN_BACK] = enough_of(chain(*timed.taken_back.values()))
    return Looked(
        parts,
        found,
        {check.value: counts for check, counts in weighed.items()},
        list(rewarded_appointments(challenge).values_list("id", flat=True)),
    )


def _bunched(challenge: Challenge, timed: Timed) -> Iterator[Found]:
    looks = {FairCheck.STEPS: len(steps_of(challenge.rules))}
    for check, rows in timed.counted.items():
        yield from bunched(check, rows, looks=looks.get(check, 1))


def _apart_without(challenge: Challenge, found: list[Found], *, at: datetime) -> Iterator[Found]:
    told = with_cases(found, without_approach(challenge, at=at).filter(without=True))
    for one in found:
        yield replace(one, cases=told.get(one.person_id, ()))


def _taken_back(challenge: Challenge, timed: Timed) -> Iterator[Found]:
    found = [one for rows in timed.taken_back.values() for one in apart(FairCheck.TAKEN_BACK, rows)]
    lines = Entry.objects.of(challenge.organization_id).filter(challenge=challenge, points__lt=0)
    told = with_cases(found, lines)
    for one in found:
        yield replace(one, cases=told.get(one.person_id, ()))
