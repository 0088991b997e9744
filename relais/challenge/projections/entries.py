"""The ledgers of challenges, from the log, and the totals that go with them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.challenge.models import Entry, Total, Week
from relais.challenge.queries.games import games_hearing, spells_of
from relais.challenge.queries.holding import hold_running
from relais.challenge.rules.ledger import Book, Game, Key, Line, Spell, Stands, Team, capped
from relais.challenge.rules.points import PointRule
from relais.database.adding import add_or_insert, add_to
from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.database.prepared import Prepared
from relais.leads.lifecycle import Recorded

COLUMNS: Final = (
    "id", "organization_id", "challenge_id", "lead_id", "sequence", "rule", "person_id",
    "unit_id", "call_center_id", "points", "week", "because", "occurred_at", "recorded_at",
)  # fmt: skip


def apply(told: Sequence[Recorded]) -> None:
    """Add the lines that these events are worth in the challenges that hear them."""
    organization_id = told[0].organization_id
    games = games_hearing(organization_id, since=min(one.recorded_at for one in told))
    if not games:
        return
    persons, leads = _persons(told), {one.lead_id for one in told}
    lines: list[Line] = []
    for game in games:
        spells = spells_of(organization_id, game.id, persons)
        lines += _lines(game, told, spells, _standing(organization_id, game.id, leads))
    insert_rows(Entry, map(_row, lines), COLUMNS)
    _count(lines, {game.id: game for game in games}, organization_id)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledgers, before they are told again."""
    hold_running(organization_id)
    Entry.objects.of(organization_id).delete()
    Week.objects.of(organization_id).delete()
    Total.objects.of(organization_id).update(points=0)


def _lines(
    game: Game,
    told: Iterable[Recorded],
    spells: dict[UUID, list[Spell]],
    standing: Iterable[tuple[Key, Stands]],
) -> list[Line]:
    book = Book(game, spells, standing)
    return [line for one in told for line in book.post(one)]


def _persons(told: Iterable[Recorded]) -> set[UUID]:
    pairs = ((one.rep_id, one.originator_id) for one in told)
    return {person_id for pair in pairs for person_id in pair if person_id}


def _standing(
    organization_id: UUID, game_id: UUID, lead_ids: Collection[UUID]
) -> list[tuple[Key, Stands]]:
    """Give the awards that are not taken back: of each, the lines add up to more than nothing."""
    which = among("lead_id", lead_ids)
    one = len(lead_ids) == 1
    rows = (
        _lines_of_one(organization_id, game_id, *lead_ids)
        if one
        else _lines_of(organization_id, game_id, which)
    )
    sums: dict[Key, Stands] = {}
    for lead_id, rule, person_id, points, week, *team in rows:
        key = (lead_id, PointRule(rule), person_id)
        before = sums[key].points if key in sums else 0
        sums[key] = Stands(before + points, Team(*team), week)
    return [(key, stands) for key, stands in sums.items() if stands.points]


def _lines_of(organization_id: UUID, game_id: UUID, which: Q) -> QuerySet[Any, Any]:
    rows = Entry.objects.of(organization_id).filter(which, challenge_id=game_id)
    return rows.order_by("lead_id", "sequence").values_list(
        "lead_id", "rule", "person_id", "points", "week", "unit_id", "call_center_id"
    )


def _ask_lines_of_one(organization_id: UUID, game_id: UUID, lead_id: UUID) -> QuerySet[Any, Any]:
    return _lines_of(organization_id, game_id, Q(lead_id=lead_id))


_lines_of_one: Final = Prepared(_ask_lines_of_one, examples=(UUID(int=1), UUID(int=2), UUID(int=3)))


def _count(lines: Sequence[Line], games: dict[UUID, Game], organization_id: UUID) -> None:
    """Add the lines to weeks, persons and teams: a week counts up to its limit."""
    added: Counter[tuple[Any, ...]] = Counter()
    teams: dict[tuple[UUID, UUID], Team] = {}
    for line in lines:
        added[line.game_id, line.person_id, line.week] += line.points
        teams[line.game_id, line.person_id] = line.team  # one for each challenge
    where: dict[str, Any] = {"organization_id": organization_id, "column": "points"}
    after = add_or_insert(Week, added, ("challenge_id", "person_id", "week"), **where)
    persons: Counter[tuple[UUID, ...]] = Counter()
    units: Counter[tuple[UUID, ...]] = Counter()
    centers: Counter[tuple[UUID, ...]] = Counter()
    for (game_id, person_id, week), points in after.items():
        cap = games[game_id].rules.weekly_cap
        before = points - added[game_id, person_id, week]
        counted = capped(points, cap) - capped(before, cap)
        team = teams[game_id, person_id]
        persons[game_id, person_id] += counted
        if team.unit_id:
            units[game_id, team.unit_id] += counted
        elif team.call_center_id:
            centers[game_id, team.call_center_id] += counted
    add_to(Total, persons, ("challenge_id", "person_id"), **where)
    add_to(Total, units, ("challenge_id", "unit_id"), **where)
    add_to(Total, centers, ("challenge_id", "call_center_id"), **where)


def _row(line: Line) -> tuple[object, ...]:
    told = line.told
    return (
        uuid7(), told.organization_id, line.game_id, told.lead_id, told.sequence, line.rule.value,
        line.person_id, line.team.unit_id, line.team.call_center_id, line.points, line.week,
        line.because, told.occurred_at, told.recorded_at,
    )  # fmt: skip
