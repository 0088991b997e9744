"""A manager's week, read from what was done: each kind as it falls to him, and as he acts."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from relais.acts.actions import Wanted, do_act, plan_act
from relais.acts.models import Act
from relais.appointments.actions import report_outcome
from relais.appointments.tests.steps import THURSDAY, access, book, met, transmit
from relais.coaching.actions import accept_plan, answer_contest, contest_scores, counter_plan
from relais.coaching.models import CoachingPlan
from relais.coaching.tests.steps import allow, observed, proposed, scored, terms
from relais.leads.actions import dismiss_contest, post_message
from relais.leads.events import Mode, Outcome
from relais.lib.errors import NotVisible
from relais.notifications.tests.steps import contested, transmitted
from relais.people.actions import add_person, complete_privacy_checklist, give_role
from relais.people.queries import Role
from relais.steering.actions.accompany import note_accompanied, plan_accompanying
from relais.steering.queries.cockpit import Kind, Week, week_of, weeks_by_region
from relais.steering.queries.honouring import honouring_followed
from relais.steering.rules.cockpit import NotedAlready
from tests.persons import SINCE, World

WHAT = "Go along on a visit"
QUERIES = 16


def week(world: World, name: str = "maya") -> Week:
    return week_of(access(world, name), at=world.at)


def told(world: World, kind: Kind, name: str = "maya") -> tuple[int, int]:
    """Give what of a kind was done of what was due, all weeks together."""
    line = next(line for line in week(world, name).lines if line.kind is kind)
    return sum(one.done for one in line.weeks), sum(one.due for one in line.weeks)


def steps(world: World, name: str = "maya") -> list[Kind]:
    return [step.kind for step in week(world, name).steps]


def write(world: World, lead_id: object, by: str = "maya") -> None:
    post_message(lead_id, text="Où en êtes-vous ?", by=world.by(by), at=world.at)  # type: ignore[arg-type]


def test_nothing_falls_to_who_has_nothing(world: World) -> None:
    found = week(world)
    assert (found.steps, found.more, found.followed.denominator, found.reps) == ([], 0, 0, 2)
    assert {one.due for line in found.lines for one in line.weeks} == {0}


def test_an_appointment_ahead_is_followed_by_a_word_before_its_start(world: World) -> None:
    first, second = (transmit(world, world.open_lead()) for _ in "12")
    for number, lead in enumerate((first, second)):
        book(world, lead, start=THURSDAY + number * timedelta(hours=5), mode=Mode.PHONE)
    assert (told(world, Kind.FOLLOW), steps(world)) == ((0, 2), [Kind.FOLLOW] * 2)
    write(world, first.id, by="remy")  # the rep's own word is none of his manager's
    assert told(world, Kind.FOLLOW) == (0, 2)
    write(world, first.id)
    assert (told(world, Kind.FOLLOW), steps(world)) == ((1, 2), [Kind.FOLLOW])
    assert told(world, Kind.FOLLOW, "milo") == (0, 0)
    world.at = THURSDAY + timedelta(days=1)
    write(world, second.id)  # too late
    assert told(world, Kind.FOLLOW) == (1, 2)
    assert (week(world).followed.numerator, week(world).followed.denominator) == (1, 2)


def test_what_nobody_told_in_time_is_asked_for(world: World) -> None:
    asked, settled = (
        book(world, transmit(world, world.open_lead(), to=rep), rep=rep, mode=Mode.PHONE)
        for rep in ("remy", "olga")
    )
    world.at = max(asked.outcome_due_at, settled.outcome_due_at) + timedelta(hours=1)
    assert told(world, Kind.ASK) == (0, 2)
    assert steps(world) == [Kind.ASK, Kind.ASK]
    report_outcome(
        settled.id, outcome=Outcome.HELD, reason_id=None, by=world.by("olga"), at=world.at
    )
    assert told(world, Kind.ASK) == (0, 1)  # settled without him, it is none of his
    write(world, asked.lead_id)
    assert told(world, Kind.ASK) == (1, 1)
    assert steps(world) == []  # and he is not told to ask every day
    world.later(days=4)
    assert steps(world) == [Kind.ASK]


def test_a_dispute_is_heard_by_who_judges_it(world: World) -> None:
    lead = contested(world)
    assert (told(world, Kind.HEAR), steps(world)) == ((0, 1), [Kind.HEAR])
    dismiss_contest(lead.id, words="Tout y est.", by=world.by("maya"), at=world.later(hours=2))
    assert told(world, Kind.HEAR) == (1, 1)
    assert Kind.HEAR not in steps(world)


def test_a_dispute_that_another_judges_is_settled(world: World) -> None:
    lead = contested(world)
    dismiss_contest(lead.id, words="Tout y est.", by=world.by("dora"), at=world.later(hours=2))
    assert told(world, Kind.HEAR) == (0, 0)


def test_a_turn_is_his_when_three_quarters_are_over(world: World) -> None:
    lead = transmitted(world)
    assert (told(world, Kind.TAKE_UP), steps(world)) == ((0, 0), [])
    turn = lead.turns.get()
    assert turn.due_at
    world.at = turn.due_at - (turn.due_at - turn.started_at) / 8
    assert (told(world, Kind.TAKE_UP), steps(world)) == ((0, 1), [Kind.TAKE_UP])
    write(world, lead.id)
    assert (told(world, Kind.TAKE_UP), steps(world)) == ((1, 1), [])


# --- Agreed acts, and going along ------------------------------------------------------------


def test_agreed_acts_count_in_the_week_of_their_day(world: World) -> None:
    wanted, maya = Wanted("Revoir la cible", world.north.id), world.by("maya")
    act = plan_act(wanted, owner_id=world.id("maya"), due_on=world.at.date(), by=maya, at=world.at)
    assert (told(world, Kind.AGREED), steps(world)) == ((0, 1), [Kind.AGREED])
    do_act(act.id, by=maya, at=world.later(hours=1))
    assert (told(world, Kind.AGREED), steps(world)) == ((1, 1), [])


def test_going_along_is_planned_then_done(world: World) -> None:
    maya, due = world.by("maya"), world.at.date() + timedelta(days=2)
    plan_accompanying(world.id("remy"), what=WHAT, due_on=due, by=maya, at=world.at)
    assert (told(world, Kind.ACCOMPANY), steps(world)) == ((0, 1), [])
    note_accompanied(world.id("remy"), what=WHAT, by=maya, at=world.later(hours=1))
    assert told(world, Kind.ACCOMPANY) == (1, 1)
    with pytest.raises(NotedAlready):
        note_accompanied(world.id("remy"), what=WHAT, by=maya, at=world.later(hours=1))
    assert Act.objects.count() == 1
    note_accompanied(world.id("olga"), what=WHAT, by=maya, at=world.at)
    assert told(world, Kind.ACCOMPANY) == (2, 2)


def test_going_along_is_written_down_once_in_the_managers_own_day(world: World) -> None:
    maya, rep_id = world.by("maya"), world.id("remy")
    evening = world.at.replace(hour=22, minute=30)  # half past eleven in Paris
    note_accompanied(rep_id, what=WHAT, by=maya, at=evening)
    after_midnight = evening + timedelta(hours=1)
    act = note_accompanied(rep_id, what=WHAT, by=maya, at=after_midnight)
    assert act.due_on == world.at.date() + timedelta(days=1)
    with pytest.raises(NotedAlready):
        note_accompanied(rep_id, what=WHAT, by=maya, at=after_midnight + timedelta(hours=1))


@pytest.mark.once
@pytest.mark.parametrize(
    ("by", "rep"), [("maya", "sara"), ("maya", "tina"), ("milo", "remy"), ("remy", "remy")]
)
def test_nobody_goes_along_with_who_is_not_his_rep(world: World, by: str, rep: str) -> None:
    with pytest.raises(NotVisible):
        note_accompanied(world.id(rep), what=WHAT, by=world.by(by), at=world.at)
    with pytest.raises(NotVisible):
        plan_accompanying(
            world.id(rep), what=WHAT, due_on=world.at.date(), by=world.by(by), at=world.at
        )


# --- By region, and what goes with it --------------------------------------------------------


def test_directors_read_regions_of_five_reps_or_more(world: World) -> None:
    book(world, transmit(world, world.open_lead()), mode=Mode.PHONE)
    dora = access(world, "dora")
    assert weeks_by_region(dora, at=world.at) == ([], 2)
    assert weeks_by_region(access(world, "maya"), at=world.at) == ([], 0)
    for number in range(3):
        person = add_person(f"Rep {number}", by=world.system)
        give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    assert weeks_by_region(dora, at=world.at) == ([], 2)  # of one manager
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )
    (north,), hidden = weeks_by_region(dora, at=world.at)
    assert north.tells_of == {world.id("maya")}
    follow = next(line for line in north.lines if line.kind is Kind.FOLLOW)
    assert (north.name, north.reps, hidden, follow.now.due) == ("Nord", 5, 1, 1)


def test_a_region_of_five_managers_is_read_before_the_checklist(world: World) -> None:
    for role, of in ((Role.REP, 3), (Role.MANAGER, 4)):
        for number in range(of):
            person = add_person(f"{role} {number}", by=world.system)
            give_role(person.id, role, since=SINCE, by=world.system, unit_id=world.north.id)
    (north,), hidden = weeks_by_region(access(world, "dora"), at=world.at)
    assert (north.name, north.tells_of, hidden) == ("Nord", frozenset(), 1)


def test_too_few_appointments_say_how_many_more_are_needed(world: World) -> None:
    appointment = met(world)
    world.at = appointment.outcome_due_at + timedelta(hours=1)
    assert honouring_followed(access(world, "maya"), at=world.at) is None  # one rep is a person
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )
    found = honouring_followed(access(world, "maya"), at=world.at)
    assert found
    assert (found.having.due, found.lacking.due, found.between) == (0, 1, None)
    assert found.needed == 30


def test_as_many_queries_whatever_there_is(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(days: int) -> None:
        contested(world)
        start = THURSDAY + timedelta(days=days)
        book(world, transmit(world, world.open_lead()), mode=Mode.PHONE, start=start)

    fill(0)
    maya = access(world, "maya")
    with django_assert_num_queries(QUERIES):
        week_of(maya, at=world.at)
    for days in (1, 4, 5):
        fill(days)
    with django_assert_num_queries(QUERIES):
        week_of(maya, at=world.at)


def test_what_awaits_a_manager_in_coaching_has_its_place_in_the_routine(world: World) -> None:
    allow(world)
    assert steps(world) == []
    scored(world, seen := observed(world), "remy", 3)
    assert steps(world) == [Kind.COACH]
    scored(world, seen, "maya", 2)
    assert steps(world) == []
    contest_scores(seen.id, words="La fiche était lue", by=world.by("remy"), at=world.at)
    counter_plan(proposed(world).id, terms(world), by=world.by("remy"), at=world.at)
    [step] = week(world).steps  # the rep, once
    assert (step.kind, step.about.row_id, step.about.company) == (
        Kind.COACH, world.id("remy"), "Remy",
    )  # fmt: skip
    answer_contest(seen.id, words="Parlons-en", by=world.by("maya"), at=world.at)
    assert steps(world) == [Kind.COACH]
    accept_plan(CoachingPlan.objects.get().id, by=world.by("maya"), at=world.at)
    assert steps(world) == []
