"""kill -9 at any moment, under load: nothing is done by halves, nothing is lost, nothing twice."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from json import loads
from threading import Event
from uuid import UUID

from django.utils import timezone

from relais.leads.models import LeadEvent
from relais.notifications.tests.steps import transmitted
from relais.outbox.models import OutboxRow
from relais.outbox.queries import standing
from relais.people.actions import issue_token
from tests.persons import build_world
from tests.processes import finished, free_port, members_of, running, until
from tests.smtp import Sink

CLIENTS, LEADS_OF_EACH, KILLS = 4, 3, 3
PATIENCE = 180.0


class Load:
    """Programs that take leads up and take that back, on and on, until they may rest."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token, self.rest = port, token, Event()
        self.answers: Counter[UUID] = Counter()

    def work_on(self, lead_ids: Sequence[UUID]) -> set[int]:
        """Work on leads in turn, and leave each taken up; give the statuses of the answers."""
        said = set()
        while not self.rest.is_set():
            for lead_id in lead_ids:
                said |= {self.do("take-up", lead_id), self.do("undo-take-up", lead_id)}
        return said | {self.do("take-up", lead_id) for lead_id in lead_ids}

    def do(self, deed: str, lead_id: UUID) -> int:
        """Do one deed under a key of its own, and count its answer."""
        key = f"{lead_id}-{self.answers[lead_id]}"
        status = ask(self.port, self.token, f"/api/v1/leads/{lead_id}/{deed}", key=key)
        self.answers[lead_id] += 1
        return status


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


def serve_and_be_killed(load: Load, environment: dict[str, str], after: int) -> None:
    """Serve until so many answers were given, then be killed with everything that belongs to it."""
    with running("serve", "--port", str(load.port), environment=environment) as process:
        enough = load.answers.total() + after
        until(lambda: load.answers.total() >= enough, within=PATIENCE)
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: not members_of(process.pid))


def counted(kind: str, lead_ids: Sequence[UUID]) -> Counter[UUID]:
    """Count the events of a kind in the log, by lead."""
    found = LeadEvent.objects.filter(kind=kind, lead_id__in=lead_ids)
    return Counter(found.values_list("lead_id", flat=True))


def test_killed_under_load_it_verifies_and_loses_nothing(
    environment: dict[str, str], sink: Sink
) -> None:
    world = build_world()
    overdue = [transmitted(world).id for _ in range(8)]
    world.at = timezone.now()
    leads = [transmitted(world).id for _ in range(CLIENTS * LEADS_OF_EACH)]
    token = issue_token(
        world.id("remy"),
        name="load",
        scopes=("leads:write", "leads:read"),
        expires_at=None,
        by=world.by("remy"),
        at=world.at,
    )
    load, moments = Load(free_port(), token), random.Random(20260310)

    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [clients.submit(load.work_on, leads[each::CLIENTS]) for each in range(CLIENTS)]
        try:
            for _ in range(KILLS):
                serve_and_be_killed(load, environment, moments.randrange(1, 60))
        finally:
            load.rest.set()
        # What the dead held is free again once their claims run out.
        OutboxRow.objects.update(claimed_until=None)
        with running("serve", "--port", str(load.port), environment=environment):
            assert [each.result() for each in asked] == [{200}] * CLIENTS
            until(lambda: LeadEvent.objects.filter(kind="lead.take_up_expired").count() >= 8)
            until(lambda: standing().waiting == 0)

    said = finished("verify", "--json", environment=environment)
    assert (said.returncode, loads(said.stdout)["mismatches"]) == (0, 0), said.stdout + said.stderr
    assert counted("lead.taken_up", leads) == {
        lead_id: (load.answers[lead_id] + 1) // 2 for lead_id in leads
    }
    assert counted("lead.take_up_expired", overdue) == dict.fromkeys(overdue, 1)
    assert set(sink.ids()) == {f"<{row.id.hex}@localhost>" for row in OutboxRow.objects.all()}
    assert len(sink.ids()) - len(set(sink.ids())) <= KILLS
