from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from relais.lib.periods import Period
from relais.routing.rules import Candidate, Share, Standing, Turn, choose, month_of, standing_of

UNIT = UUID(int=1)
TINA, REMY, OLGA, PAUL = (UUID(int=number) for number in (11, 12, 13, 14))
PARIS = ZoneInfo("Europe/Paris")
JUNE = month_of(datetime(2026, 6, 15, tzinfo=UTC), zone=PARIS)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def share(
    person_id: UUID, weight: int = 1, *, since: datetime = LONG_AGO, away: Period | None = None
) -> Share:
    return Share(person_id, UNIT, weight, since, (away,) if away else ())


def distribute(
    shares: list[Share], turns: list[Turn], *, start: datetime, count: int
) -> list[UUID]:
    """Give leads one an hour, each time from nothing but the turns given before."""
    given: list[UUID] = []
    for hour in range(count):
        at = start + timedelta(hours=hour)
        standing = standing_of(shares, turns=turns, month=month_of(at, zone=PARIS))
        there = [Candidate(s.person_id, (UNIT,), s.weight) for s in shares if s.there(at)]
        rep = choose(there, standing=standing)
        assert rep is not None
        turns.append(Turn(at, rep.person_id))
        given.append(rep.person_id)
    return given


def test_equal_parts_differ_by_one_at_most_after_every_lead() -> None:
    given = distribute([share(REMY), share(OLGA), share(PAUL)], [], start=JUNE.start, count=31)
    for number in range(1, 32):
        counts = Counter(given[:number])
        assert max(counts.values()) - min(counts[p] for p in (REMY, OLGA, PAUL)) <= 1


def test_a_double_part_receives_double() -> None:
    given = distribute([share(OLGA), share(REMY, 2), share(PAUL)], [], start=JUNE.start, count=40)
    assert Counter(given) == {REMY: 20, OLGA: 10, PAUL: 10}
    assert given[:4] == [REMY, OLGA, PAUL, REMY]


def test_a_newcomer_starts_at_the_average_and_takes_no_burst() -> None:
    joined = JUNE.start + timedelta(hours=60)
    shares = [share(REMY), share(OLGA), share(PAUL, since=joined)]
    given = distribute(shares, [], start=JUNE.start, count=90)
    assert PAUL not in given[:60]
    assert Counter(given[60:]) == {REMY: 10, OLGA: 10, PAUL: 10}
    assert Counter(given[60:66])[PAUL] == 2


def test_a_week_away_is_not_caught_up_and_has_no_echo_a_month_later() -> None:
    away = Period(JUNE.start + timedelta(hours=30), JUNE.start + timedelta(hours=90))
    shares = [share(REMY), share(OLGA), share(PAUL, away=away)]
    turns: list[Turn] = []
    given = distribute(shares, turns, start=JUNE.start, count=120)
    assert Counter(given[30:90]) == {REMY: 30, OLGA: 30}
    assert Counter(given[90:120]) == {REMY: 10, OLGA: 10, PAUL: 10}
    later = distribute(shares, turns, start=JUNE.end, count=90)
    assert all(Counter(later[start : start + 30])[PAUL] == 10 for start in (0, 30, 60))


def test_the_part_credited_follows_the_weights() -> None:
    joined = JUNE.start + timedelta(hours=30)
    shares = [share(REMY, 2), share(OLGA), share(PAUL, 3, since=joined)]
    turns = [Turn(JUNE.start + timedelta(hours=n), (REMY, REMY, OLGA)[n % 3]) for n in range(30)]
    standing = standing_of(shares, turns=turns, month=JUNE)
    assert (standing.done[REMY], standing.done[OLGA], standing.done[PAUL]) == (20, 10, 30)
    assert standing.received[PAUL] == 0


def test_a_leaver_takes_his_turns_out_of_the_count() -> None:
    turns = [Turn(JUNE.start + timedelta(hours=n), (REMY, OLGA, TINA)[n % 3]) for n in range(30)]
    newcomer = share(PAUL, since=JUNE.start + timedelta(hours=30))
    standing = standing_of([share(REMY), share(OLGA), newcomer], turns=turns, month=JUNE)
    assert standing.done[PAUL] == 10


def test_a_unit_of_few_leads_does_not_begin_with_the_same_rep_each_month() -> None:
    shares = [share(REMY), share(OLGA), share(PAUL)]
    turns: list[Turn] = []
    first = [
        distribute(shares, turns, start=datetime(2026, month, 5, tzinfo=UTC), count=1)[0]
        for month in (1, 2, 3, 4, 5, 6)
    ]
    assert first == [REMY, OLGA, PAUL, REMY, OLGA, PAUL]


def test_counts_begin_anew_each_month() -> None:
    turns = [Turn(JUNE.start + timedelta(hours=n), REMY) for n in range(12)]
    july = month_of(JUNE.end, zone=PARIS)
    shares = [share(REMY), share(OLGA)]
    assert standing_of(shares, turns=turns, month=JUNE).done[REMY] == 12
    assert standing_of(shares, turns=turns, month=july).done[REMY] == 0
    assert Counter(distribute(shares, turns, start=july.start, count=20)) == {REMY: 10, OLGA: 10}


def test_nobody_is_chosen_where_nobody_is() -> None:
    assert choose([], standing=Standing()) is None


def test_the_month_is_the_local_one() -> None:
    assert (datetime(2026, 5, 31, 22, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC)) == JUNE


weights = st.lists(st.integers(1, 9), min_size=1, max_size=8)


@given(weights, st.integers(1, 120))
def test_everybody_stays_near_his_part_and_every_lead_is_counted(
    parts: list[int], count: int
) -> None:
    reps = [Candidate(UUID(int=n), (UNIT,), weight) for n, weight in enumerate(parts, 1)]
    standing = Standing()
    for _lead in range(count):
        rep = choose(reps, standing=standing)
        assert rep is not None
        standing.give(rep.person_id)
    assert standing.received.total() == count
    for rep in reps:
        # Whoever receives was below his part, so nobody is ever a whole lead above it.
        assert standing.received[rep.person_id] - count * rep.weight / sum(parts) < 1


@given(st.permutations([REMY, OLGA, PAUL, TINA]), st.lists(st.integers(0, 3), max_size=30))
def test_the_choice_does_not_depend_on_the_order_of_the_reps(
    order: list[UUID], past: list[int]
) -> None:
    reps = [REMY, OLGA, PAUL, TINA]
    turns = [Turn(JUNE.start + timedelta(hours=n), reps[index]) for n, index in enumerate(past)]
    chosen = []
    for people in (reps, order):
        standing = standing_of([share(p) for p in people], turns=turns, month=JUNE)
        chosen.append(choose([Candidate(p, (UNIT,)) for p in people], standing=standing))
    assert chosen[0] == chosen[1]
