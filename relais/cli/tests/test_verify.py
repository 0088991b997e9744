"""The proofs find what is wrong, and a rebuild mends what can be drawn from the log."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from django.db.models import Model

from relais.accounts.models import Contact
from relais.appointments.models import Appointment
from relais.challenge.models import PointEntry
from relais.cli import verify as commands
from relais.cli.running import run
from relais.database.models import uuid7
from relais.leads.actions import Step, continue_histories, take_up_lead
from relais.leads.events import LeadTakeUpUndone
from relais.leads.models import Lead
from relais.notifications.models import Notification
from relais.notifications.tests.steps import transmitted
from relais.outbox.models import OutboxRow
from relais.people.models import Organization
from relais.routing.models import Turn
from tests.persons import World

Capture = pytest.CaptureFixture[str]


def relais(capsys: Capture, command: Callable[..., None], *arguments: str) -> tuple[int, str]:
    """Run a command in this process; give its exit code and what it printed."""
    code = run(command, name=command.__name__, arguments=arguments, failures=())
    return code, capsys.readouterr().out


@pytest.fixture
def lead(world: World) -> Lead:
    """Give a lead that Remy has taken up."""
    return take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.later(hours=1))


def test_a_world_made_by_deeds_is_as_it_should_be(capsys: Capture, lead: Lead) -> None:
    code, said = relais(capsys, commands.verify, "--json")
    assert (code, json.loads(said)) == (
        0,
        {"leads": 1, "events": lead.sequence, "mismatches": 0, "found": []},
    )


def test_a_row_that_does_not_say_what_its_log_says_is_named(capsys: Capture, lead: Lead) -> None:
    Lead.objects.filter(id=lead.id).update(state="won")
    code, said = relais(capsys, commands.verify, "--json")
    told = json.loads(said)
    assert (code, told["mismatches"]) == (1, 1)
    assert told["found"] == [f"lead {lead.id}: state is won, the log says taken_up"]


def test_a_row_that_points_to_another_organization_is_named(capsys: Capture, lead: Lead) -> None:
    other = Organization.objects.create(slug="other", name="Other", country="FR")
    Contact.objects.filter(id=lead.contact_id).update(organization=other)
    code, said = relais(capsys, commands.verify, "--organization", "test", "--json")
    assert (code, json.loads(said)["found"]) == (
        1,
        [
            "table leads_lead: 1 rows point to another organization or to nothing",
            "table accounts_contact: 1 rows point to another organization or to nothing",
        ],
    )
    Lead.objects.update(organization=other)
    said = relais(capsys, commands.verify, "--organization", "test", "--json")[1]
    assert f"table leads_leadevent: {lead.sequence} rows point to another" in said


NOWHERE = "table {table}: 1 rows point to another organization or to nothing"
UNCHECKED: list[tuple[type[Model], list[str]]] = [
    (
        Lead,
        [
            *("campaign", "originator", "call_center", "definition", "unit", "rep"),
            *("promised_rep", "relay", "reason"),
        ],
    ),
    (Turn, ["rep", "unit"]),
    (Notification, ["person"]),
]


@pytest.mark.parametrize(
    ("table", "name"), [(table, name) for table, names in UNCHECKED for name in names]
)
def test_what_the_database_does_not_look_up_is_looked_up_here(
    capsys: Capture, lead: Lead, table: type[Model], name: str
) -> None:
    with transaction.atomic():
        first = table._default_manager.order_by("id").values_list("id")[:1]
        table._default_manager.filter(id__in=first).update(**{name: uuid7()})
        found = json.loads(relais(capsys, commands.verify, "--json")[1])["found"]
        transaction.set_rollback(True)  # SQLite does look them up, at the end
    assert NOWHERE.format(table=table._meta.db_table) in found


def test_an_event_of_somebody_who_is_not_there_is_named(
    capsys: Capture, lead: Lead, world: World
) -> None:
    remy = world.by("remy")
    assert remy.access
    nobody = replace(remy, access=replace(remy.access, person_id=uuid7()))
    with transaction.atomic():
        undone = Step(LeadTakeUpUndone(), world.later(hours=2))
        continue_histories([(lead.id, undone)], by=nobody)
        found = json.loads(relais(capsys, commands.verify, "--json")[1])["found"]
        transaction.set_rollback(True)
    assert NOWHERE.format(table="leads_leadevent") in found


@pytest.mark.parametrize("table", [Turn, PointEntry])
def test_a_projection_that_lost_a_row_is_named_and_mended(
    capsys: Capture, lead: Lead, table: type[Turn | PointEntry]
) -> None:
    table.objects.all().delete()
    code, said = relais(capsys, commands.verify, "--json")
    assert code == 1
    assert table._meta.db_table in json.loads(said)["found"][0]
    assert not table.objects.exists()  # looked at, not touched

    assert relais(capsys, commands.rebuild) == (0, f"Rebuilt from {lead.sequence} events.\n")
    assert table.objects.exists()
    assert relais(capsys, commands.verify)[0] == 0


def test_a_projection_that_says_something_else_is_named(capsys: Capture, lead: Lead) -> None:
    Turn.objects.update(taken_up_at=None)
    code, said = relais(capsys, commands.verify, "--json")
    assert (code, json.loads(said)["mismatches"]) == (1, 1)


def test_an_outbox_row_that_contradicts_itself_is_named(
    capsys: Capture, world: World, lead: Lead
) -> None:
    OutboxRow.objects.update(sent_at=world.at, given_up_at=world.at, attempts=1)
    assert relais(capsys, commands.verify)[0] == 1


def test_a_rebuild_tells_nobody_anything_again(capsys: Capture, lead: Lead) -> None:
    before = (Notification.objects.count(), OutboxRow.objects.count())
    relais(capsys, commands.rebuild)
    assert (Notification.objects.count(), OutboxRow.objects.count()) == before
    assert not Appointment.objects.exists()


def test_an_organization_that_there_is_not_is_wrong_usage(capsys: Capture, world: World) -> None:
    assert relais(capsys, commands.verify, "--organization", "nobody")[0] == 2
    assert relais(capsys, commands.verify, "--organization", "test")[0] == 0


def test_what_points_to_nothing_because_it_is_about_no_lead_is_as_it_should_be(
    capsys: Capture, world: World
) -> None:
    Notification.objects.create(
        organization=world.organization, person_id=world.id("maya"), kind="act_measured",
        at=world.at,
    )  # fmt: skip
    assert relais(capsys, commands.verify)[0] == 0
