"""Do two observers of the same visits see the same? A module of its own: it loads NumPy."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final
from uuid import UUID

from relais.coaching.models import Observation, ScoreSheet
from relais.coaching.queries.team import of_reps_led
from relais.coaching.rules.grid import LEVELS
from relais.coaching.rules.observing import ObservationState
from relais.people.queries import Access
from relais.statistics.agreement import Agreement, kappa

FEWEST_VISITS: Final = 5  # criteria of one visit go together: ten levels of one say too little

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Observers:
    """Two observers of the same visits; `found` is None where these do not suffice, or show none.

    `lacking` counts the visits that it would take besides.
    """

    names: tuple[str, str]
    ids: Pair
    visits: int
    levels: int
    alike: int
    lacking: int
    found: Agreement | None


def agreement_of(access: Access, *, on: date) -> list[Observers]:
    """Tell how far observers agree who saw the same visits of the reps whom somebody leads.

    Kappa of the levels, weighted by the square of their distance; the rep's own sheet is no
    observer's.
    """
    visits, names = _scored(access, on=on)
    pairs: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    together: dict[Pair, int] = defaultdict(int)
    for sheets in visits.values():
        for (one, first), (other, second) in combinations(sorted(sheets.items()), 2):
            both = [
                (first[code], second[code])
                for code in sorted(first.keys() & second.keys())
                if first[code] is not None and second[code] is not None
            ]
            pairs[one, other] += both
            together[one, other] += bool(both)
    found = [
        _observers((one, other), names, together[one, other], levels)
        for (one, other), levels in pairs.items()
    ]
    return sorted(found, key=lambda each: each.names)


def observers_in(found: Iterable[Observers]) -> set[UUID]:
    """Give those whose agreement is told."""
    return {person_id for pair in found for person_id in pair.ids}


def _scored(
    access: Access, *, on: date
) -> tuple[dict[UUID, dict[UUID, dict[str, int]]], dict[UUID, str]]:
    """Give the observers' scores by observation and observer, and the observers' names."""
    rows = ScoreSheet.objects.of(access.organization_id).filter(
        observation_id__in=_observations(access, on=on), scored_at__isnull=False
    )
    visits: dict[UUID, dict[UUID, dict[str, int]]] = defaultdict(dict)
    names: dict[UUID, str] = {}
    for sheet in rows.select_related("scorer", "observation"):
        if sheet.scorer_id != sheet.observation.rep_id:
            visits[sheet.observation_id][sheet.scorer_id] = sheet.scores
            names[sheet.scorer_id] = f"{sheet.scorer}"
    return visits, names


def _observations(access: Access, *, on: date) -> list[UUID]:
    shared = Observation.objects.of(access.organization_id).filter(
        of_reps_led(access, on=on), state=ObservationState.SHARED.value, forgotten_at=None
    )
    return list(shared.values_list("id", flat=True))


def _observers(
    pair: Pair, named: dict[UUID, str], visits: int, levels: list[tuple[int, int]]
) -> Observers:
    lacking = max(0, FEWEST_VISITS - visits)
    first, second = [a for a, _ in levels], [b for _, b in levels]
    found = None if lacking else kappa(first, second, levels=LEVELS)
    one, other = sorted(pair, key=lambda each: named[each])
    names = (named[one], named[other])
    alike = sum(a == b for a, b in levels)
    return Observers(names, (one, other), visits, len(levels), alike, lacking, found)
