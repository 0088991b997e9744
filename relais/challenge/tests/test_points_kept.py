"""Everyday points are kept for twelve months, and the log draws no older line again."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relais.challenge.actions.points_clock import forget_points
from relais.challenge.models import PointEntry, PointsKept
from relais.challenge.queries import held_of_person
from relais.challenge.tests.test_points import (
    CALL,
    STEPS,
    WON,
    event_of,
    tell,
    total,
    transmitted,
)
from relais.leads.actions.rebuild import drifts, rebuild
from relais.leads.events import (
    AssignmentReason,
    LeadReassigned,
    LeadTakenUp,
    LeadTakeUpUndone,
    LeadWinCancelled,
)
from relais.leads.lifecycle import NotAllowed
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from tests.persons import World

DAY = timedelta(days=1)
YEAR = 366 * DAY


@pytest.fixture
def aging(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the clock of the log be the world's."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.at)
    return world


def forget(world: World) -> int:
    """Let the clock forget what is due."""
    return forget_points(by=world.system, at=world.at)


def won(world: World) -> Lead:
    """Let Remy take a lead up and win it: fourteen points."""
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL, WON)
    return lead


def holds(world: World) -> bool:
    """Say whether the ledger is what the log gives."""
    return drifts(world.organization.id, told=lambda _: None) == []


def test_what_was_won_is_forgotten_after_twelve_months_and_not_drawn_again(aging: World) -> None:
    won(aging)
    aging.at += YEAR - 20 * DAY
    assert forget(aging) == 0
    assert not PointsKept.objects.exists()
    won(aging)
    aging.at += 22 * DAY
    assert forget(aging) == 3
    assert forget(aging) == 0
    assert total(aging) == 14
    own = held_of_person(aging.organization.id, aging.id("remy"))["points"]
    assert len(own) == 3
    assert holds(aging)
    rebuild(aging.organization.id, told=lambda _: None)
    assert total(aging) == 14


def test_what_is_taken_back_afterwards_takes_nothing_from_what_is_kept(aging: World) -> None:
    lead, young = won(aging), transmitted(aging)
    aging.at += YEAR
    tell(aging, young, LeadTakenUp(aging.id("remy")))
    assert forget(aging) == 3
    tell(aging, lead, LeadWinCancelled())
    assert total(aging) == 1
    tell(aging, lead, WON)
    assert total(aging) == 11
    assert holds(aging)


def test_what_stands_is_not_won_twice_though_its_line_is_forgotten(aging: World) -> None:
    lead = transmitted(aging)
    tell(aging, lead, LeadTakenUp(aging.id("remy")))
    aging.at += YEAR
    assert forget(aging) == 1
    for name in ("olga", "remy"):
        to = LeadReassigned(aging.id(name), AssignmentReason.MANAGER, unit_id=aging.north.id)
        tell(aging, lead, to, LeadTakenUp(aging.id(name)))
    assert (total(aging), total(aging, "olga")) == (0, 1)
    assert holds(aging)


def test_what_was_taken_back_goes_with_it_and_what_was_won_again_stays(aging: World) -> None:
    lead = transmitted(aging)
    taken = LeadTakenUp(aging.id("remy"))
    tell(aging, lead, taken)
    aging.at += 200 * DAY
    tell(aging, lead, LeadTakeUpUndone(), taken)
    aging.at += 170 * DAY
    assert forget(aging) == 2
    assert PointEntry.objects.count() == total(aging) == 1
    assert holds(aging)


def test_old_facts_that_come_late_are_worth_nothing_any_more(aging: World) -> None:
    won(aging)
    aging.at += YEAR
    forget(aging)
    today = aging.at
    aging.at -= 400 * DAY
    lead = transmitted(aging)
    old = Entry(lead, LeadTakenUp(aging.id("remy")), aging.system, aging.at)
    aging.at = today
    append_many([old])
    tell(aging, lead, CALL)
    assert total(aging) == 3
    assert holds(aging)


def test_of_many_the_oldest_go_first(aging: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relais.challenge.actions.points_clock.MOST", 3)
    for _ in range(3):
        won(aging)
        aging.at += DAY
    aging.at += YEAR
    assert [forget(aging) for _ in range(4)] == [3, 3, 3, 0]
    assert total(aging) == 0
    assert holds(aging)


@pytest.mark.once
def test_of_more_than_a_round_at_one_moment_all_go(
    aging: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relais.challenge.actions.points_clock.MOST", 2)
    won(aging)
    aging.at += YEAR
    assert [forget(aging) for _ in range(2)] == [3, 0]


@pytest.mark.once
def test_while_somebody_writes_for_long_the_next_round_tries_again(
    aging: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*, within: float) -> None:
        error = OperationalError("database is locked")
        error.__cause__ = Exception()
        error.__cause__.sqlite_errorname = "SQLITE_BUSY"  # type: ignore[attr-defined]
        raise error

    won(aging)
    aging.at += YEAR
    with monkeypatch.context() as patched:
        patched.setattr("relais.challenge.actions.points_clock.hold_log", held)
        assert forget(aging) == 0
    assert forget(aging) == 3


def test_a_deed_on_a_young_lead_asks_for_no_mark(aging: World) -> None:
    def asked() -> int:
        lead = transmitted(aging)
        with CaptureQueriesContext(connection) as caught:
            tell(aging, lead, LeadTakenUp(aging.id("remy")))
        return len(caught)

    asked()
    few = asked()
    aging.at += YEAR
    forget(aging)
    assert PointsKept.objects.exists()
    assert asked() == few


WALK = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from((*STEPS, "forget", "forget")),
        st.integers(0, 200),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALK)
def test_whatever_is_done_and_forgotten_the_log_gives_the_same(
    aging: World, walk: list[tuple[int, str, int, int]]
) -> None:
    leads = [transmitted(aging), transmitted(aging, "olga")]
    for number, step, days, late in walk:
        aging.at += days * DAY
        if step == "forget":
            forget(aging)
            continue
        lead, at = leads[number], aging.at - late * 10 * DAY
        entry = Entry(lead, event_of(aging, lead, step), aging.system, at)
        with suppress(NotAllowed), transaction.atomic():
            append_many([entry])
    assert holds(aging)
    kept = PointsKept.objects.values_list("since", flat=True).first()
    if kept:
        assert not PointEntry.objects.filter(points__gt=0, occurred_at__lt=kept).exists()
