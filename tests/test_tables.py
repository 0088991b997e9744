"""Tables brought in by their pages: asked for, shown, done; refused in words."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.html import escape

from relais.accounts.models import Account
from relais.outbox.models import OutboxRow
from relais.people.models import Membership, Person, Unit
from relais.web.accounts.bring import COLUMNS as OWNED
from relais.web.people.bring import STAFF_COLUMNS, UNIT_COLUMNS
from relais.web.tables import Columns, as_text, rows_of
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

PEOPLE = (
    "Nom;Prénom;E-mail;Rôle;Unité\nVasseur;Nina;nina@example.com;commercial;Nord\nRoux;;;pirate;\n"
)
UNITS = "unité,unité supérieure\nEst,\nNancy,Est\n"
ACCOUNTS = "Société;SIREN;Commercial\nDurand SA;732829320;remy@example.com\nPetit;;nobody\n"
COLUMNS = {
    "/people/bring/": STAFF_COLUMNS,
    "/people/units/bring/": UNIT_COLUMNS,
    "/accounts/bring/": OWNED,
}
PLACES = {"/people/bring/": PEOPLE, "/people/units/bring/": UNITS, "/accounts/bring/": ACCOUNTS}


def sent(browser: Browser, place: str, content: str | bytes | None = None) -> Any:
    """Send a file, and give the preview of what it would do."""
    told = PLACES[place] if content is None else content
    data = told.encode("cp1252") if isinstance(told, str) else told
    return browser.post(f"{place}preview/", file=SimpleUploadedFile("t.csv", data))


def done(browser: Browser, place: str) -> Any:
    """Do what a preview has shown."""
    columns = COLUMNS[place]
    rows = as_text(rows_of("t.csv", [PLACES[place].encode()], columns), columns)
    assert escape(rows.splitlines()[0]) in sent(browser, place).content.decode()
    return browser.post(f"{place}do/", rows=rows)


def count() -> tuple[int, int, int]:
    return Person.objects.count(), Unit.objects.count(), Account.objects.count()


@pytest.mark.parametrize("place", PLACES)
def test_a_preview_writes_nothing(world: World, place: str) -> None:
    browser, before = sign_in(world, "ada"), count()
    assert browser.get(place).status_code == 200
    answer = sent(browser, place)
    assert answer.status_code == 200
    assert "Of 2 rows" in answer.content.decode()
    assert count() == before


def test_people_are_brought_in_and_twice_changes_nothing(world: World) -> None:
    browser = sign_in(world, "ada")
    page = sent(browser, "/people/bring/").content.decode()
    assert "Of 2 rows, 1 stands" in page
    assert "“pirate” is not a role." in page
    for _ in range(2):
        assert done(browser, "/people/bring/")["Location"] == "/people/"
    held = Membership.objects.get(person__last_name="Vasseur")
    assert (held.role, held.unit) == ("rep", world.north)
    assert not Person.objects.filter(last_name="Roux").exists()


def test_units_are_brought_in(world: World) -> None:
    assert done(sign_in(world, "ada"), "/people/units/bring/")["Location"] == "/people/units/"
    assert Unit.objects.get(name="Nancy").parent == Unit.objects.get(name="Est")


def test_accounts_are_brought_in_with_their_reps(world: World) -> None:
    browser = sign_in(world, "dora")
    assert "No rep in post has the address" in sent(browser, "/accounts/bring/").content.decode()
    assert done(browser, "/accounts/bring/")["Location"] == "/accounts/"
    account = Account.objects.get()
    assert account.ownerships.get(until=None).rep_id == world.id("remy")


@pytest.mark.once
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ["remy", "tina", "maya", "paul"])
def test_others_do_not_find_the_page(world: World, place: str, who: str) -> None:
    browser, before = sign_in(world, who), count()
    assert browser.get(place).status_code == 404
    assert sent(browser, place).status_code == 404
    assert browser.post(f"{place}do/", rows="Roux,,,,,,,,,\r\n").status_code == 404
    assert count() == before


@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_is_none_is_refused_in_words(world: World, place: str) -> None:
    browser = sign_in(world, "ada")
    for content in (b"\x00\x01\x02\x03" * 100, b"", b"nothing;here\n1;2\n"):
        answer = sent(browser, place, content)
        assert answer.status_code in (400, 409)
        assert 'class="errorlist' in answer.content.decode() or "error" in answer.content.decode()
    assert browser.post(f"{place}do/").status_code == 400


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("columns", [OWNED, STAFF_COLUMNS, UNIT_COLUMNS])
def test_columns_are_known_by_the_names_that_the_page_shows(
    columns: Columns, language: str
) -> None:
    with translation.override(language):
        shown = [translation.gettext(words) for words in columns.words.values()]
    header, cells = ",".join(shown), ",".join(columns.words)
    (row,) = rows_of("t.csv", [f"{header}\n{cells}\n".encode()], columns)
    assert row == {name: name for name in columns.words}


def test_all_who_cannot_sign_in_are_invited_at_once(world: World) -> None:
    browser = sign_in(world, "ada")
    outside = Person.objects.filter(login=None, memberships__isnull=False).distinct().count()
    assert f"Send {outside} persons" in browser.get("/people/").content.decode()
    for _ in range(2):
        assert browser.post("/people/invite/").status_code == 302
    assert OutboxRow.objects.filter(template="invited").count() == outside
    assert "without a sign-in" not in browser.get("/people/").content.decode()


def test_one_is_invited_from_his_page(world: World) -> None:
    browser = sign_in(world, "ada")
    path = f"/people/{world.id('remy')}/"
    assert "Send a link" in browser.get(path).content.decode()
    assert browser.post(f"{path}invite/")["Location"] == path
    assert OutboxRow.objects.get().to_person_id == world.id("remy")
    Person.objects.filter(id=world.id("olga")).update(email="")
    answer = browser.post(f"/people/{world.id('olga')}/invite/")
    assert answer.status_code == 409
    assert "no e-mail address" in answer.content.decode()
    assert sign_in(world, "dora").post(f"{path}invite/").status_code == 409
