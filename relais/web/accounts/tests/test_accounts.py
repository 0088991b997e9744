"""Accounts by the browser: who sees which, and every deed on them."""

from uuid import UUID

from relais.accounts.actions import give_account
from relais.accounts.models import Account, AccountOwnership, Contact
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def company(world: World, *, owner: str | None = None) -> UUID:
    """Add a company, and give its id."""
    return Contact.objects.get(id=world.contact(owner=owner)).account_id


def owner_of(account_id: UUID) -> UUID:
    return AccountOwnership.objects.get(account_id=account_id, until=None).rep_id


# --- Pages -----------------------------------------------------------------------------------


def test_a_rep_sees_his_accounts_with_who_answers_for_them(world: World) -> None:
    mine, other = company(world, owner="remy"), company(world, owner="olga")
    page = sign_in(world, "remy").get("/accounts/").content.decode()
    assert f"/accounts/{mine}/" in page
    assert "Remy" in page
    assert f"/accounts/{other}/" not in page


def test_accounts_are_searched_by_the_beginning_of_their_name(world: World) -> None:
    company(world)
    browser = sign_in(world, "dora")
    assert "1 account" in browser.get("/accounts/", q="établissements 1").content.decode()
    assert "0 accounts" in browser.get("/accounts/", q="zebra").content.decode()


def test_the_list_asks_as_many_queries_whatever_its_length(world: World) -> None:
    browser = sign_in(world, "dora")
    company(world, owner="remy")
    few = queries_of(lambda: browser.get("/accounts/"))
    for owner in ("remy", "olga", None, "remy"):
        company(world, owner=owner)
    assert queries_of(lambda: browser.get("/accounts/")) == few


def test_the_page_shows_contacts_owners_and_open_leads(world: World) -> None:
    lead = world.open_lead(owner="remy")
    give_account(lead.account_id, rep_id=world.id("olga"), by=world.system, at=world.later(days=1))
    page = sign_in(world, "dora").get(f"/accounts/{lead.account_id}/").content.decode()
    assert f"/leads/{lead.id}/" in page
    assert page.index("Olga") < page.rindex("Remy")
    assert "durand1@example.com" in page


def test_an_account_of_another_rep_is_not_found(world: World) -> None:
    account_id = company(world, owner="remy")
    assert sign_in(world, "olga").get(f"/accounts/{account_id}/").status_code == 404
    assert sign_in(world, "tina").get(f"/accounts/{account_id}/").status_code == 404


# --- Adding ----------------------------------------------------------------------------------


def test_a_company_is_added(world: World) -> None:
    typed = {"name": "Acme", "siren": "732 829 320", "country": "fr"}
    answer = sign_in(world, "dora").post("/accounts/add/", **typed)
    account = Account.objects.get(name="Acme")
    assert answer.headers["Location"] == f"/accounts/{account.id}/"
    assert (account.siren, account.country) == ("732829320", "FR")


def test_a_number_that_cannot_be_right_comes_back_with_what_was_typed(world: World) -> None:
    typed = {"name": "Acme", "siren": "123456789", "country": "FR"}
    answer = sign_in(world, "dora").post("/accounts/add/", **typed)
    assert answer.status_code == 409
    assert 'value="Acme"' in answer.content.decode()
    assert not Account.objects.filter(name="Acme").exists()


def test_a_company_needs_a_name(world: World) -> None:
    assert sign_in(world, "dora").post("/accounts/add/", country="FR").status_code == 400


def test_a_rep_who_adds_a_company_is_told_that_a_manager_names_its_owner(world: World) -> None:
    answer = sign_in(world, "remy").post("/accounts/add/", name="Acme", country="FR")
    assert answer.headers["Location"] == "/accounts/"
    assert Account.objects.filter(name="Acme").exists()


def test_who_only_guards_privacy_adds_nothing(world: World) -> None:
    browser, account_id = sign_in(world, "paul"), company(world)
    assert browser.post("/accounts/add/", name="Acme", country="FR").status_code == 409
    address = f"/accounts/{account_id}/contacts/add/"
    assert browser.post(address, last_name="Martin").status_code == 409
    assert Account.objects.count() == Contact.objects.count() == 1


def test_a_contact_is_added(world: World) -> None:
    account_id = company(world, owner="remy")
    typed = {"last_name": "Martin", "first_name": "Anne", "phone": "03 20 12 34 56"}
    sign_in(world, "remy").post(f"/accounts/{account_id}/contacts/add/", **typed)
    assert Contact.objects.get(last_name="Martin").phone == "+33320123456"


def test_a_contact_in_a_zone_that_is_none_is_refused(world: World) -> None:
    account_id = company(world, owner="remy")
    typed = {"last_name": "Martin", "timezone": "Europe/Nowhere"}
    answer = sign_in(world, "remy").post(f"/accounts/{account_id}/contacts/add/", **typed)
    assert answer.status_code == 409
    assert "Europe/Nowhere" in answer.content.decode()


def test_a_contact_is_not_added_to_an_account_that_one_does_not_see(world: World) -> None:
    account_id = company(world, owner="remy")
    answer = sign_in(world, "olga").post(
        f"/accounts/{account_id}/contacts/add/", last_name="Martin"
    )
    assert answer.status_code == 404


# --- Owners ----------------------------------------------------------------------------------


def test_a_manager_names_who_answers_for_an_account_once(world: World) -> None:
    account_id, browser = company(world, owner="remy"), sign_in(world, "maya")
    for _ in range(2):
        browser.post(f"/accounts/{account_id}/give/", rep_id=str(world.id("olga")))
    assert owner_of(account_id) == world.id("olga")
    assert AccountOwnership.objects.count() == 2


def test_a_manager_gives_to_the_reps_of_his_units_only(world: World) -> None:
    account_id = company(world, owner="remy")
    address = f"/accounts/{account_id}/give/"
    answer = sign_in(world, "maya").post(address, rep_id=str(world.id("sara")))
    assert answer.status_code == 400
    assert owner_of(account_id) == world.id("remy")


def test_a_rep_names_nobody(world: World) -> None:
    account_id = company(world, owner="remy")
    address, typed = f"/accounts/{account_id}/give/", {"rep_id": str(world.id("olga"))}
    assert sign_in(world, "remy").post(address, **typed).status_code == 404
    assert sign_in(world, "olga").post(address, **typed).status_code == 404
    assert owner_of(account_id) == world.id("remy")


def test_all_accounts_of_a_rep_are_handed_over(world: World) -> None:
    accounts = [company(world, owner="remy") for _ in range(3)]
    browser = sign_in(world, "dora")
    assert "Remy (3)" in browser.get("/accounts/transfer/").content.decode()
    typed = {"from_rep_id": str(world.id("remy")), "to_rep_id": str(world.id("sara"))}
    assert browser.post("/accounts/transfer/do/", **typed).status_code == 302
    assert {owner_of(account_id) for account_id in accounts} == {world.id("sara")}


def test_what_was_handed_over_is_not_handed_over_again(world: World) -> None:
    company(world, owner="remy")
    browser = sign_in(world, "dora")
    typed = {"from_rep_id": str(world.id("remy")), "to_rep_id": str(world.id("sara"))}
    answers = [browser.post("/accounts/transfer/do/", **typed) for _ in "12"]
    assert [answer.status_code for answer in answers] == [302, 400]
    assert AccountOwnership.objects.count() == 2


def test_nobody_hands_accounts_to_himself(world: World) -> None:
    company(world, owner="remy")
    remy = str(world.id("remy"))
    answer = sign_in(world, "dora").post("/accounts/transfer/do/", from_rep_id=remy, to_rep_id=remy)
    assert answer.status_code == 400


def test_reps_hand_no_accounts_over(world: World) -> None:
    company(world, owner="remy")
    browser = sign_in(world, "remy")
    typed = {"from_rep_id": str(world.id("remy")), "to_rep_id": str(world.id("olga"))}
    assert browser.get("/accounts/transfer/").status_code == 404
    assert browser.post("/accounts/transfer/do/", **typed).status_code == 404
