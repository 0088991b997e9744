"""Companies and contacts are added: done, refused by what they say, by person, and twice."""

import pytest
from django.db import IntegrityError, transaction

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    add_account,
    add_accounts,
    add_contact,
    add_contacts,
)
from relais.accounts.models import Account, Contact
from relais.accounts.queries import contacts_of
from relais.accounts.rules.access import MayNotAddAccounts
from relais.accounts.rules.checks import (
    DifferentCompanies,
    NameMissing,
    TextTooLong,
    WrongIdentifier,
)
from relais.accounts.rules.zones import UnknownZone
from relais.database.models import uuid7
from relais.lib.errors import NotVisible, Refusal
from tests.persons import World


def test_a_company_is_added_with_its_identifiers_made_comparable(world: World) -> None:
    details = AccountDetails(
        name="Société Électrique du Nord S.A.R.L.",
        siret="732 829 320 00074",
        website="https://www.Elec-Nord.fr/contact",
        phone="03 20 12 34 56 (standard)",
    )
    added = add_account(details, by=world.by("tina"), at=world.at)
    account = Account.objects.get(id=added.id)
    assert (account.siren, account.siret) == ("732829320", "73282932000074")
    assert (account.domain, account.name_key) == ("elec-nord.fr", "electrique du nord")
    assert (account.phone, account.phone_typed) == ("+33320123456", "03 20 12 34 56 (standard)")
    assert account.created_at == world.at


def test_a_number_that_cannot_be_dialled_is_kept_as_typed(world: World) -> None:
    account = add_account(AccountDetails("Oubli", phone="à revoir"), by=world.system, at=world.at)
    assert (account.phone, account.phone_typed) == ("", "à revoir")


def test_a_french_vat_number_gives_the_siren(world: World) -> None:
    details = AccountDetails(name="Tva", vat="FR 44 732 829 320")
    account = add_account(details, by=world.system, at=world.at)
    assert (account.vat, account.siren) == ("FR44732829320", "732829320")


def test_a_vat_number_from_outside_the_union_is_kept_as_typed(world: World) -> None:
    details = AccountDetails(name="Uhren", country="CH", vat="che-123.456.788 mwst")
    assert add_account(details, by=world.system, at=world.at).vat == "CHE-123.456.788 MWST"


@pytest.mark.parametrize(
    ("details", "refusal", "named"),
    [
        (AccountDetails("A", siren="732829321"), WrongIdentifier, "SIREN"),
        (AccountDetails("A", siret="73282932000075"), WrongIdentifier, "SIRET"),
        (AccountDetails("A", vat="FR00732829320"), WrongIdentifier, "VAT number"),
        (AccountDetails("A", vat="DE1", country="DE"), WrongIdentifier, "DE1"),
        (
            AccountDetails("A", siren="552100554", siret="73282932000074"),
            DifferentCompanies,
            "552100554",
        ),
        (AccountDetails("  "), NameMissing, "name"),
        (AccountDetails("x" * 401), TextTooLong, "400"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(
    world: World, details: AccountDetails, refusal: type[Refusal], named: str
) -> None:
    with pytest.raises(refusal) as refused:
        add_account(details, by=world.system, at=world.at)
    assert named in str(refused.value)
    assert not Account.objects.exists()


def test_one_wrong_company_among_many_adds_none(world: World) -> None:
    details = {uuid7(): AccountDetails("A"), uuid7(): AccountDetails("B", siren="123")}
    with pytest.raises(WrongIdentifier):
        add_accounts(details, by=world.system, at=world.at)
    assert not Account.objects.exists()


def test_who_only_guards_privacy_adds_nothing(world: World) -> None:
    with pytest.raises(MayNotAddAccounts):
        add_account(AccountDetails("A"), by=world.by("paul"), at=world.at)
    account = add_account(AccountDetails("A"), by=world.system, at=world.at)
    with pytest.raises(MayNotAddAccounts):
        add_contact(account.id, ContactDetails("B"), by=world.by("paul"), at=world.at)


def test_an_external_key_counts_once(world: World) -> None:
    details = AccountDetails("A", external_key="crm-1")
    add_account(details, by=world.system, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_account(details, by=world.system, at=world.at)
    assert Account.objects.count() == 1


def test_a_contact_is_added_with_a_number_as_dialled_from_the_company_s_country(
    world: World,
) -> None:
    account = add_account(AccountDetails("Gmbh", country="DE"), by=world.system, at=world.at)
    details = ContactDetails("Weiß", email=" Weiss@Gmbh.example ", phone="030 901820")
    add_contact(account.id, details, by=world.by("tina"), at=world.at)
    contact = contacts_of(account).get()
    assert (contact.email, contact.phone) == ("weiss@gmbh.example", "+4930901820")


def test_a_contact_in_a_zone_that_does_not_exist_is_refused(world: World) -> None:
    account = add_account(AccountDetails("A"), by=world.system, at=world.at)
    with pytest.raises(UnknownZone, match="Mars/Olympus"):
        add_contact(
            account.id, ContactDetails("B", timezone="Mars/Olympus"), by=world.system, at=world.at
        )


def test_a_contact_of_an_unknown_account_is_not_added(world: World) -> None:
    account = add_account(AccountDetails("A"), by=world.system, at=world.at)
    details = {uuid7(): (account.id, ContactDetails("B")), uuid7(): (uuid7(), ContactDetails("C"))}
    with pytest.raises(NotVisible):
        add_contacts(details, by=world.system, at=world.at)
    assert not Contact.objects.exists()
