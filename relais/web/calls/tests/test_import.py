"""Bringing prospects in from a file by the browser."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from relais.campaigns.actions import set_status
from relais.campaigns.rules.terms import Status
from relais.prospecting.models import Prospect
from relais.web.calls.table import PROSPECTS, as_prospects
from relais.web.calls.words import COLUMNS
from relais.web.tables import as_text, from_text, rows_of
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

FILE = (
    "Société;Nom;Prénom;Téléphone;Code postal;Remarque\n"
    "Acme;Martin;Anne;03 20 12 34 56;59000;x\n"
    "Briques et Fils;Petit;Luc;;62000;y\n"
)


def sent(world: World, browser: Browser, content: bytes | str = FILE, name: str = "p.csv") -> Any:
    """Send a file, and give the preview of what it would do."""
    data = content.encode("cp1252") if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return browser.post("/calls/import/preview/", campaign_id=str(world.campaign.id), file=file)


def bring(world: World, browser: Browser, content: str = FILE) -> Any:
    """Bring in what a preview has shown."""
    rows = as_text(rows_of("p.csv", [content.encode()], PROSPECTS), PROSPECTS)
    return browser.post("/calls/import/bring/", campaign_id=str(world.campaign.id), rows=rows)


def test_a_preview_says_what_a_file_would_do_and_writes_nothing(world: World) -> None:
    answer = sent(world, sign_in(world, "sam"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Of 2 rows, 1 would be called" in page
    assert "There is no number that can be dialled." in page
    assert not Prospect.objects.exists()


def test_what_was_previewed_is_brought_in_and_twice_changes_nothing(world: World) -> None:
    browser = sign_in(world, "sam")
    for _ in range(2):
        assert bring(world, browser).status_code == 302
    prospect = Prospect.objects.select_related("contact__account").get()
    assert (prospect.contact.last_name, prospect.contact.phone) == ("Martin", "+33320123456")
    assert prospect.contact.account.postcode == "59000"


def test_rows_are_handed_on_as_they_were_read() -> None:
    rows = rows_of("p.csv", [b'company,last name,priority\n"A;""b""\nc",Martin,3\n'], PROSPECTS)
    assert as_prospects(from_text(as_text(rows, PROSPECTS), PROSPECTS)) == as_prospects(rows)
    assert as_prospects(rows)[0].company.name == 'A;"b"\nc'
    assert as_prospects(rows)[0].priority == 3


@pytest.mark.parametrize("language", ["en", "fr"])
def test_columns_are_known_by_the_names_that_the_page_shows(language: str) -> None:
    with translation.override(language):
        shown = [translation.gettext(words) for words in COLUMNS.values()]
    header, cells = ",".join(shown), ",".join(COLUMNS)
    (row,) = rows_of("p.csv", [f"{header}\n{cells}\n".encode()], PROSPECTS)
    assert row == {name: name for name in COLUMNS}


def test_a_closed_campaign_takes_nobody(world: World) -> None:
    set_status(world.campaign.id, status=Status.CLOSED, by=world.system)
    assert bring(world, sign_in(world, "dora")).status_code == 409
    assert not Prospect.objects.exists()


def test_a_file_that_is_none_is_refused_in_words(world: World) -> None:
    browser = sign_in(world, "sam")
    for content in (b"\x00\x01\x02\x03" * 100, b"nothing;here\n1;2\n"):
        answer = sent(world, browser, content)
        assert answer.status_code == 409
        assert 'role="alert"' in answer.content.decode() or "error" in answer.content.decode()


def test_a_file_without_companies_names_the_columns_that_it_has(world: World) -> None:
    page = sent(world, sign_in(world, "sam"), "Nom;Ville\nMartin;Lille\n").content.decode()
    assert "Nom, Ville" in page


def test_no_file_comes_back(world: World) -> None:
    answer = sign_in(world, "sam").post(
        "/calls/import/preview/", campaign_id=str(world.campaign.id)
    )
    assert answer.status_code == 400


def test_a_telemarketer_brings_nobody_in(world: World) -> None:
    browser = sign_in(world, "tina")
    assert browser.get("/calls/import/").status_code == 404
    assert bring(world, browser).status_code == 409
    assert sent(world, browser).status_code == 409
    assert not Prospect.objects.exists()
