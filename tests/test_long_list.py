"""Five thousand leads in a list: a page of them, as quick and as light as a list of sixty."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest

from relais.exchange.actions import Given, import_leads
from relais.leads.models import Lead
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

pytestmark = pytest.mark.once

MANY = 5_000
MAPPING = """
name = "past"
timezone = "Europe/Paris"
create = ["campaign", "persons", "accounts"]
[organization]
slug = "test"
name = "Maison Test"
country = "FR"
language = "fr"
currency = "EUR"
[campaign]
name = "Past campaigns"
starts_on = 2020-01-01
currency = "EUR"
[files.leads]
match = "leads.csv"
[lead]
key = "id"
opened_at = "opened"
[account]
key = "id"
name = "company"
[contact]
key = "id"
last_name = "company"
[[steps]]
at = "opened"
reason = { text = "unknown" }
event = "lost"
"""


def bring(world: World, folder: Path, first: int, count: int) -> None:
    """Import so many leads of past years."""
    (folder / "map.toml").write_text(MAPPING)
    with (folder / "leads.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "opened", "company"])
        for number in range(first, first + count):
            opened = world.at - timedelta(days=400, minutes=number)
            rows.writerow([f"past-{number}", opened.isoformat(), f"Company {number:04}"])
    import_leads(Given([folder / "leads.csv"], folder / "map.toml", folder), by=None, at=world.at)


def rows_of(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"Company \d{4}", page)))


def read(browser: Browser, page: int) -> str:
    answer = browser.get("/leads/", page=f"{page}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_five_thousand_leads_are_read_by_pages(world: World, tmp_path: Path) -> None:
    dora = sign_in(world, "dora")
    bring(world, tmp_path, 0, 60)
    few, short = queries_of(lambda: read(dora, 1)), read(dora, 1)
    bring(world, tmp_path, 60, MANY - 60)
    assert Lead.objects.count() == MANY
    first, last = read(dora, 1), read(dora, 100)
    assert queries_of(lambda: read(dora, 100)) == few
    assert (len(rows_of(first)), rows_of(first)[0]) == (50, "Company 0000")
    assert rows_of(last)[-1] == "Company 4999"
    assert len(first) < len(short) + 500
    assert rows_of(read(dora, 500)) == rows_of(last)  # beyond the end is the end
    found = dora.get("/leads/", q="Company 4321").content.decode()
    assert rows_of(found) == ["Company 4321"]
