"""The ledgers of challenges, from the log, and the totals that go with them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from relais.challenge.models import Entry, Total, Week
from relais.challenge.queries.games import games_hearing, spells_of, spells_of_all
from relais.challenge.queries.holding import hold_started, may_hear
from relais.challenge.rules.ledger import Book, Game, Key, Line, Spell, Stands, Team, capped
from relais.challenge.rules.points import AWARDS, PointRule
from relais.database.adding import Whose, add_or_insert, add_to
from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.database.prepared import Prepared
from relais.leads.lifecycle import Recorded, begun_in

COLUMNS: Final = (
    "id", "organization_id", "challenge_id", "lead_id", "sequence", "rule", "person_id",
    "unit_id", "call_center_id", "points", "week", "because", "occurred_at", "recorded_at",
)  # fmt: skip
WEEK: Final = ("id", "organization_id", "challenge_id", "person_id", "week", "points")
EVER: Final = datetime(1, 1, 2, tzinfo=UTC)  # before all that was told
Totals = Counter[Whose]


def apply(told: Sequence[Recorded], recorded: Sequence[Recorded]) -> None:
    """Add the lines that some events are worth in the challenges that hear them, among all that
    were recorded with them."""
    if not may_hear():
        return
    organization_id = told[0].organization_id
    games = games_hearing(organization_id, since=min(one.recorded_at for one in told))
    if not games:
        return
    persons = _persons(one for one in told if type(one.event) in AWARDS)
    older = {one.lead_id for one in told} - begun_in(recorded)
    lines: list[Line] = []
    for game in games:
        spells = spells_of(organization_id, game.id, persons)
        lines += _lines(game, told, spells, _standing(organization_id, game.id, older))
    insert_rows(Entry, map(_row, lines), COLUMNS)
    _count(lines, {game.id: game for game in games}, organization_id)


@contextmanager
def drawing(organization_id: UUID) -> Iterator[Callable[[Sequence[Recorded]], None]]:
    """Give who is told whole histories, once all is cleared; weeks and totals follow at the end,
    from the lines.

    Nobody joins or leaves meanwhile: who clears holds the challenges.
    """
    games = games_hearing(organization_id, since=EVER)
    spells = {game.id: spells_of_all(organization_id, game.id) for game in games}

    def apply(told: Sequence[Recorded]) -> None:
        for game in games:
            insert_rows(Entry, map(_row, _lines(game, told, spells[game.id], ())), COLUMNS)

    yield apply
    for game in games:
        _sum_up(game, organization_id)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledgers, before they are told again; a challenge whose persons are
    forgotten keeps what its teams won."""
    hold_started(organization_id)
    Entry.objects.of(organization_id).delete()
    Week.objects.of(organization_id).delete()
    totals = Total.objects.of(organization_id).filter(challenge__forgotten_at=None)
    totals.update(points=0)


def _lines(
    game: Game,
    told: Iterable[Recorded],
    spells: Mapping[UUID, Sequence[Spell]],
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
    if not lead_ids:
        return []
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
    after = add_or_insert(
        Week, added, ("challenge_id", "person_id", "week"), column="points",
        organization_id=organization_id,
    )  # fmt: skip
    totals: defaultdict[UUID, Totals] = defaultdict(Counter)
    for (game_id, person_id, week), points in after.items():
        cap = games[game_id].rules.weekly_cap
        before = points - added[game_id, person_id, week]
        counted = capped(points, cap) - capped(before, cap)
        _won(totals[game_id], person_id, teams[game_id, person_id], counted)
    for game_id in games:
        _add(totals[game_id], game_id, organization_id)


def _sum_up(game: Game, organization_id: UUID) -> None:
    """Write the weeks of a ledger that was drawn anew, and what counts of them in its totals."""
    totals: Totals = Counter()

    def weeks() -> Iterator[tuple[object, ...]]:
        rows = Entry.objects.of(organization_id).filter(challenge_id=game.id).order_by()
        whose = rows.values_list("person_id", "unit_id", "call_center_id", "week")
        for person_id, unit_id, center_id, week, points in whose.annotate(Sum("points")).iterator():
            counted = capped(points, game.rules.weekly_cap)
            _won(totals, person_id, Team(unit_id, center_id), counted)
            yield uuid7(), organization_id, game.id, person_id, week, points

    insert_rows(Week, weeks(), WEEK)
    _add(totals, game.id, organization_id)


def _won(totals: Totals, person_id: UUID, team: Team, points: int) -> None:
    totals["person_id", person_id] += points
    if team.unit_id:
        totals["unit_id", team.unit_id] += points
    elif team.call_center_id:
        totals["call_center_id", team.call_center_id] += points


def _add(totals: Totals, game_id: UUID, organization_id: UUID) -> None:
    within = {"organization_id": organization_id, "challenge_id": game_id}
    add_to(Total, totals, within=within, column="points")


def _row(line: Line) -> tuple[object, ...]:
    told = line.told
    return (
        uuid7(), told.organization_id, line.game_id, told.lead_id, told.sequence, line.rule,
        line.person_id, line.team.unit_id, line.team.call_center_id, line.points, line.week,
        line.because, told.occurred_at, told.recorded_at,
    )  # fmt: skip
