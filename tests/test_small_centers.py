"""Figures of a call center of fewer than five are those of persons: neither door tells them."""

from datetime import date
from typing import Any

import pytest

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.notifications.tests.steps import transmitted
from relais.people.actions import (
    add_call_center,
    add_person,
    complete_privacy_checklist,
    give_role,
)
from relais.people.queries import Role
from relais.web.tests.steps import sign_in
from tests.persons import SINCE, World

__all__ = ["program"]
BY_CENTER = {"by": "call_center"}


def hire(world: World, *names: str) -> None:
    for name in names:
        post: dict[str, Any] = {"since": SINCE, "unit_id": None}
        post["call_center_id"] = world.center.id
        person = add_person(name, by=world.system)
        give_role(person.id, Role.TELEMARKETER, by=world.system, **post)


def told(world: World, program: Program, **query: str) -> tuple[bool, int]:
    """Say whether the page tells a supervisor figures, and what the API answers."""
    page = sign_in(world, "sam").get("/reports/funnel/", **query)
    assert page.status_code == 200
    return b"<table" in page.content, program.get("sam", "/reports/funnel", **query).status_code


def test_of_fewer_than_five_both_doors_say_why_there_is_nothing(
    world: World, program: Program
) -> None:
    transmitted(world)
    hire(world, "Anna", "Bruno")
    assert told(world, program) == (False, 409)
    page = sign_in(world, "sam").get("/reports/funnel/").content.decode()
    assert "The figures of fewer than five telemarketers" in page
    for path in ("/reports/take-up", "/reports/disputes"):
        assert program.get("sam", path).json()["code"] == "too_few_behind"
    assert program.get("tina", "/reports/funnel").status_code == 200  # one's own
    assert program.get("dora", "/reports/funnel").status_code == 200
    hire(world, "Carla")
    assert told(world, program) == told(world, program, **BY_CENTER) == (True, 200)
    assert program.get("sam", "/reports/take-up").status_code == 200


@pytest.mark.parametrize("complete", [False, True])
def test_one_by_another_is_for_large_ones_alone(
    world: World, program: Program, complete: bool
) -> None:
    transmitted(world)
    hire(world, "Anna", "Bruno", "Carla")
    other = add_call_center("Voix du Sud", kind="outsourced", by=world.system)
    post: dict[str, Any] = {"since": SINCE, "unit_id": None, "call_center_id": other.id}
    give_role(world.id("sam"), Role.SUPERVISOR, by=world.system, **post)
    dina = add_person("Dina", by=world.system)
    give_role(dina.id, Role.TELEMARKETER, by=world.system, **post)
    if complete:
        complete_privacy_checklist(
            works_council_on=date(2026, 2, 1),
            notice="v1",
            impact_assessment="A1",
            by=world.system,
            at=world.at,
        )
    assert told(world, program) == (True, 200)
    assert told(world, program, **BY_CENTER) == (complete, 200 if complete else 409)


def staff(world: World, *names: str) -> None:
    for name in names:
        person = add_person(name, by=world.system)
        give_role(person.id, Role.REP, unit_id=world.north.id, since=SINCE, by=world.system)


def test_a_manager_of_fewer_than_five_reps_reads_neither_report_nor_proof(
    world: World, program: Program
) -> None:
    transmitted(world)
    of_proof = ("/proof/", "/proof/leads/", "/proof/workbook/", "/proof/pdf/")
    for path in ("/reports/funnel/", *of_proof, "/return/what-if/", "/return/what-if/leads/"):
        page = sign_in(world, "maya").get(path)
        assert (page.status_code, b"The figures of fewer than five reps" in page.content) == (
            200,
            True,
        ), path
    of_reports = ("/reports/funnel", "/reports/take-up", "/reports/disputes")
    for path in (*of_reports, "/proof", "/return/what-if", "/return/what-if/leads"):
        answer = program.get("maya", path)
        assert (answer.status_code, answer.json()["code"]) == (409, "too_few_reps"), path
        assert program.get("dora", path).status_code == 200
    assert program.get("sam", "/proof").json()["code"] == "too_few_behind"
    staff(world, "Anna", "Bruno", "Carla")
    assert b"1 lead opened" in sign_in(world, "maya").get("/reports/funnel/").content
    assert program.get("maya", "/proof").status_code == 200


def test_units_and_centers_of_few_are_told_together_until_the_checklist_is_complete(
    world: World, program: Program
) -> None:
    transmitted(world)
    for by, name in (("unit", "Nord"), ("call_center", world.center.name)):
        told = program.get("dora", f"/reports/funnel?by={by}").json()
        assert [row["names"] for row in told["rows"]] == [["together"]]
        assert told["rows"][0]["counts"] == told["total"]["counts"]
        page = sign_in(world, "dora").get("/reports/funnel/", by=by).content.decode()
        assert "Smaller ones together" in page
        assert f">{name}</td>" not in page
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    told = program.get("dora", "/reports/funnel?by=unit").json()
    assert [row["names"] for row in told["rows"]] == [["Nord"]]
