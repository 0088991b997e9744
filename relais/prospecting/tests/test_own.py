"""Reps log their own prospecting and take it back; a director says how much is wished."""

from datetime import UTC, date, datetime, timedelta

import pytest

from relais.lib.brought import RowVerdict, Verdict
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.prospecting.actions import (
    OwnRow,
    bring_own,
    log_own,
    preview_own,
    set_target,
    undo_own,
)
from relais.prospecting.models import OwnProspecting, ProspectingTarget
from relais.prospecting.queries import held_of_person, own_by_week, own_lines, wishes_of
from relais.prospecting.rules.own import (
    DayToCome,
    NotADirector,
    NotARep,
    NoTargetHere,
    OwnKind,
    TargetOfThePast,
    UndoneAlready,
    WrongCount,
)
from relais.prospecting.rules.own_table import MayNotBring
from tests.persons import World

TODAY = date(2026, 3, 10)  # of the world
MONDAY = date(2026, 3, 9)


def log(world: World, by: str = "remy", **more: object) -> OwnProspecting:
    told: dict[str, object] = {"kind": OwnKind.CALL, **more}
    return log_own(**told, by=world.by(by), at=world.at)  # type: ignore[arg-type]


# --- Logged, and taken back ------------------------------------------------------------------


def test_a_rep_logs_what_he_did_today(world: World) -> None:
    line = log(world)
    assert (line.person_id, line.kind, line.count, line.done_on) == (
        world.id("remy"), "call", 1, TODAY,
    )  # fmt: skip
    assert list(own_lines(world.by("remy").access)) == [line]  # type: ignore[arg-type]


def test_today_is_that_of_where_he_is(world: World) -> None:
    Person.objects.filter(id=world.id("remy")).update(timezone="Pacific/Auckland")
    world.at = datetime(2026, 3, 10, 22, tzinfo=UTC)
    assert log(world).done_on == date(2026, 3, 11)


def test_logged_twice_is_done_twice(world: World) -> None:
    for _ in "12":
        log(world, count=3)
    found = own_by_week(
        world.organization.id, [world.id("remy"), world.id("olga")], since=MONDAY, until=TODAY
    )
    assert found == {world.id("remy"): {MONDAY: 6}}


def test_a_day_to_come_and_too_many_are_refused(world: World) -> None:
    with pytest.raises(DayToCome):
        log(world, done_on=TODAY + timedelta(days=1))
    with pytest.raises(WrongCount):
        log(world, count=501)
    assert not OwnProspecting.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("name", ["maya", "tina", "dora", "ada"])
def test_only_reps_log_their_own(world: World, name: str) -> None:
    with pytest.raises(NotARep):
        log(world, name)


def test_the_system_prospects_nothing(world: World) -> None:
    with pytest.raises(NotARep):
        log_own(OwnKind.CALL, by=world.system, at=world.at)


def test_a_line_is_taken_back_once_and_by_nobody_else(world: World) -> None:
    line = log(world)
    with pytest.raises(NotVisible):
        undo_own(line.id, by=world.by("olga"), at=world.at)
    with pytest.raises(NotARep):
        undo_own(line.id, by=world.by("maya"), at=world.at)
    undo_own(line.id, by=world.by("remy"), at=world.at)
    with pytest.raises(UndoneAlready):
        undo_own(line.id, by=world.by("remy"), at=world.at)
    assert not own_by_week(world.organization.id, [line.person_id], since=MONDAY, until=TODAY)
    assert OwnProspecting.objects.get().undone_at == world.at


def test_all_of_it_is_in_the_file_of_what_is_held(world: World) -> None:
    undo_own(log(world).id, by=world.by("remy"), at=world.at)
    bring_own([OwnRow("2026-03-09", "visit", "olga@example.com")], by=world.by("dora"), at=world.at)
    target(world, 10)
    held = {
        name: {what: len(rows) for what, rows in held_of_person(
            world.organization.id, world.id(name)).items()}
        for name in ("remy", "dora")
    }  # fmt: skip
    own, others, targets = (
        "own_prospecting", "own_prospecting_brought_for_others", "prospecting_targets_set",
    )  # fmt: skip
    assert held["remy"] == {own: 1, others: 0, targets: 0}
    assert held["dora"] == {own: 0, others: 1, targets: 1}


# --- What is wished --------------------------------------------------------------------------


def target(
    world: World, per_week: int | None, *, by: str = "dora", since: date = TODAY
) -> ProspectingTarget:
    return set_target(world.north.id, per_week=per_week, since=since, by=world.by(by), at=world.at)


def test_nothing_is_wished_before_a_director_says_so(world: World) -> None:
    assert wishes_of(world.organization.id) == []
    assert target(world, 10).since == MONDAY
    assert [(wish.unit_path, wish.per_week) for wish in wishes_of(world.organization.id)] == [
        (world.north.path, 10)
    ]


def test_said_again_for_the_same_week_the_last_word_holds(world: World) -> None:
    for per_week in (10, 10, 12):
        target(world, per_week)
    assert ProspectingTarget.objects.get().per_week == 12


def test_a_target_is_never_of_the_past(world: World) -> None:
    with pytest.raises(TargetOfThePast):
        target(world, 10, since=MONDAY - timedelta(days=1))
    with pytest.raises(WrongCount):
        target(world, 0)


def test_a_target_is_ended_once(world: World) -> None:
    with pytest.raises(NoTargetHere):
        target(world, None)
    target(world, 10)
    assert target(world, None, since=MONDAY + timedelta(days=7)).per_week is None
    with pytest.raises(NoTargetHere):
        target(world, None, since=MONDAY + timedelta(days=14))


@pytest.mark.once
@pytest.mark.parametrize("name", ["maya", "remy", "ada", "sam"])
def test_only_a_director_says_what_is_wished(world: World, name: str) -> None:
    with pytest.raises(NotADirector):
        target(world, 10, by=name)


# --- Brought in by a table -------------------------------------------------------------------

ROWS = [
    OwnRow("09/03/2026", "appels", "remy@example.com", "8", "crm-1"),
    OwnRow("2026-03-09", "visit", "Olga"),
    OwnRow("2026-03-09", "lunch", "olga@example.com"),
    OwnRow("2026-03-09", "call", "sara@example.com"),
    OwnRow("2026-03-09", "call"),
    OwnRow("2027-01-01", "call", "olga@example.com"),
]


def bring(world: World, by: str) -> list[RowVerdict]:
    return bring_own(ROWS, by=world.by(by), at=world.at)


def codes(verdicts: list[RowVerdict]) -> list[str]:
    return [one.why.code if one.why else one.verdict.value for one in verdicts]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("dora", ["created", "created", "not_a_kind", "created", "nobody_named", "day_to_come"]),
        (
            "maya",
            ["created", "created", "not_a_kind", "no_such_rep", "nobody_named", "day_to_come"],
        ),
        ("remy", ["created", "no_such_rep", "not_a_kind", "no_such_rep", "created", "day_to_come"]),
    ],
)  # fmt: skip
def test_everybody_brings_in_what_he_answers_for(world: World, name: str, told: list[str]) -> None:
    assert codes(preview_own(ROWS, by=world.by(name), at=world.at)) == told
    assert not OwnProspecting.objects.exists()
    assert codes(bring(world, name)) == told
    assert OwnProspecting.objects.count() == told.count("created")


def test_brought_in_twice_it_counts_once_and_what_was_taken_back_stays_so(world: World) -> None:
    first = bring(world, "dora")
    undo_own(first[0].id, by=world.by("remy"), at=world.at)  # type: ignore[arg-type]
    again = bring(world, "dora")
    assert [one.verdict for one in again if not one.why] == [Verdict.MATCHED] * 3
    assert [one.id for one in again] == [one.id for one in first]
    assert OwnProspecting.objects.filter(undone_at=None).count() == 2


@pytest.mark.once
@pytest.mark.parametrize("name", ["tina", "victor", "paul", "sam"])
def test_others_bring_nothing_in(world: World, name: str) -> None:
    with pytest.raises(MayNotBring):
        bring(world, name)
