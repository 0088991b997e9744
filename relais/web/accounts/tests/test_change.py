"""What is known of a company and its people is changed in the browser."""

from html import unescape
from typing import Any

from relais.accounts.actions import AccountDetails, add_account
from relais.accounts.models import Account, Contact
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

SIREN = "732829320"


def page_of(browser: Browser, account_id: object) -> str:
    answer = browser.get(f"/accounts/{account_id}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def changed(browser: Browser, account_id: object, **typed: Any) -> tuple[int, str]:
    fields = {"name": "Acme", "country": "FR"} | typed
    answer = browser.post(f"/accounts/{account_id}/change/", **fields)
    return answer.status_code, unescape(answer.content.decode())


def test_a_rep_changes_his_account_and_changes_it_back(world: World) -> None:
    contact = Contact.objects.get(id=world.contact(owner="remy"))
    remy = sign_in(world, "remy")
    before = contact.account.name
    for name in ("Acme", before):
        assert changed(remy, contact.account_id, name=name, city="Lens")[0] == 302
        assert f"<h1>{name}</h1>" in page_of(remy, contact.account_id)
    path = f"/accounts/{contact.account_id}/contacts/{contact.id}/change/"
    answer = remy.post(path, last_name="Martin", phone="06 12 34 56 78")
    assert answer.status_code == 302
    assert "Martin" in page_of(remy, contact.account_id)
    assert Contact.objects.get().phone == "+33612345678"


def test_what_is_wrong_comes_back_with_what_was_typed(world: World) -> None:
    contact = Contact.objects.get(id=world.contact(owner="remy"))
    status, page = changed(sign_in(world, "maya"), contact.account_id, siren="123456789")
    assert (status, "123456789" in page) == (409, True)
    assert not Account.objects.exclude(siren="").exists()


def test_others_neither_see_the_form_nor_change_anything(world: World) -> None:
    contact = Contact.objects.get(id=world.contact(owner="remy"))
    assert changed(sign_in(world, "olga"), contact.account_id)[0] == 404
    assert changed(sign_in(world, "tina"), contact.account_id)[0] == 404
    paul = sign_in(world, "paul")
    assert "/change/" not in page_of(paul, contact.account_id)
    assert changed(paul, contact.account_id)[0] == 409
    assert not Account.objects.filter(name="Acme").exists()


def test_a_contact_is_changed_at_his_own_company(world: World) -> None:
    mine, other = (Contact.objects.get(id=world.contact(owner="remy")) for _ in "12")
    path = f"/accounts/{other.account_id}/contacts/{mine.id}/change/"
    assert sign_in(world, "remy").post(path, last_name="Martin").status_code == 404
    assert not Contact.objects.filter(last_name="Martin").exists()


def test_a_company_that_is_known_is_shown(world: World) -> None:
    details = AccountDetails("Acme", siren=SIREN)
    known = add_account(details, by=world.system, at=world.at)
    contact = Contact.objects.get(id=world.contact(owner="remy"))
    link = f'href="/accounts/{known.id}/"'
    maya = sign_in(world, "maya")
    answer = maya.post("/accounts/add/", name="ACME", siren=SIREN, country="FR")
    assert answer.status_code == 409
    assert link in answer.content.decode()
    status, page = changed(maya, contact.account_id, siren=SIREN)
    assert (status, link in page) == (409, True)
    remy = sign_in(world, "remy")
    answer = remy.post("/accounts/add/", name="ACME", siren=SIREN, country="FR")
    assert answer.status_code == 409
    assert link not in answer.content.decode()
    assert Account.objects.count() == 2
