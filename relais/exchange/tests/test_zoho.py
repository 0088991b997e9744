"""Zoho's demo: leads, potentials, events and users, joined; three forms of dates."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from relais.appointments.models import Appointment
from relais.exchange.actions import Given, ImportResult, import_leads
from relais.leads.events import State
from relais.leads.models import Lead
from relais.leads.queries import mismatches
from relais.people.models import Person

MAPPING = Path(__file__).resolve().parents[3] / "docs" / "mappings" / "zoho.toml"


def test_zoho_comes_in_with_owners_statuses_amounts_and_appointments(
    db: None, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "zoho-crm-demo"
    given = Given(sorted(folder.glob("*.csv")), MAPPING, tmp_path)
    result = import_leads(given, by=None, at=datetime(2026, 4, 1, tzinfo=UTC))

    assert result.read == 3_900 + 3_632 + 2_978
    assert result.created == Lead.objects.count() == 3_900
    assert result.created + result.updated + result.skipped + result.rejected == result.read
    assert result.files["events"]["updated"] == Appointment.objects.count()
    assert list(mismatches()) == []
    owners_are_the_users_by_their_ids(folder / "Users.csv")
    statuses_and_stages_are_where_leads_stand()
    what_cannot_be_is_rejected_in_words(result)


def owners_are_the_users_by_their_ids(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        users = {row["USER_ID"]: row["Email"] for row in csv.DictReader(file)}
    reps = Person.objects.filter(id__in=Lead.objects.exclude(rep=None).values("rep"))

    assert dict(reps.values_list("external_key", "email")) == users


def statuses_and_stages_are_where_leads_stand() -> None:
    won = Lead.objects.filter(state=State.WON.value)

    assert set(Lead.objects.values_list("state", flat=True)) == {
        "won",
        "lost",
        "refused",
        "transmitted",
        "taken_up",
        "in_approach",
    }
    assert not won.filter(amount=None).exists()
    assert set(won.values_list("currency", flat=True)) == {"USD"}


def what_cannot_be_is_rejected_in_words(result: ImportResult) -> None:
    assert result.rejects_file
    words = result.rejects_file.read_text(encoding="utf-8-sig")

    assert words.count("comes before the lead was opened") > 1_000
    assert "A lead that is won cannot become “appointment.booked”." in words
