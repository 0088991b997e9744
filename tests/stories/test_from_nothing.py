"""An organization from nothing, by pages alone: units, people, accounts, a campaign, who to call.

At its end somebody who was invited signs in, takes the first prospect and opens the first lead.
"""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from relais.campaigns.models import Campaign
from relais.leads.models import Lead
from relais.outbox.actions import deliver_due
from relais.people.actions import admit_administrator, choose_language, found_organization
from relais.people.models import Organization, Person
from relais.people.rules.access import Actor, Door

PASSWORD = "un-mot-de-passe-assez-long"
UNITS = "unité;unité supérieure\nNord;\nLille;Nord\nSud;\n"
PEOPLE = """Nom;Prénom;E-mail;Rôle;Unité
Castel;Dora;dora@maison.example;directrice;
Vernet;Maya;maya@maison.example;manager;Nord
Sauzet;Victor;victor@maison.example;relais;Nord
Dubois;Remy;remy@maison.example;commercial;Lille
Beaufort;Tina;tina@maison.example;téléprospectrice;
"""
ACCOUNTS = "Société;SIREN;Code postal;Commercial\nDurand SA;732829320;59000;remy@maison.example\n"
PROSPECTS = "Société;SIREN;Nom;Téléphone\nDurand SA;732829320;Martin;03 20 12 34 56\n"
TERMS = {
    "name": "Printemps", "starts_on": "2026-01-01", "relay_required": "on",
    "sheet_required": ["need"], "currency": "EUR", "cool_off_days": "60", "slot_minutes": "45",
    "buffer_minutes": "15", "attempt_cap": "4", "review_clock": "4h", "take_up_clock": "2d",
    "outcome_clock": "2d", "contest_window": "5d", "judgment_clock": "3d", "review_notice": "4h",
}  # fmt: skip
TARGET = {
    "row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-0-weight": "1", "row-0-kind": "area",
    "row-0-values": "59, 62", "row-0-countries": "fr",
}  # fmt: skip


class House:
    """An administrator's window on an organization that has nothing yet."""

    def __init__(self) -> None:
        house = found_organization(
            "Maison", slug="maison", country="FR", timezone="Europe/Paris", language="en",
            currency="EUR",
        )  # fmt: skip
        admit_administrator(
            house, email="ada@maison.example", name="Ada", password=PASSWORD, at=timezone.now()
        )
        self.client = entered("ada@maison.example")

    def bring(self, place: str, content: str, **more: str) -> None:
        """Send a table, look at what it would do, and do it."""
        file = SimpleUploadedFile("t.csv", content.encode())
        shown = self.client.post(f"{place}preview/", {"file": file, **more}).content.decode()
        found = re.search(r'name="rows" value="([^"]*)"', shown)
        assert found, shown
        rows = found[1].replace("&quot;", '"').replace("&#13;", "\r").replace("&#39;", "'")
        end = "bring/" if "calls" in place else "do/"
        assert self.client.post(f"{place}{end}", {"rows": rows, **more}).status_code == 302

    def post(self, path: str, **data: Any) -> str:
        """Send a form, and give where it leads."""
        answer = self.client.post(path, data)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def is_led_to(self, title: str, place: str) -> None:
        """See what the title says, and where the big button leads."""
        page = self.client.get("/").content.decode()
        assert f"<h1>{title}</h1>" in page
        act = page.partition('class="card next act"')[2].partition("</section>")[0]
        assert f'href="{place}"' in act

    def lacks(self) -> list[str]:
        """Give what is still to be set before a first lead."""
        page = self.client.get("/").content.decode()
        card = page.partition("Before the first lead can be transmitted")[2].partition("</ol>")[0]
        lines = re.findall(r"<li>(.*?)</li>", card, re.S)
        return [re.sub(r"<[^>]+>", " ", line).strip() for line in lines if "To be set" in line]


def entered(email: str) -> Client:
    """Sign somebody in with his password."""
    client = Client()
    said = {"username": email, "password": PASSWORD}
    assert client.post("/sign-in/", said).status_code == 302
    return client


@pytest.mark.django_db
def test_an_organization_from_nothing_to_its_first_lead() -> None:
    house = House()
    assert len(house.lacks()) == 12
    house.is_led_to("12 steps before the first lead", "/people/units/bring/")
    house.bring("/people/units/bring/", UNITS)
    house.is_led_to("11 steps before the first lead", "/people/bring/")
    house.bring("/people/bring/", PEOPLE)
    house.is_led_to("7 steps before the first lead", "/accounts/bring/")
    house.bring("/accounts/bring/", ACCOUNTS)
    house.is_led_to("6 steps before the first lead", "/campaigns/new/")
    dora = Person.objects.get(first_name="Dora")
    there = house.post("/campaigns/create/", **TERMS, owner_id=str(dora.id))
    house.post(f"{there}publish/", **TARGET)
    house.post(f"{there}add/cost/", kind="fixed", amount="12000", since="2026-01-01")
    house.post(f"{there}become/running/")
    house.bring("/calls/import/", PROSPECTS, campaign_id=str(Campaign.objects.get().id))
    house.is_led_to("1 step before the first lead", "/people/")
    house.post("/people/invite/")
    assert house.lacks() == []

    tina = chooses_a_password("tina@maison.example")
    prospect = tina.post(f"/calls/next/{Campaign.objects.get().id}/")["Location"]
    call = tina.get(prospect).content.decode()
    assert "Durand SA" in call
    opens_a_lead(tina, prospect, call)
    assert Lead.objects.get().originator == Person.objects.get(first_name="Tina")


def chooses_a_password(email: str) -> Client:
    """Follow the link of the invitation, in English."""
    person = Person.objects.get(email=email)
    by = Actor(Organization.objects.get().id, Door.CLI)
    choose_language(person.id, language="en", by=by)
    deliver_due(timezone.now(), limit=50)
    told = next(str(sent.body) for sent in mail.outbox if sent.to == [email])
    link = re.search(r"/password/\S+", told)
    assert link, told
    client = Client()
    form = client.get(link[0])["Location"]
    client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    return entered(email)


def opens_a_lead(tina: Client, prospect: str, page: str) -> None:
    """Record a call that qualifies."""
    started = re.search(r'name="started_at" value="([^"]+)"', page)
    assert started, page
    said = {"started_at": started[1], "outcome": "qualified", "end": "answered", "note": ""}
    answer = tina.post(f"{prospect}record/", said)
    assert answer.status_code == 302, answer.content.decode()
