"""Accounts of somebody who has left are handed over in the browser, and who leads him is told."""

from html import unescape

from relais.accounts.queries import left_behind
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
