"""Files of the tests: two small tables of leads and deals, and the mapping that reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from relais.exchange.actions import Given

MAPPING = """
name = "ours"
timezone = "Europe/Paris"
create = ["persons", "accounts"]

[campaign]
name = "Printemps"
starts_on = 2026-01-01

[files.leads]
match = "leads*.csv"

[files.deals]
match = "deals*.csv"
lead = "lead"

[persons]
name = "Agent {key}"

[lead]
key = "id"
opened_at = { column = "opened", formats = ["%d/%m/%Y %H:%M"] }
telemarketer = "caller"

[account]
key = "company"
name = "company"

[contact]
key = "id"
last_name = "name"
email = "mail"

[[steps]]
file = "deals"
at = "signed"
rep = "rep"
amount = { column = "amount", decimal = "," }
reason = { column = "end", otherwise = "", values = { lost = "price" } }
event = { column = "end", values = { signed = "won", lost = "lost", "" = "" } }
"""

LEADS = """id;company;name;mail;opened;caller
A1;Alpha;Martin;martin@alpha.example;02/02/2026 09:30;t1
A2;Alpha;Petit;petit@alpha.example;03/02/2026 10:00;t1
B1;Bêta;Durand;durand@beta.example;04/02/2026 11:00;t2
"""

DEALS = """lead;rep;signed;end;amount
A1;r1;2026-02-20 15:00;signed;1 234,50 €
B1;t1;2026-03-01;lost;
"""

Files = Callable[..., Given]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Write leads, deals and a mapping, and give them as an import takes them."""

    def write(*, leads: str = LEADS, deals: str = DEALS, mapping: str = MAPPING) -> Given:
        paths = [tmp_path / "leads.csv", tmp_path / "deals.csv"]
        for path, text in zip(paths, (leads, deals), strict=True):
            path.write_text(text, encoding="utf-8")
        (tmp_path / "ours.toml").write_text(mapping, encoding="utf-8")
        return Given(paths, tmp_path / "ours.toml", rejects_in=tmp_path / "rejects")

    return write
