"""What is known of a company and its people changes: done, refused by state, by person, twice."""

import pytest

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    add_account,
    change_account,
    change_contact,
)
from relais.accounts.models import Account, Contact
from relais.accounts.queries import find_accounts, find_contacts
from relais.accounts.rules.access import MayNotChangeAccount
from relais.accounts.rules.checks import KnownCompany, WrongIdentifier
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.privacy.actions import record_objection
from relais.privacy.queries import check_may_call
from relais.privacy.rules import Objected
from tests.persons import World

SIREN, SITE, OTHER_SITE = "732829320", "73282932000074", "73282932000082"
DETAILS = AccountDetails(
    "Acme", siren=SIREN, phone="03 20 12 34 56", city="Lens", website="acme.example"
)
PERSON = ContactDetails("Martin", first_name="Ana", email="ana@acme.example", phone="0612345678")


def contact_of(world: World) -> Contact:
    return Contact.objects.get(id=world.contact(owner="remy"))


def changed(world: World, contact: Contact, by: str) -> Account:
    return change_account(contact.account_id, DETAILS, by=world.by(by), at=world.at)


def named(world: World, contact: Contact, by: str, details: ContactDetails = PERSON) -> Contact:
    return change_contact(contact.id, details, by=world.by(by), at=world.at)


@pytest.mark.parametrize("by", ["remy", "victor", "maya", "dora", "ada"])
def test_who_works_with_an_account_changes_it(world: World, by: str) -> None:
    contact = contact_of(world)
    for _ in "12":
        account = changed(world, contact, by)
        account.refresh_from_db()
        assert (account.name, account.name_key, account.siren) == ("Acme", "acme", SIREN)
        assert (account.phone, account.city, account.domain) == (
            "+33320123456", "Lens", "acme.example",
        )  # fmt: skip
        assert account.postcode == ""
        person = named(world, contact, by)
        assert (str(person), person.phone) == ("Ana Martin", "+33612345678")


@pytest.mark.parametrize("by", ["olga", "paul", "tina", "sam"])
def test_others_do_not(world: World, by: str) -> None:
    contact = contact_of(world)
    before = list(Account.objects.values()), list(Contact.objects.values())
    for deed in (changed, named):
        with pytest.raises(MayNotChangeAccount):
            deed(world, contact, by)
    assert (list(Account.objects.values()), list(Contact.objects.values())) == before


def test_a_key_stays(world: World) -> None:
    account = add_account(AccountDetails("Acme", external_key="K1"), by=world.system, at=world.at)
    again = change_account(account.id, AccountDetails("Acme SA"), by=world.system, at=world.at)
    assert (again.name, again.external_key) == ("Acme SA", "K1")


def test_what_is_not_there_is_not_changed(world: World) -> None:
    contact = contact_of(world)
    with pytest.raises(NotVisible):
        change_account(uuid7(), DETAILS, by=world.by("maya"), at=world.at)
    Contact.objects.filter(id=contact.id).update(erased_at=world.at)
    with pytest.raises(NotVisible):
        named(world, contact, "maya")


def test_a_number_that_cannot_be_is_refused(world: World) -> None:
    wrong = AccountDetails("Acme", siren="123456789")
    with pytest.raises(WrongIdentifier):
        change_account(contact_of(world).account_id, wrong, by=world.by("maya"), at=world.at)


def test_who_objected_is_not_called_by_a_new_number(world: World) -> None:
    contact = contact_of(world)
    record_objection(contact.email, by=world.system, at=world.at)
    with pytest.raises(Objected):
        check_may_call(named(world, contact, "remy"), at=world.at)


def test_who_objected_is_not_called_by_a_new_number_of_his_company(world: World) -> None:
    contact = contact_of(world)
    Contact.objects.filter(id=contact.id).update(email="")
    changed(world, contact, "remy")
    record_objection("+33320123456", by=world.system, at=world.at)
    other = DETAILS._replace(phone="03 20 99 99 99")
    change_account(contact.account_id, other, by=world.by("remy"), at=world.at)
    with pytest.raises(Objected):
        check_may_call(Contact.objects.select_related("account").get(), at=world.at)


def test_a_company_is_added_once(world: World) -> None:
    first = add_account(DETAILS, by=world.system, at=world.at)
    with pytest.raises(KnownCompany) as refused:
        add_account(AccountDetails("ACME SARL", siren=SIREN), by=world.system, at=world.at)
    assert refused.value.params["account_id"] == first.id
    assert Account.objects.count() == 1


def test_each_site_of_a_company_is_added_once(world: World) -> None:
    for siret in (SITE, OTHER_SITE):
        add_account(AccountDetails("Acme", siret=siret), by=world.system, at=world.at)
        with pytest.raises(KnownCompany):
            add_account(AccountDetails("Acme", siret=siret), by=world.system, at=world.at)
    with pytest.raises(KnownCompany):
        add_account(AccountDetails("Acme", siren=SIREN), by=world.system, at=world.at)
    assert Account.objects.count() == 2


def test_a_company_does_not_become_another_that_is_known(world: World) -> None:
    add_account(DETAILS, by=world.system, at=world.at)
    with pytest.raises(KnownCompany):
        changed(world, contact_of(world), "maya")


def test_it_is_found_by_its_new_name_alone(world: World) -> None:
    contact = Contact.objects.get(id=world.contact())
    by, old = world.by("maya"), contact.account.name
    change_account(contact.account_id, AccountDetails("Imprimerie Merillon"), by=by, at=world.at)
    change_contact(contact.id, ContactDetails("Bréval", "Zoé"), by=by, at=world.at)

    companies, home = Account.objects.all(), world.organization.id
    assert find_accounts(companies, "merillon", organization_id=home).exists()
    assert not find_accounts(companies, old, organization_id=home).exists()
    assert find_contacts("zoe breval", organization_id=home, country="FR").exists()
