"""Years of leads behind an organization: a file that its own people have worked through."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from relais.exchange.actions import Given, import_leads
from relais.people.models import Membership, Organization, Person
from relais.people.rules.access import Role

# Where the leads of some years stand: most are closed, some still wait for their rep.
STANDS: Final = {"won": 10, "lost": 78, "approach_started": 7, "taken_up": 3, "assigned": 2}
COLUMNS: Final = ("id", "opened", "company", "telemarketer", "rep", "stands", "since")
MAPPING: Final = """
name = "past"
timezone = "Europe/Paris"
create = ["campaign", "persons", "accounts"]
[organization]
slug = "{slug}"
name = "{slug}"
country = "FR"
language = "fr"
currency = "EUR"
[campaign]
name = "Past campaigns"
starts_on = 2020-01-01
currency = "EUR"
owner = "{director}"
[files.leads]
match = "leads.csv"
[files.people]
match = "people.csv"
[persons]
file = "people"
key = "email"
known_by = "email"
name = "{{email}}"
email = "{{email}}"
[lead]
key = "id"
opened_at = "opened"
telemarketer = "telemarketer"
[account]
key = "company"
name = "company"
[contact]
key = "id"
last_name = "company"
[[steps]]
at = "since"
rep = "rep"
reason = {{ text = "unknown" }}
[steps.event]
column = "stands"
[steps.event.values]
won = "won"
lost = "lost"
approach_started = "approach_started"
taken_up = "taken_up"
assigned = "assigned"
"""


def bring_past(organization: Organization, *, leads: int, at: datetime) -> None:
    """Import so many leads of the last four years, shared among the people of an organization."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        callers, reps = emails(organization, Role.TELEMARKETER), emails(organization, Role.REP)
        [director, *_] = emails(organization, Role.DIRECTOR)
        mapping = folder / "past.toml"
        mapping.write_text(MAPPING.format(slug=organization.slug, director=director))
        with (folder / "people.csv").open("w", newline="") as file:
            known = csv.writer(file)
            known.writerow(["email", "name"])
            known.writerows([one, one] for one in (*callers, *reps, director))
        with (folder / "leads.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(past(leads, callers, reps, at))
        files = [folder / "leads.csv", folder / "people.csv"]
        import_leads(Given(files, mapping, folder), by=None, at=at)


def past(leads: int, callers: list[str], reps: list[str], at: datetime) -> list[list[str]]:
    """Give the rows of a file: each lead with who found it, whose it was, where it stands."""
    random = Random(2020)
    found = []
    for number in range(leads):
        opened = at - timedelta(days=random.randrange(30, 1_400))
        since = opened + timedelta(days=random.randrange(1, 25))
        [stands] = random.choices(list(STANDS), list(STANDS.values()))
        found.append(
            [
                f"past-{number}", opened.isoformat(), f"Company {number // 2}",
                random.choice(callers), random.choice(reps), stands, since.isoformat(),
            ]
        )  # fmt: skip
    return found


def emails(organization: Organization, role: Role) -> list[str]:
    """Give the addresses of those who hold a role; who has none gets one."""
    held = Membership.objects.of(organization.id).filter(role=role.value, until=None)
    people = Person.objects.filter(id__in=held.values("person_id"), left_on=None)
    for person in people.filter(email=""):
        person.email = f"{person.id.hex}@bench.example"
        person.save(update_fields=["email"])
    return sorted(people.values_list("email", flat=True))
