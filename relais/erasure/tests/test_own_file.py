"""The file of somebody who works here: no row that names him is left out of it."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from relais.acts.actions import Wanted, do_act, plan_act
from relais.erasure.actions import export_own
from relais.erasure.queries import file_of_person
from relais.erasure.queries.deeds import DEEDS
from relais.people.models import Person
from tests.persons import World

# A slot that is merely reserved for a rep: he knows when it is, and no more, before transmission.
UNTOLD = {("leads_lead", "promised_rep_id")}


@pytest.mark.once
def test_every_column_that_names_a_person_is_asked(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        file_of_person(world.id("remy"), organization_id=world.organization.id)
    told = {
        found
        for query in asked.captured_queries
        for found in re.findall(r'"(\w+)"\."(\w+)" (?:=|IN) ', query["sql"])
    }
    naming = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    assert len(naming) > 60
    assert naming - told == UNTOLD


def test_what_somebody_agreed_and_closed_for_others_is_in_his_own_file(world: World) -> None:
    wanted, due_on = Wanted("Suivre", world.north.id), world.at.date()
    maya, remy = world.by("maya"), world.by("remy")
    act = plan_act(wanted, owner_id=world.id("remy"), due_on=due_on, by=maya, at=world.at)
    do_act(act.id, note="fait", by=remy, at=world.at)

    def named(name: str) -> Any:
        by = world.by(name)
        return export_own(by=by, at=world.at)["held"]["acts"]["acts_agreed_or_closed"]

    for name in ("maya", "remy"):
        [row] = named(name)
        assert (row["id"], row["state"]) == (act.id, "done")
        assert "note" not in row
        assert "what" not in row
    assert named("olga") == []


def test_names_of_deeds_are_each_their_own() -> None:
    assert len({(one.room, one.name) for one in DEEDS}) == len(DEEDS)
