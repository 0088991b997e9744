"""Who may call, with which key, and what he is told."""

from datetime import timedelta

import pytest
from django.test import Client

from relais.api.tests.programs import Program, kinds, submitted, transmitted
from relais.people.actions import revoke_token
from relais.people.models import ApiToken
from tests.persons import World


def read_with(key: str) -> int:
    client = Client(headers={"Authorization": f"Bearer {key}"})
    return client.get("/api/v1/leads").status_code


def test_without_a_key_nothing_is_said(world: World) -> None:
    answer = Client().get("/api/v1/leads")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "unknown_key"


@pytest.mark.parametrize("key", ["", "relais_guessed", "x" * 5_000, "\u00e9"])
def test_a_key_that_was_never_given_opens_nothing(world: World, key: str) -> None:
    assert read_with(key) == 401


def test_a_revoked_key_opens_nothing_any_more(world: World, program: Program) -> None:
    key = program.key("remy")
    assert read_with(key) == 200
    token = ApiToken.objects.latest("id")
    revoke_token(token.id, by=world.by("remy"), at=world.at)
    assert read_with(key) == 401


def test_an_expired_key_opens_nothing_any_more(world: World, program: Program) -> None:
    key = program.key("remy")
    ApiToken.objects.update(expires_at=world.at + timedelta(hours=1))
    assert read_with(key) == 200
    world.later(hours=1)
    assert read_with(key) == 401


def test_a_leaver_s_key_opens_nothing_any_more(world: World, program: Program) -> None:
    key = program.key("remy")
    person = world.person("remy")
    person.left_on = world.at.date()
    person.save()
    assert read_with(key) == 401


def test_a_key_without_the_scope_is_told_which_it_lacks(world: World, program: Program) -> None:
    lead = transmitted(world)
    key = program.key("remy", "leads:read")
    client = Client(headers={"Authorization": f"Bearer {key}"})
    answer = client.post(f"/api/v1/leads/{lead.id}/take-up")
    assert answer.status_code == 403
    assert "leads:write" in answer.json()["detail"]
    assert kinds(lead.id)[-1] == "lead.assigned"


def test_refusals_are_told_in_the_caller_s_language(world: World, program: Program) -> None:
    lead = submitted(world)
    answer = program.post("tina", f"/leads/{lead.id}/submit", **{"Accept-Language": "en"})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "state"
    assert answer.json()["detail"] == "This lead is “To review”: that cannot be done to it now."


def test_a_field_that_is_unknown_is_refused(world: World, program: Program) -> None:
    lead = transmitted(world)
    answer = program.post("remy", f"/leads/{lead.id}/release", {"words": "", "force": True})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.data.force"


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "\x00", "{" * 20_000, '{"words": "\\ud800"}'])
def test_a_body_that_cannot_be_read_is_refused(world: World, program: Program, body: str) -> None:
    lead = transmitted(world)
    key = program.key("maya")
    client = Client(headers={"Authorization": f"Bearer {key}"})
    answer = client.post(f"/api/v1/leads/{lead.id}/release", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_stale_page_is_refused_and_nothing_is_written(world: World, program: Program) -> None:
    lead = transmitted(world)
    seen = program.get("remy", f"/leads/{lead.id}")["ETag"]
    assert (
        program.post("remy", f"/leads/{lead.id}/take-up", **{"If-Match": seen}).status_code == 200
    )
    stale = program.post("remy", f"/leads/{lead.id}/undo-take-up", **{"If-Match": seen})
    assert (stale.status_code, stale.json()["code"]) == (409, "moved_on")
    assert kinds(lead.id)[-1] == "lead.taken_up"


@pytest.mark.parametrize("tag", ["5", '"x"', "*", '"99999999999999999999"', "\u00b2"])
def test_an_etag_that_is_none_is_refused(world: World, program: Program, tag: str) -> None:
    lead = transmitted(world)
    answer = program.post("remy", f"/leads/{lead.id}/take-up", **{"If-Match": tag})
    assert answer.status_code == 400


def test_what_breaks_is_told_as_a_problem_and_kept_in_the_log(
    world: World,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    lead = transmitted(world)
    monkeypatch.setattr("relais.leads.actions.take_up_lead", broken)
    client = Client(headers={"Authorization": f"Bearer {program.key('remy')}"})
    answer = client.post(f"/api/v1/leads/{lead.id}/take-up")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "broken"
    assert "ZeroDivisionError" in caplog.text
