"""The weekly mail of a challenge: once a week and person, teams first, nobody's last place."""

from datetime import UTC, datetime, timedelta

from django.core import mail

from relais.challenge.actions import join_challenge, withdraw_from_challenge
from relais.challenge.actions.weekly import write_weekly
from relais.challenge.rules.game import ChallengeKind, Rules, Side
from relais.challenge.tests.steps import signed, started
from relais.notifications.actions import tick
from relais.notifications.tests.steps import clock
from relais.outbox.actions import decline_mail, deliver_due
from relais.outbox.adapters.mail import message_of
from relais.outbox.models import OutboxRow
from relais.outbox.rules.declining import CHALLENGE_WEEK
from relais.people.actions import add_person, choose_language, give_role
from relais.people.models import Organization, Person
from relais.people.rules.access import Role
from tests.persons import SINCE, World

MONDAY = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)  # 8 h in Paris
DAY = timedelta(days=1)


def write(world: World, at: datetime) -> int:
    return write_weekly(by=clock(world), at=at)


def letters() -> list[OutboxRow]:
    return list(OutboxRow.objects.filter(template=CHALLENGE_WEEK).select_related("to_person"))


def readers() -> set[str]:
    return {each.to_person.last_name for each in letters()}


def test_it_comes_once_a_week_to_who_takes_part_and_wants_it(world: World) -> None:
    one = started(world, joined=("remy", "olga", "tina", "sara", "theo"))
    decline_mail(CHALLENGE_WEEK, by=world.by("theo"), at=world.at)
    withdraw_from_challenge(one.id, by=world.by("olga"), at=world.at)
    Person.objects.filter(id=world.id("sara")).update(left_on=MONDAY.date())
    assert write(world, MONDAY - timedelta(minutes=1)) == 0
    assert tick(MONDAY).failed == 0
    assert readers() == {str(world.person(name).last_name) for name in ("remy", "tina")}
    for later in (timedelta(), DAY, 6 * DAY):
        assert write(world, MONDAY + later) == 0
    assert write(world, MONDAY + 9 * DAY) == 2  # the clock stood still on Monday and Tuesday
    assert write(world, MONDAY + 14 * DAY) == 2  # the last week
    assert write(world, MONDAY + 21 * DAY) == 0


def test_nothing_comes_before_the_checklist_is_complete_nor_where_none_runs(world: World) -> None:
    assert write(world, MONDAY) == 0
    started(world, joined=("remy",))
    Organization.objects.update(works_council_on=None)
    assert write(world, MONDAY) == 0


def test_it_tells_teams_first_then_oneself_in_ones_own_language(world: World) -> None:
    rules = Rules(sides=Side.BOTH, thresholds=(10, 50))
    kind = ChallengeKind.THRESHOLDS
    one = started(world, joined=("remy", "sara"), pack="cinema", kind=kind, rules=rules)
    for number in range(5):
        world.people[f"rep{number}"] = add_person(f"Rang {number}", by=world.system)
        person_id = world.id(f"rep{number}")
        give_role(person_id, Role.REP, since=SINCE, unit_id=world.north.id, by=world.system)
        join_challenge(one.id, by=world.by(f"rep{number}"), at=world.at)
    signed(world)
    signed(world)
    choose_language(world.id("sara"), language="en", by=world.system)
    assert write(world, MONDAY) == 2
    told = {each.to[0]: each for each in map(message_of, letters())}
    remy, sara = told["remy@example.com"], told["sara@example.com"]
    page = str(remy.alternatives[0][0])
    for words in (
        "Équipes · Producteurs", "1. Nord – 28 points", "film sorti en salle, 2 × – 20 points",
        "du 9 mars au 15 mars", "22 points jusqu’au palier de 50", "En tout",
    ):  # fmt: skip
        assert words in remy.body
        assert words in page
    assert remy.body.index("Producteurs") < remy.body.index("En tout")
    assert remy.subject == "Printemps du cinéma : où en est-on"
    assert f"/challenges/{one.id}/" in remy.body
    assert "Teams · Producers" in sara.body
    assert "This week: no point" in sara.body
    assert not [name for name in ("Rang", "Remy", "Sara") if name in f"{remy.body}{sara.body}"]


def test_who_withdrew_after_it_was_written_gets_none(world: World) -> None:
    one = started(world, joined=("remy",))
    assert write(world, MONDAY) == 1
    withdraw_from_challenge(one.id, by=world.by("remy"), at=MONDAY)
    assert deliver_due(MONDAY, limit=10).given_up == 1
    assert mail.outbox == []
