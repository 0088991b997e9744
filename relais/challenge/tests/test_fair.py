"""Fair play: what is found in a world made for it, who may look, what is said; nothing follows."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from relais.appointments.rules.outcomes import NothingToCorrect
from relais.appointments.tests.steps import access
from relais.challenge.actions import (
    annotate_point,
    answer_point,
    cancel_challenge,
    confirm_appointment,
    end_challenge,
    fair_clock,
    look_at_challenge,
)
from relais.challenge.actions.fair_clock import look_daily
from relais.challenge.models import (
    Challenge,
    Entry,
    FairDrawn,
    FairLook,
    FairPoint,
    FairRemark,
    FairRound,
)
from relais.challenge.queries import (
    FairAnswer,
    Rules,
    Side,
    drawn_of,
    fair_points_of,
    held_of_person,
    own_fair_points,
)
from relais.challenge.rules.fair import (
    AnsweredAlready,
    NoteMissing,
    PersonsFirst,
    SaidAlready,
    TooLongAgo,
)
from relais.challenge.rules.game import NotStarted
from relais.challenge.tests.fairness import (
    ALL,
    called,
    held,
    known,
    look,
    prospect,
    take_at,
    taken,
    with_point,
)
from relais.challenge.tests.steps import draft, signed, started, tell, total
from relais.leads.actions import open_lead
from relais.leads.events import LeadTakeUpUndone, Outcome
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.people.models import Organization
from relais.people.rules.access import Actor, Door
from tests.persons import World

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_an_honest_world_has_nothing_to_look_at(world: World) -> None:
    one = started(world, joined=ALL)
    for _ in range(3):
        called(world, 300)
        signed(world)
    assert look(world, one) == {}
    told = FairLook.objects.get()
    assert (told.people, told.rewarded) == (3, 0)


def test_calls_under_a_minute_and_prospects_who_are_oneself_or_twice_there(world: World) -> None:
    one = started(world, joined=ALL)
    short = [called(world, 40 + number) for number in range(2)]
    assert look(world, one) == {}  # it happens to everybody
    short.append(called(world, 59))
    called(world, 60)
    called(world, 0)  # nobody wrote down how long it was
    same = [known(world, phone="+33320111111"), known(world, phone="+33320111111")]
    paris, marseille, again_in_paris = "73282932000017", "73282932000025", "73282932000033"
    twice = [
        known(world, siret=paris, postcode="75001"),
        known(world, siret=marseille, postcode="13001"),
    ]
    mine = known(world, email="Olga@example.com")
    found = look(world, one)
    assert set(found) == {("short_calls", "tina")} | {
        (check, name) for check in ("self", "duplicates") for name in ("remy", "tina")
    }
    calls = found["short_calls", "tina"]
    assert (calls.k, calls.n) == (3, 4)
    assert calls.cases == [[str(lead.id), f"{40 + n}"] for n, lead in enumerate(short[:2])] + [
        [str(short[2].id), "59"]
    ]
    assert found["self", "remy"].cases == [[str(mine.id), "email"]]
    assert {case[0] for case in found["duplicates", "tina"].cases} == {str(x.id) for x in same}
    assert not {str(lead.id) for lead in twice} & {c[0] for c in found["duplicates", "remy"].cases}
    known(world, siret=again_in_paris, postcode="75001")
    again = look(world, one)["duplicates", "tina"]
    assert {case[1] for case in again.cases} == {"phone", "company"}


def test_a_rep_who_finds_his_own_leads_is_looked_at_only_where_both_are_paid(world: World) -> None:
    both = started(world, joined=("remy",))
    reps = started(world, name="Reps", joined=("remy",), rules=Rules(sides=Side.REP))
    found = prospect(world)
    contact_id, campaign_id = found.contact_id, world.campaign.id
    lead = open_lead(contact_id, campaign_id=campaign_id, by=world.by("tina"), at=world.at)
    Lead.objects.filter(id=lead.id).update(originator_id=world.id("remy"))
    lead.refresh_from_db()
    taken(world, lead)
    assert look(world, both)["self", "remy"].cases == [[str(lead.id), "own"]]
    assert look(world, reps) == {}


def test_what_is_done_at_the_end_not_followed_or_undone(world: World) -> None:
    one = started(world, joined=ALL)
    first = datetime(2026, 3, 11, 8, tzinfo=UTC)
    days = [first + number * DAY for number in range(17) if (first + number * DAY).weekday() < 5]
    even = [day + hour * HOUR for day in days[:13] for hour in (0, 2, 4)]
    take_at(world, "olga", *even[:32], approach=True)
    friday = datetime(2026, 3, 27, 8, tzinfo=UTC)
    rush = take_at(world, "remy", *(friday + n * HOUR / 4 for n in range(12)), approach=False)
    assert set(look(world, one)) == set()  # the end has not come, nor two weeks gone by
    world.at = friday + 3 * DAY
    ending = look(world, one)
    assert set(ending) == {("ending", "remy")}
    told = ending["ending", "remy"]
    assert (told.k, told.n, len(told.cases)) == (12, 12, 12)
    assert told.p is not None
    assert told.p < 1e-6
    for lead_id in rush[:8]:
        tell(world, Lead.objects.get(id=lead_id), LeadTakeUpUndone())
    world.at = friday + 20 * DAY
    found = look(world, one)
    assert set(found) == {(check, "remy") for check in ("ending", "no_approach", "taken_back")}
    assert (found["no_approach", "remy"].k, found["no_approach", "remy"].others) == (12, [0, 32])
    assert (found["taken_back", "remy"].k, found["taken_back", "remy"].n) == (8, 12)
    assert FairLook.objects.get().weighed["no_approach"] == [2, 2]
    with CaptureQueriesContext(connection) as caught:
        look(world, one)
    assert len(caught) <= 60


def test_who_may_look_and_who_is_told(world: World) -> None:
    one, point = with_point(world)
    on = world.at.date()
    for name in ("dora", "maya"):
        assert list(fair_points_of(one, access=access(world, name), on=on)) == [point]
    assert list(fair_points_of(one, access=access(world, "milo"), on=on)) == []
    for name in ("remy", "olga", "tina", "sam", "victor", "ada", "paul"):
        with pytest.raises(NotVisible):
            fair_points_of(one, access=access(world, name), on=on)
    assert list(own_fair_points(one, access=access(world, "remy"))) == [point]
    assert list(own_fair_points(one, access=access(world, "olga"))) == []
    [held_row] = held_of_person(world.organization.id, world.id("remy"))["challenge_fair_play"]
    assert (held_row["check_name"], held_row["k"]) == ("self", 1)
    Organization.objects.update(works_council_on=None)
    with pytest.raises(NotVisible):
        fair_points_of(one, access=access(world, "dora"), on=on)


def test_looking_is_for_the_director_once_it_runs_and_twice_is_the_same(world: World) -> None:
    drafted = draft(world, name="À venir")
    with pytest.raises(NotStarted):
        look_at_challenge(drafted.id, by=world.by("dora"), at=world.at)
    one, point = with_point(world)
    for name in ("maya", "remy", "ada"):
        with pytest.raises(NotVisible):
            look_at_challenge(one.id, by=world.by(name), at=world.at)
    assert list(look(world, one).values()) == [point]
    assert (FairLook.objects.count(), FairPoint.objects.count()) == (1, 1)
    Organization.objects.update(works_council_on=None)
    with pytest.raises(PersonsFirst):
        look_at_challenge(one.id, by=world.by("dora"), at=world.at)
    Organization.objects.update(works_council_on=world.at.date())
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    assert list(look(world, one)) == [("self", "remy")]
    with pytest.raises(TooLongAgo):
        look_at_challenge(one.id, by=world.by("dora"), at=world.later(days=400))
    world.at -= 424 * DAY
    other = started(world, name="Annulé")
    cancel_challenge(other.id, words="Non", by=world.by("dora"), at=world.at)
    with pytest.raises(NotStarted):
        look_at_challenge(other.id, by=world.by("dora"), at=world.at)


def test_a_human_answers_once_and_no_point_moves(world: World) -> None:
    one, point = with_point(world)
    lines, points = Entry.objects.count(), total(world, one, "remy")
    told: dict[str, Any] = {
        "challenge_id": one.id,
        "answer": FairAnswer.NOTHING,
        "note": "Un homonyme.",
    }
    for name in ("remy", "olga", "milo", "victor", "ada"):
        with pytest.raises(NotVisible):
            answer_point(point.id, **told, by=world.by(name), at=world.at)
    with pytest.raises(NoteMissing):
        answer_point(point.id, **told | {"note": " "}, by=world.by("maya"), at=world.at)
    answer_point(point.id, **told, by=world.by("maya"), at=world.at)
    with pytest.raises(AnsweredAlready):
        answer_point(point.id, **told, by=world.by("dora"), at=world.at)
    assert (Entry.objects.count(), total(world, one, "remy")) == (lines, points)
    assert look(world, one) == {}  # what was seen does not come back
    world.last_name = "REMY"
    lead = taken(world, world.open_lead())
    again = look(world, one)["self", "remy"]
    assert (again.k, again.cases) == (1, [[str(lead.id), "name"]])
    tell(world, lead, LeadTakeUpUndone())
    [mine] = own_fair_points(one, access=access(world, "remy")).exclude(answer="")
    assert (mine.note, str(mine.answered_by)) == ("Un homonyme.", "Maya")


def test_the_person_concerned_may_say_something_and_nobody_else(world: World) -> None:
    one, point = with_point(world)
    told: dict[str, Any] = {"challenge_id": one.id, "words": "C’est mon  oncle."}
    for name in ("maya", "dora", "olga"):
        with pytest.raises(NotVisible):
            annotate_point(point.id, **told, by=world.by(name), at=world.at)
    annotate_point(point.id, **told, by=world.by("remy"), at=world.at)
    with pytest.raises(SaidAlready):
        annotate_point(point.id, **told, by=world.by("remy"), at=world.at)
    assert [each.text for each in FairRemark.objects.all()] == ["C’est mon oncle."]
    [said] = held_of_person(world.organization.id, world.id("remy"))["challenge_fair_play_remarks"]
    assert said["text"] == "C’est mon oncle."
    FairPoint.objects.all().delete()
    with pytest.raises(NotVisible):
        annotate_point(point.id, **told, by=world.by("remy"), at=world.at)


def confirmed(world: World, outcome: Outcome, by: str) -> Challenge:
    one = Challenge.objects.get()
    drawn = FairDrawn.objects.get()
    confirm_appointment(
        drawn.id, challenge_id=one.id, outcome=outcome, by=world.by(by), at=world.at
    )
    return one


def test_a_tenth_of_rewarded_appointments_is_confirmed_by_a_call(world: World) -> None:
    one = started(world, joined=ALL)
    appointment = held(world)
    assert look(world, one) == {}
    look(world, one)
    [made], [drawn] = FairRound.objects.all(), FairDrawn.objects.all()
    assert (len(made.seed), made.among, drawn.appointment_id) == (
        64, str(appointment.id), appointment.id,
    )  # fmt: skip
    assert len(sha256(made.seed.encode()).hexdigest()) == 64
    on = world.at.date()
    for name, count in (("dora", 1), ("maya", 1), ("milo", 0)):
        assert drawn_of(one, access=access(world, name), on=on).count() == count
    for name in ("remy", "olga", "milo", "tina", "sam"):
        with pytest.raises(NotVisible):
            confirmed(world, Outcome.HELD, name)
    confirmed(world, Outcome.HELD, "maya")
    assert look(world, one) == {}
    with pytest.raises(NothingToCorrect):
        confirmed(world, Outcome.HELD, "dora")
    confirmed(world, Outcome.REP_ABSENT, "dora")
    point = look(world, one)["otherwise", "remy"]
    assert (point.k, point.n) == (1, 1)
    assert point.cases == [[str(appointment.lead_id), "rep_absent"]]
    for rows in (FairRound.objects.all(), FairDrawn.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_the_clock_looks_once_a_day_and_forgets_after_a_year(world: World) -> None:
    one, point = with_point(world)
    by = Actor(world.organization.id, Door.CLOCK)
    assert look_daily(by=by, at=world.at + HOUR) == 0
    assert look_daily(by=by, at=world.at + DAY) == 1
    assert look_daily(by=by, at=world.at + DAY) == 0
    told: dict[str, Any] = {
        "challenge_id": one.id,
        "answer": FairAnswer.TALKED,
        "note": "Vu avec lui.",
    }
    answer_point(point.id, **told, by=world.by("maya"), at=world.at)
    annotate_point(
        point.id, challenge_id=one.id, words="D’accord.", by=world.by("remy"), at=world.at
    )
    assert look_daily(by=by, at=world.at + 365 * DAY) == 0
    assert look_daily(by=by, at=world.at + 367 * DAY) == 1
    assert (FairPoint.objects.count(), FairRemark.objects.count()) == (0, 0)


def test_a_challenge_that_cannot_be_looked_at_does_not_keep_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = started(world, joined=ALL), started(world, name="Deux", joined=ALL)

    def fails_for_the_first(challenge_id: UUID, **told: Any) -> FairLook:
        if challenge_id == first.id:
            raise ZeroDivisionError
        return look_at_challenge(challenge_id, **told)

    monkeypatch.setattr(fair_clock, "look_at_challenge", fails_for_the_first)
    by = Actor(world.organization.id, Door.CLOCK)
    assert look_daily(by=by, at=world.at + HOUR) == 1
    assert FairLook.objects.get().challenge_id == second.id
    with pytest.raises(ZeroDivisionError):  # which the round counts as failed
        look_daily(by=by, at=world.at + HOUR)
