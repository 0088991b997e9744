"""Take-ups through the API by eight clients, beside an endpoint that only inserts a row."""

import os
import sys

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

CLIENTS, LEADS, WARM = 8, 4_000, 200


def main() -> None:
    """Measure both, the floor first and last, on the same database and server settings."""
    requests = offered_leads()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, words text)")
    connection.close()
    before, ours, after = floor(), take_up(requests), floor()
    assert not ours.wrong, f"answers that were not 200: {sorted(set(ours.wrong))}"
    bare = (before.rate + after.rate) / 2
    note = f"{CLIENTS} clients, p95 {at_percentile(ours.took, 0.95):.0f} ms; floor: one bare INSERT"
    tell(Measure(f"take-up through the API, {VENDOR}", ours.rate, bare, "/s", note))


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


def take_up(requests: list[Request]) -> Answers:
    """Take the leads up, each once."""
    return served("relais.config.wsgi:application", "/api/v1/openapi.json", requests)


def floor() -> Answers:
    """Insert a row as often as half as many leads are taken up."""
    requests: list[Request] = [("/insert", {})] * (WARM + LEADS // 2)
    return served("bench.minimal:application", "/insert", requests)


def served(application: str, ready: str, requests: list[Request]) -> Answers:
    """Serve an application as `relais serve` does, and knock at it once it is warm."""
    port = free_port()
    settings = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    command = [sys.executable, "-m", "granian", *settings, "--port", str(port), application]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    if application.startswith("relais"):
        environment["DJANGO_SETTINGS_MODULE"] = "relais.config.settings"
    with serving(command, environment, f"http://127.0.0.1:{port}{ready}"):
        knock(port, requests[:WARM], clients=CLIENTS)
        with connection.cursor() as cursor:  # what a table holds is known a minute after it filled
            cursor.execute("ANALYZE")
        connection.close()
        return knock(port, requests[WARM:], clients=CLIENTS)


if __name__ == "__main__":
    main()
