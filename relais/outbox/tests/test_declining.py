"""A mail that one does not want is not written; one of the work itself is nobody's to stop."""

import pytest

from relais.lib.errors import NotVisible
from relais.outbox.actions import Letter, accept_mail, decline_mail, enqueue
from relais.outbox.models import Declined
from relais.outbox.queries import declined_by, held_of_person
from relais.outbox.rules.declining import CHALLENGE_WEEK, NotDeclinable
from tests.persons import World


def write(world: World, name: str, *, template: str = CHALLENGE_WEEK) -> bool:
    letter = Letter(f"{template}:{name}", "mail", world.id(name), template, world.at)
    return enqueue(letter, organization_id=world.organization.id, at=world.at)


def test_what_somebody_stopped_does_not_come_until_he_lets_it(world: World) -> None:
    home, remy = world.organization.id, world.by("remy")
    for _ in "12":
        assert decline_mail(CHALLENGE_WEEK, by=remy, at=world.at).since == world.at
    assert Declined.objects.count() == 1
    assert declined_by(world.id("remy"), organization_id=home) == {CHALLENGE_WEEK}
    assert list(held_of_person(home, world.id("remy"))["mails_declined"]) == [
        {"template": CHALLENGE_WEEK, "since": world.at}
    ]
    assert not write(world, "remy")
    assert write(world, "olga")
    assert write(world, "remy", template="lead_assigned")
    assert accept_mail(CHALLENGE_WEEK, by=remy)
    assert not accept_mail(CHALLENGE_WEEK, by=remy)
    assert write(world, "remy")


def test_mails_of_the_work_are_not_stopped_and_nobodys_are_nobodys(world: World) -> None:
    with pytest.raises(NotDeclinable):
        decline_mail("lead_assigned", by=world.by("remy"), at=world.at)
    with pytest.raises(NotDeclinable):
        accept_mail("lead_assigned", by=world.by("remy"))
    with pytest.raises(NotVisible):
        decline_mail(CHALLENGE_WEEK, by=world.system, at=world.at)
    assert not Declined.objects.exists()
