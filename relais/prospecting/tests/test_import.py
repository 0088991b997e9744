"""Prospects are brought in for a campaign: each row says by what it was recognised, or why not."""

import pytest
from pytest_django import DjangoAssertNumQueries

from relais.accounts.actions import AccountDetails, ContactDetails, add_account, add_contact
from relais.accounts.models import Account, Contact
from relais.accounts.rules.checks import SeveralCompanies, WrongIdentifier
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.rules import terms
from relais.campaigns.rules.access import NotEngaged
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.privacy.actions import record_objection
from relais.privacy.rules import Objected
from relais.prospecting.actions import ProspectRow, RowVerdict, Verdict, import_prospects
from relais.prospecting.models import Prospect
from relais.prospecting.rules import AlreadyProspect, CampaignOver, MayNotImport, NoNumber, Status
from tests.persons import SINCE, World

ACME = AccountDetails("Acme SARL", siren="732829320", postcode="59000", city="Lille")
ANNE = ContactDetails("Petit", first_name="Anne", email="anne@acme.example", phone="0320123456")
ROW = ProspectRow(ACME, ANNE, priority=5)


def bring(world: World, *rows: ProspectRow, by: str = "sam") -> list[RowVerdict]:
    return import_prospects(world.campaign.id, rows, by=world.by(by), at=world.at)


def counts() -> tuple[int, int, int]:
    return Account.objects.count(), Contact.objects.count(), Prospect.objects.count()


def test_a_row_that_nobody_knows_makes_a_company_a_contact_and_a_prospect(world: World) -> None:
    (verdict,) = bring(world, ROW)
    assert (verdict.verdict, verdict.company_by, verdict.contact_by) == (Verdict.CREATED, "", "")
    prospect = Prospect.objects.get()
    assert (prospect.id, prospect.contact_id) == (verdict.prospect_id, verdict.contact_id)
    assert (prospect.status, prospect.priority, prospect.attempts) == (Status.TO_CALL, 5, 0)
    assert prospect.contact.phone == "+33320123456"
    assert prospect.contact.account.siren == "732829320"


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    bring(world, ROW)
    before = counts()
    (verdict,) = bring(world, ROW)
    assert (verdict.verdict, verdict.company_by, verdict.contact_by) == (
        Verdict.SKIPPED, "siren", "email",
    )  # fmt: skip
    assert isinstance(verdict.why, AlreadyProspect)
    assert counts() == before


@pytest.mark.parametrize(
    ("company", "contact", "company_by", "contact_by"),
    [
        (ACME, ANNE, "siren", "email"),
        (ACME._replace(siren=""), ANNE, "domain", "email"),
        (AccountDetails("ACME", postcode="59 000"), ANNE._replace(email=""), "phone", "name"),
        (AccountDetails("Acme", postcode="59000"), ContactDetails("Petit", phone="0611111111"),
         "name_and_postcode", "name"),
        (AccountDetails("Elsewhere"), ContactDetails("X", external_key="crm-7"),
         "external_key", "external_key"),
    ],
)  # fmt: skip
def test_known_companies_and_contacts_are_recognised_by_a_named_rule(
    world: World,
    company: AccountDetails,
    contact: ContactDetails,
    company_by: str,
    contact_by: str,
) -> None:
    known = ACME._replace(website="acme.example", phone="03 20 12 34 56")
    account = add_account(known, by=world.system, at=world.at)
    person = ANNE._replace(external_key="crm-7")
    known_id = add_contact(account.id, person, by=world.system, at=world.at).id
    (verdict,) = bring(world, ProspectRow(company, contact))
    assert (verdict.verdict, verdict.company_by, verdict.contact_by) == (
        Verdict.MATCHED, company_by, contact_by,
    )  # fmt: skip
    assert (verdict.contact_id, counts()) == (known_id, (1, 1, 1))


def test_two_who_share_a_mailbox_and_a_switchboard_are_two(world: World) -> None:
    second = ANNE._replace(last_name="Grand", first_name="Paul")
    verdicts = bring(world, ROW, ProspectRow(ACME, second))
    assert [verdict.verdict for verdict in verdicts] == [Verdict.CREATED, Verdict.CREATED]
    assert verdicts[1].company_by == "siren"
    assert counts() == (1, 2, 2)


def test_a_row_that_comes_twice_in_a_file_counts_once(world: World) -> None:
    verdicts = bring(world, ROW, ROW)
    assert [verdict.verdict for verdict in verdicts] == [Verdict.CREATED, Verdict.SKIPPED]
    assert counts() == (1, 1, 1)


def test_a_company_that_could_be_one_of_several_is_not_guessed(world: World) -> None:
    for city in ("Lille", "Lens"):
        shop = AccountDetails(f"Boutique {city}", phone="0320123456")
        add_account(shop, by=world.system, at=world.at)
    (verdict,) = bring(world, ProspectRow(AccountDetails("Boutique"), ANNE))
    assert isinstance(verdict.why, SeveralCompanies)
    assert "phone" in str(verdict.why)
    assert counts() == (2, 0, 0)


def test_a_wrong_number_spoils_its_own_row_only(world: World) -> None:
    wrong = ProspectRow(ACME._replace(siren="123"), ANNE)
    verdicts = bring(world, wrong, ROW)
    assert isinstance(verdicts[0].why, WrongIdentifier)
    assert verdicts[1].verdict is Verdict.CREATED
    assert counts() == (1, 1, 1)


@pytest.mark.parametrize("value", ["+33320123456", "ANNE@acme.example"])
def test_who_has_objected_is_neither_kept_nor_called(world: World, value: str) -> None:
    record_objection(value, by=world.system, at=world.at)
    (verdict,) = bring(world, ROW)
    assert isinstance(verdict.why, Objected)
    assert counts() == (0, 0, 0)


def test_who_has_objected_under_a_number_that_the_file_does_not_tell_is_passed_over(
    world: World,
) -> None:
    bring(world, ROW)
    Prospect.objects.all().delete()
    record_objection("+33320123456", by=world.system, at=world.at)
    (verdict,) = bring(world, ProspectRow(ACME, ContactDetails("Petit", phone="0655555555")))
    assert isinstance(verdict.why, Objected)
    assert counts() == (1, 1, 0)


def test_who_has_no_number_that_can_be_dialled_is_not_called(world: World) -> None:
    (verdict,) = bring(world, ProspectRow(ACME, ANNE._replace(phone="à demander")))
    assert isinstance(verdict.why, NoNumber)
    assert Prospect.objects.count() == 0


def test_the_company_s_number_does(world: World) -> None:
    row = ProspectRow(ACME._replace(phone="0320123456"), ANNE._replace(phone=""))
    assert bring(world, row)[0].verdict is Verdict.CREATED


@pytest.mark.once
@pytest.mark.parametrize("person", ["tina", "victor", "remy", "maya", "paul"])
def test_who_does_not_answer_for_the_campaign_brings_nobody_in(world: World, person: str) -> None:
    with pytest.raises(MayNotImport):
        bring(world, ROW, by=person)
    assert counts() == (0, 0, 0)


def test_a_supervisor_brings_nobody_into_a_campaign_of_others(world: World) -> None:
    own = Terms(name="Interne", starts_on=SINCE, owner_id=world.id("dora"))
    campaign = create_campaign(own, by=world.system, at=world.at)
    with pytest.raises(NotEngaged):
        import_prospects(campaign.id, [ROW], by=world.by("sam"), at=world.at)
    engage_call_center(
        campaign.id, call_center_id=world.center.id, since=SINCE, until=None, by=world.system
    )
    assert import_prospects(campaign.id, [ROW], by=world.by("sam"), at=world.at)[0].prospect_id


def test_a_closed_campaign_takes_nobody_in(world: World) -> None:
    set_status(world.campaign.id, status=terms.Status.CLOSED, by=world.system)
    with pytest.raises(CampaignOver):
        bring(world, ROW)
    with pytest.raises(NotVisible):
        import_prospects(uuid7(), [ROW], by=world.by("dora"), at=world.at)


def test_a_large_file_takes_few_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [
        ProspectRow(
            AccountDetails(f"Maison {number}", postcode="59000"),
            ContactDetails(f"Nom {number}", phone=f"03201{number:05}"),
        )
        for number in range(2_000)
    ]
    with django_assert_max_num_queries(40):
        verdicts = bring(world, *rows)
    assert {verdict.verdict for verdict in verdicts} == {Verdict.CREATED}
    assert counts() == (2_000, 2_000, 2_000)
