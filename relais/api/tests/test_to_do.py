"""What waits for somebody, for programs: each lead for whose deed it is, and nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.api.tests.programs import Program
from relais.leads.models import Lead
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.actions import end_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from tests.persons import World

PEOPLE = ("tina", "victor", "remy", "olga", "maya", "dora")


def waits_for(program: Program, lead: Lead) -> set[str]:
    def has(name: str) -> bool:
        told = program.get(name, "/me/to-do").json()["items"]
        return [one["id"] for one in told] == [str(lead.id)]

    return {name for name in PEOPLE if has(name)}


@pytest.mark.parametrize(
    ("step", "who"),
    [(World.open_lead, "tina"), (submitted, "victor"), (transmitted, "remy"), (contested, "maya")],
)
def test_a_lead_waits_for_whose_deed_it_is(
    world: World, program: Program, step: Callable[[World], Lead], who: str
) -> None:
    assert waits_for(program, step(world)) == {who}


def test_a_dispute_that_no_manager_may_judge_waits_for_a_director(
    world: World, program: Program
) -> None:
    lead = contested(world)
    for post in Membership.objects.filter(role=Role.MANAGER.value):
        end_role(post.id, on=world.at.date() - timedelta(days=1), by=world.system)
    assert waits_for(program, lead) == {"dora"}
