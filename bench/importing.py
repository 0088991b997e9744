"""Import of whole files with their history, then the lists and reports over what came in."""

import gc
import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bench.measures import Measure, at_percentile, milliseconds, seconds, set_up, tell

VENDOR = set_up()

from django.db import connection  # noqa: E402  Django is set up above
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.files import write_funnel  # noqa: E402
from bench.tables import analyse, copied  # noqa: E402
from relais.accounts.models import Account  # noqa: E402
from relais.exchange.actions import Given, import_leads  # noqa: E402
from relais.leads.models import Lead  # noqa: E402
from relais.measures.queries import funnel  # noqa: E402
from relais.measures.rules import By, View  # noqa: E402
from relais.people.actions import add_person, give_login, give_role, issue_token  # noqa: E402
from relais.people.models import Organization, Unit  # noqa: E402
from relais.people.rules.access import Actor, Door, Role  # noqa: E402

MAPPING = Path(__file__).resolve().parent.parent / "docs" / "mappings" / "olist.toml"
WRITTEN = ("accounts_account", "accounts_contact", "leads_lead", "leads_leadevent")
STAGES = (
    *("submitted_at", "validated_at", "transmitted_at"),
    *("taken_up_at", "approach_at", "won_at"),
)
LEADS = int(os.environ.get("BENCH_LEADS", "100000"))


def main() -> None:
    """Measure import, list, page and report on the database of this process."""
    with TemporaryDirectory() as folder:
        files = write_funnel(Path(folder), leads=LEADS)
        measure_import(files, Path(folder))
    organization = Organization.objects.get(slug="olist")
    gc.collect()
    gc.freeze()  # as `relais serve` does: what is loaded is not looked at again
    analyse()
    token, client = eyes(organization.id)
    measure_lists(token, client, organization.id)
    measure_funnel(organization.id)


def measure_import(files: list[Path], folder: Path) -> None:
    """Import the files, then let the database alone write the same rows again."""
    given = Given(files, MAPPING, folder)
    took = seconds(lambda: import_leads(given, by=None, at=timezone.now()))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = sum(
        map(copied, ("accounts_account", "accounts_contact", "leads_lead", "leads_leadevent"))
    )
    note = f"{LEADS:,} leads with their events; peak memory {memory:.0f} MB; floor: same rows, bare"
    tell(Measure(f"import of leads, {VENDOR}", LEADS / took, LEADS / bare, "leads/s", note))


def eyes(organization_id: UUID) -> tuple[str, Client]:
    """Give a director's key for the API, and a browser signed in as him."""
    system, now = Actor(organization_id, Door.CLI), timezone.now()
    root = Unit.objects.of(organization_id).get(parent=None)
    person = add_person("Bench", by=system)
    give_role(person.id, Role.DIRECTOR, since=now.date(), unit_id=root.id, by=system)
    login = give_login(person.id, email="bench@example.com", password=None, by=system)
    scopes = ("leads:read",)
    token = issue_token(person.id, name="b", scopes=scopes, expires_at=None, by=system, at=now)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(login)
    return token, client


def measure_lists(token: str, client: Client, organization_id: UUID) -> None:
    """Ask for lists: 80 by the API with filter and search, 50 as a page."""
    rows = Account.objects.of(organization_id).order_by("id").values_list("name", flat=True)
    names = [name[:11] for name in rows[:2_000:20]]
    api = Client(headers={"authorization": f"Bearer {token}"}, SERVER_NAME="127.0.0.1")

    def search(number: int) -> None:
        query = {"limit": "80", "state": "won", "q": names[number % len(names)]}
        assert api.get("/api/v1/leads", query).status_code == 200

    def listing(number: int) -> None:
        assert api.get("/api/v1/leads", {"limit": "80", "state": "won"}).status_code == 200

    def bare(number: int) -> None:
        rows = Lead.objects.of(organization_id).filter(state="won").order_by("-opened_at", "-id")
        list(rows.values_list()[:81])

    floor = at_percentile(milliseconds(bare, 60), 0.95)
    found = at_percentile(milliseconds(search, 60), 0.95)
    listed = at_percentile(milliseconds(listing, 60), 0.95)
    of = f"of {LEADS:,}"
    tell(Measure(f"list of 80 {of}, filter and search, p95, {VENDOR}", found, floor, "ms"))
    tell(Measure(f"list of 80 {of}, filter, p95, {VENDOR}", listed, floor, "ms"))
    for _ in range(3):  # as the lists: the first one compiles the templates
        client.get("/leads/?state=won")
    begun = time.process_time()
    for _ in range(40):
        assert client.get("/leads/?state=won").status_code == 200
    page = 1_000 * (time.process_time() - begun) / 40
    tell(Measure(f"page of 50 leads {of}, CPU, {VENDOR}", page, None, "ms", "its queries included"))


def measure_funnel(organization_id: UUID) -> None:
    """Ask for the funnel by stage, rep and month, and for the bare GROUP BY beside it."""
    view = View(organization_id)
    by = (By.STATE, By.REP, By.MONTH)
    ours = at_percentile(milliseconds(lambda _: funnel(view, by=by), 15), 0.5)
    floor = at_percentile(milliseconds(lambda _: bare_group_by(organization_id), 15), 0.5)
    note = f"{LEADS:,} leads by stage, rep and month; medians"
    tell(Measure(f"funnel report, {VENDOR}", ours, floor, "ms", note))


def bare_group_by(organization_id: UUID) -> int:
    """Count by stage, rep and month, in the database's own words."""
    month = (
        "date_trunc('month', opened_at)" if VENDOR == "postgresql" else "substr(opened_at, 1, 7)"
    )
    key = organization_id if VENDOR == "postgresql" else organization_id.hex
    counts = ", ".join(f"count({stage})" for stage in STAGES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT state, rep_id, {month}, count(*), {counts} FROM leads_lead"
            " WHERE organization_id = %s GROUP BY 1, 2, 3",
            [key],
        )
        return len(cursor.fetchall())


if __name__ == "__main__":
    main()
