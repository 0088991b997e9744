"""The API keeps to its own description, whatever is sent: no server error, no unknown answer."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from relais.acts.actions import Wanted, propose_act
from relais.acts.rules import ActSource
from relais.api.snapshot import PATH, described
from relais.api.tests.programs import Program, submitted, transmitted
from relais.appointments.actions import book_appointment
from relais.campaigns.actions import add_cost, set_objective
from relais.campaigns.rules.terms import CostKind, ReasonKind
from relais.coaching.tests.steps import allow, observed, proposed
from relais.erasure.actions import receive_request
from relais.leads.events import Mode
from relais.people.actions import close_day, give_role
from relais.people.rules.access import Role
from relais.privacy.actions import keep_on_hold
from relais.privacy.rules import Channel, RequestKind
from tests.persons import SINCE, World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
ADDRESS = "/api/v1/openapi.json"
INSIDE = (Role.REP, Role.RELAY, Role.MANAGER, Role.DIRECTOR, Role.ADMIN, Role.PRIVACY_OFFICER)
BOUNDED = settings(  # for each operation
    max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
MADE_UP = {"month": "2026-03", "start": "2026-03-01", "end": "2026-04-01", "q": "durand"}
A_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Known = dict[str, str]


def test_the_committed_description_is_in_step() -> None:
    assert PATH.read_text(encoding="utf-8") == described(), (
        "write it anew: python -m relais.api.snapshot"
    )


@pytest.fixture
def known(world: World, program: Program) -> Known:
    """Give what the names of a request may stand for, in a world where there is some of each."""
    for role in (*INSIDE, Role.SUPERVISOR):
        unit_id = None if role is Role.SUPERVISOR else world.root.id
        center_id = world.center.id if role is Role.SUPERVISOR else None
        give_role(
            world.id("tina"), role, since=SINCE, by=world.system, unit_id=unit_id,
            call_center_id=center_id,
        )  # fmt: skip
    lead = transmitted(world, owner="tina")
    appointment = book_appointment(
        submitted(world, owner="remy").id,
        rep_id=world.id("remy"),
        starts_at=world.at.replace(day=17),
        ends_at=None,
        mode=Mode.PHONE,
        by=world.system,
        at=world.at,
    )
    closing_day = close_day(SINCE, country="FR", name="", by=world.system)
    objective = set_objective(
        world.campaign.id, measure="held", target=1, since=SINCE, until=None, words="",
        by=world.system,
    )  # fmt: skip
    cost = add_cost(world.campaign.id, kind=CostKind.FIXED, amount=1, since=SINCE, by=world.system)
    asked = receive_request(
        RequestKind.ERASURE, who="Durand", reach="", channel=Channel.MAIL,
        received_on=world.at.date(), contact_ids=[lead.contact_id], by=world.system, at=world.at,
    )  # fmt: skip
    hold = keep_on_hold(world.contact(), words="Litige", by=world.system, at=world.at)
    act = propose_act(
        Wanted("Suivre les leads", world.north.id, source=ActSource.DIAGNOSIS),
        by=world.system, at=world.at,
    )  # fmt: skip
    allow(world)
    coached = observed(world)
    plan = proposed(world)
    return {
        "act_id": str(act.id),
        "observation_id": str(coached.id),
        "plan_id": str(plan.id),
        "request_id": str(asked.id),
        "hold_id": str(hold.id),
        "closing_day_id": str(closing_day.id),
        "objective_id": str(objective.id),
        "cost_id": str(cost.id),
        "lead_id": str(lead.id),
        "account_id": str(lead.account_id),
        "contact_id": str(lead.contact_id),
        "campaign_id": str(world.campaign.id),
        "appointment_id": str(appointment.id),
        "person_id": str(world.id("olga")),
        "rep_id": str(world.id("remy")),
        "owner_id": str(world.id("dora")),
        "from_rep_id": str(world.id("remy")),
        "to_rep_id": str(world.id("olga")),
        "unit_id": str(world.north.id),
        "parent_id": str(world.root.id),
        "call_center_id": str(world.center.id),
        "reason_id": str(world.reason(ReasonKind.CONTEST, "duplicate")),
    }


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the server from closing the connection in whose transaction the test runs."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_read_is_answered(known: Known, program: Program) -> None:
    paths = json.loads(described())["paths"]
    reads = {path: told["get"] for path, told in paths.items() if "get" in told}
    statuses = {path: read(path, told, known, program) for path, told in reads.items()}
    assert not {path: status for path, status in statuses.items() if status >= 500}
    assert list(statuses.values()).count(200) > len(reads) / 2


def read(path: str, told: Any, known: Known, program: Program) -> int:
    """Ask for what stands at an address, with names that exist where there are some."""
    names = defaultdict(lambda: str(UUID(int=1)), MADE_UP | known)
    asked = [each for each in told.get("parameters", ()) if each["in"] == "query"]
    query = {each["name"]: names[each["name"]] for each in asked if each.get("required")}
    address = path.removeprefix("/api/v1").format_map(names)
    return int(program.get("tina", address, **query).status_code)


# Neither what is said of an answer nor what is refused before it is a matter of the database.
@pytest.mark.once
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_described(known: Known, program: Program, mode: GenerationMode) -> None:
    described = schemathesis.openapi.from_wsgi(ADDRESS, get_wsgi_application())
    headers = {"Authorization": f"Bearer {program.key('tina')}"}

    def check(case: Any) -> None:
        case.path_parameters = _real(case.path_parameters, known)
        case.body = _real(case.body, known)
        with transaction.atomic():  # what one case does, the next does not see
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if _can_be(operation, mode):
            BOUNDED(given(case=operation.as_strategy(generation_mode=mode))(check))()


def _can_be(operation: Any, mode: GenerationMode) -> bool:
    """What takes nothing cannot be asked wrongly."""
    takes = operation.body or operation.query or operation.path_parameters
    return mode is GenerationMode.POSITIVE or bool(takes)


def _real(value: Any, known: Known, name: str = "") -> Any:
    """Put ids that exist in the place of well-formed ones that were made up."""
    if isinstance(value, dict):
        return {key: _real(each, known, key) for key, each in value.items()}
    if isinstance(value, str) and name in known and A_UUID.fullmatch(value.lower()):
        return known[name] if UUID(value).int % 4 else value
    return value
