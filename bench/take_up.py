"""Take-ups through the API by eight clients, beside endpoints that only insert a row."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.measures import Measure, at_percentile, set_up, tell

VENDOR = set_up()

from django.db import connection  # noqa: E402  Django is set up above
from django.utils import timezone  # noqa: E402

from bench.clients import Answers, Request, free_port, knock, serving  # noqa: E402
from bench.minimal_table import TABLE  # noqa: E402
from bench.routing import build, wait  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.people.actions import issue_token  # noqa: E402
from relais.people.rules.access import Actor  # noqa: E402
from relais.routing.actions import route_waiting  # noqa: E402

CLIENTS, LEADS, WARM, TURN = 8, 4_200, 200, 500

OURS, USUAL, BARE = (
    f"{module}:application" for module in ("relais.config.wsgi", "bench.usual", "bench.minimal")
)
FLOORS = (
    "one row by the ORM, in a project as startproject lays it",
    "one bare INSERT, with no middleware and no model",
)


def main() -> None:
    """Measure all three by turns, each behind the same kind of server on the same database."""
    requests = offered_leads()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, words text)")
    connection.close()
    inserts: list[Request] = [("/insert", {})] * len(requests)
    with (
        served(OURS, "/api/v1/openapi.json") as ours,
        served(USUAL, "/insert") as usual,
        served(BARE, "/insert") as bare,
    ):
        found = by_turns([(ours, requests), (usual, inserts), (bare, inserts)])
    taken = found[0]
    assert not taken.wrong, f"answers that were not 200: {sorted(set(taken.wrong))}"
    took = f"{CLIENTS} clients, p95 {at_percentile(sorted(taken.took), 0.95):.0f} ms"
    for floor, words in zip(found[1:], FLOORS, strict=True):
        name = f"take-up through the API, {VENDOR}"
        tell(Measure(name, taken.rate, floor.rate, "/s", f"{took}; floor: {words}"))


def by_turns(servers: list[tuple[int, list[Request]]]) -> list[Answers]:
    """Knock at several servers, one after the other and again; only the warm turns count."""
    turns = [(0, WARM), *((at, at + TURN) for at in range(WARM, LEADS, TURN))]
    found = [Answers() for _ in servers]
    for since, until in turns:
        for answers, (port, requests) in zip(found, servers, strict=True):
            told = knock(port, requests[since:until], clients=CLIENTS)
            if since:
                answers.add(told)
        if not since:
            analyse()
    return found


def analyse() -> None:
    """What a table holds, the database knows within minutes; the bench does not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


def offered_leads() -> list[Request]:
    """Offer leads to reps, and give the request with which each is taken up."""
    system, campaign_id = build()
    wait(LEADS, campaign_id=campaign_id, by=system)
    route_waiting(system.organization_id, by=system, at=timezone.now())
    rows = list(Lead.objects.of(system.organization_id).values_list("id", "rep_id").order_by("?"))
    keys = {rep_id: key_of(rep_id, system) for rep_id in {rep_id for _, rep_id in rows}}
    return [
        (f"/api/v1/leads/{lead_id}/take-up", {"Authorization": f"Bearer {keys[rep_id]}"})
        for lead_id, rep_id in rows
    ]


def key_of(rep_id: object, by: Actor) -> str:
    """Make a rep's key."""
    return issue_token(
        rep_id,  # type: ignore[arg-type]  # every lead has its rep by now
        name="bench",
        scopes=("leads:write",),
        expires_at=None,
        by=by,
        at=timezone.now(),
    )


@contextmanager
def served(application: str, ready: str) -> Iterator[int]:
    """Serve an application as `relais serve` does, and give its port."""
    port = free_port()
    settings = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    command = [sys.executable, "-m", "granian", *settings, "--port", str(port), application]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    if application == OURS:
        environment["DJANGO_SETTINGS_MODULE"] = "relais.config.settings"
    with serving(command, environment, f"http://127.0.0.1:{port}{ready}"):
        yield port


if __name__ == "__main__":
    main()
