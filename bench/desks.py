"""The desks: each page's time on the demo and on 100,000 leads, and 300 people at work at once."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, islice
from uuid import UUID

from bench.clients import free_port, serving
from bench.measures import Measure, at_percentile, milliseconds, set_up, tell

VENDOR = set_up()

from django.conf import settings  # noqa: E402  Django is set up above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.crowd import Seen, crowd  # noqa: E402
from bench.past import bring_past  # noqa: E402
from bench.tables import analyse  # noqa: E402
from relais.people.models import Login, Membership, Organization  # noqa: E402
from relais.people.rules.access import Role  # noqa: E402

RELAIS = [sys.executable, "-c", "from relais.cli import main; raise SystemExit(main())"]
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "300"))
MINUTES = float(os.environ.get("BENCH_MINUTES", "2"))
# Of a hundred who are at their desks.
MIX = {
    Role.REP: 58, Role.TELEMARKETER: 22, Role.RELAY: 8, Role.MANAGER: 8, Role.SUPERVISOR: 2,
    Role.DIRECTOR: 2,
}  # fmt: skip
USUAL = ("/", "/leads/", "/appointments/")
PLACES = {
    Role.RELAY: ("/leads/review/", *USUAL[1:]),  # where he is led from "/"
    Role.ADMIN: ("/", "/people/", "/accounts/"),
    Role.PRIVACY_OFFICER: ("/", "/privacy/", "/people/"),
}
DESKS = (*MIX, Role.ADMIN, Role.PRIVACY_OFFICER)
LEADS = int(os.environ.get("BENCH_LEADS", "100000"))


def main() -> None:
    """Build the demo organization, ask each desk, then let people work at it."""
    build = [*RELAIS, "demo", "--no-serve", "--json"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    settings.ALLOWED_HOSTS = ["*"]
    for role in DESKS:
        measure_desk(role, of="the demo")
    if VENDOR == "postgresql":
        measure_crowd()
    bring_past(Organization.objects.get(), leads=LEADS, at=timezone.now())
    analyse()
    for role in DESKS:
        measure_desk(role, of=f"{LEADS:,} leads")


def measure_desk(role: Role, *, of: str) -> None:
    """Give the time of the first pages that a role opens, in this process."""
    logins = list(islice(logins_of(role), 8))
    clients = [Client() for _ in logins]
    for client, login in zip(clients, logins, strict=True):
        client.force_login(login)
    places = PLACES.get(role, USUAL)
    asked = [(client, place) for client in clients for place in places]
    with CaptureQueriesContext(connection) as caught:
        asked[0][0].get(places[0])
    queries = len(caught)

    def ask(number: int) -> None:
        client, place = asked[number % len(asked)]
        answer = client.get(place)
        assert answer.status_code == 200, f"{role.value} {place}: {answer.status_code}"

    took = milliseconds(ask, 120)
    note = f"{', '.join(places)}; {queries} queries for the first; asked: 50 ms"
    name = f"desk of {role.value}, {of}, p95, {VENDOR}"
    tell(Measure(name, at_percentile(took, 0.95), None, "ms", note))


def measure_crowd() -> None:
    """Give how `relais serve` answers people at their desks."""
    port = free_port()
    sessions = list(sessions_of(PEOPLE))
    command = [*RELAIS, "serve", "--port", str(port)]
    with serving(command, dict(os.environ), f"http://127.0.0.1:{port}/sign-in/"):
        seen = crowd(port, sessions, seconds=60 * MINUTES)
    if seen.wrong:
        raise SystemExit(f"{len(seen.wrong)} wrong answers, first {seen.wrong[:5]}")
    tell(Measure(f"{PEOPLE} people at their desks, p95", p95(seen.all), None, "ms", words_of(seen)))


def words_of(seen: Seen) -> str:
    """Say what the people did."""
    return (
        f"{len(seen.pages)} pages (p95 {p95(seen.pages):.0f} ms), {len(seen.words)} messages,"
        f" {len(seen.live)} looks of live pages ({seen.unchanged} unchanged,"
        f" p95 {p95(seen.live):.0f} ms), {seen.gone} of leads gone elsewhere, in {MINUTES:g} min;"
        " no error; asked: 300 ms"
    )


def p95(took: list[float]) -> float:
    """Give the 95th percentile, or nothing where nothing was measured."""
    return at_percentile(sorted(took), 0.95) if took else float("nan")


def sessions_of(count: int) -> Iterator[str]:
    """Sign so many people in, mixed by role, and give the keys of their sessions."""
    for role, share in MIX.items():
        people = cycle(list(logins_of(role)))
        for login in islice(people, round(count * share / 100)):
            yield session_of(login)


def logins_of(role: Role) -> Iterator[Login]:
    """Give the sign-ins of those who have a role; who has none gets one."""
    taken: dict[UUID, bool] = defaultdict(bool)
    posts = Membership.objects.filter(role=role.value, until=None, person__left_on=None)
    for post in posts.select_related("person__login").order_by("id"):
        person = post.person
        if taken[person.id]:
            continue
        taken[person.id] = True
        if person.login is None:
            person.login = Login.objects.create_user(f"{person.id.hex}@bench.example")
            person.save(update_fields=["login"])
        yield person.login


def session_of(login: Login) -> str:
    """Open a session as signing in does."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(login.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = login.get_session_auth_hash()
    store["opened"] = timezone.now().isoformat()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    main()
