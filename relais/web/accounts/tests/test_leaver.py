"""Accounts of somebody who has left are handed over in the browser, and who leads him is told."""

from html import unescape

from relais.accounts.queries import left_behind
from relais.notifications.actions import remind
from relais.notifications.models import Notification
from relais.routing.actions import person_leaves
from relais.web.tests.steps import sign_in
from tests.persons import World


def test_a_leaver_is_offered_while_he_answers_for_accounts(world: World) -> None:
    world.contact(owner="remy")
    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    for name in ("maya", "dora", "ada"):
        page = unescape(sign_in(world, name).get("/accounts/transfer/").content.decode())
        assert "Remy (1)" in page, name
    told = {"from_rep_id": world.id("remy"), "to_rep_id": world.id("olga")}
    answer = sign_in(world, "maya").post("/accounts/transfer/do/", **told)
    assert answer.status_code == 302
    assert left_behind(world.organization.id, on=world.at.date()) == {}


def test_who_led_a_leaver_is_told_once_of_his_accounts(world: World) -> None:
    world.contact(owner="remy")
    remind(by=world.system, at=world.at)
    assert not Notification.objects.exists()
    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    for _ in "12":
        remind(by=world.system, at=world.later(minutes=1))
    told = Notification.objects.get()
    assert (told.person_id, told.kind) == (world.id("maya"), "accounts_left")
    maya = sign_in(world, "maya")
    assert "Accounts wait" in maya.get("/notifications/").content.decode()
    answer = maya.post(f"/notifications/{told.id}/read/")
    assert answer.url == "/accounts/transfer/"


def test_a_leaver_without_accounts_troubles_nobody(world: World) -> None:
    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    remind(by=world.system, at=world.at)
    assert not Notification.objects.exists()
