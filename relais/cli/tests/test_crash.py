"""kill -9 at any moment, under load: nothing is done by halves, nothing is lost, nothing twice."""

import os
import random
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from json import loads
from uuid import UUID

from django.utils import timezone

from relais.cli.tests.test_serve import answers
from relais.leads.models import LeadEvent
from relais.notifications.tests.steps import transmitted
from relais.outbox.models import OutboxRow
from relais.outbox.queries import standing
from relais.people.actions import issue_token
from tests.persons import build_world
from tests.processes import finished, free_port, members_of, running, until
from tests.smtp import Sink

CLIENTS, LEADS, KILLS = 4, 16, 3
DEEDS = [*["take-up", "undo-take-up"] * 12, "take-up"]
PATIENCE = 180.0


def work_on(port: int, token: str, lead_id: UUID) -> list[int]:
    """Take a lead up, take that back, and so on; give the status of each answer."""
    return [
        ask(port, token, f"/api/v1/leads/{lead_id}/{deed}", key=f"{lead_id}-{number}")
        for number, deed in enumerate(DEEDS)
    ]


def ask(port: int, token: str, path: str, *, key: str) -> int:
    """Ask for a deed under one key, again and again while nobody answers; give the status."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("POST", path, headers=headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return 0


def serve_and_be_killed(port: int, environment: dict[str, str], after: float) -> None:
    """Serve for a while, then be killed with everything that belongs to it."""
    with running("serve", "--port", str(port), environment=environment) as process:
        until(lambda: answers(port))
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: not members_of(process.pid))


def test_killed_under_load_it_verifies_and_loses_nothing(
    environment: dict[str, str], sink: Sink
) -> None:
    world = build_world()
    overdue = [transmitted(world).id for _ in range(8)]
    world.at = timezone.now()
    leads = [transmitted(world).id for _ in range(LEADS)]
    token = issue_token(
        world.id("remy"),
        name="load",
        scopes=("leads:write", "leads:read"),
        expires_at=None,
        by=world.by("remy"),
        at=world.at,
    )
    port, moments = free_port(), random.Random(20260310)

    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [clients.submit(work_on, port, token, lead_id) for lead_id in leads]
        for _ in range(KILLS):
            serve_and_be_killed(port, environment, moments.uniform(0, 0.4))
            assert not all(each.done() for each in asked)  # they really were at work
        # What the dead held is free again once their claims run out.
        OutboxRow.objects.update(claimed_until=None)
        with running("serve", "--port", str(port), environment=environment):
            assert [each.result() for each in asked] == [[200] * len(DEEDS)] * LEADS
            until(lambda: LeadEvent.objects.filter(kind="lead.take_up_expired").count() >= 8)
            until(lambda: standing().waiting == 0)

    said = finished("verify", "--json", environment=environment)
    assert (said.returncode, loads(said.stdout)["mismatches"]) == (0, 0), said.stdout + said.stderr
    taken_up, expired = DEEDS.count("take-up"), "lead.take_up_expired"
    for kind, ids, times in (("lead.taken_up", leads, taken_up), (expired, overdue, 1)):
        found = LeadEvent.objects.filter(kind=kind, lead_id__in=ids)
        assert Counter(found.values_list("lead_id", flat=True)) == dict.fromkeys(ids, times)
    assert set(sink.ids()) == {f"<{row.id.hex}@localhost>" for row in OutboxRow.objects.all()}
    assert len(sink.ids()) - len(set(sink.ids())) <= KILLS
