"""Companies with their reps out of a table: found or added, and each answered for."""

import pytest

from relais.accounts.actions import AccountDetails, OwnedRow, bring_owned, preview_owned
from relais.accounts.models import Account, AccountOwnership
from relais.accounts.queries import owners_of
from relais.lib.brought import RowVerdict, Verdict
from relais.lib.errors import Refusal
from tests.persons import World


def row(name: str = "Durand SA", rep: str = "remy@example.com", **more: str) -> OwnedRow:
    return OwnedRow(AccountDetails(name=name, **more), rep)  # type: ignore[arg-type]


def bring(world: World, *rows: OwnedRow, who: str = "dora") -> list[RowVerdict]:
    return bring_owned(rows, by=world.by(who), at=world.at)


def owner(world: World, name: str) -> str | None:
    account = Account.objects.of(world.organization.id).get(name=name)
    rep_id = owners_of(world.organization.id, [account.id]).get(account.id)
    return next((who for who, person in world.people.items() if person.id == rep_id), None)


def test_a_company_is_added_and_its_rep_answers_for_it(world: World) -> None:
    (verdict,) = bring(world, row(siren="732829320"))
    assert verdict.verdict is Verdict.CREATED
    assert owner(world, "Durand SA") == "remy"


def test_a_company_that_is_known_keeps_its_details_and_changes_hands(world: World) -> None:
    bring(world, row(siren="732829320", city="Lille"))
    (verdict,) = bring(world, row("Durand", "OLGA@example.com", siren="732829320", city="Lyon"))
    assert verdict.verdict is Verdict.MATCHED
    assert owner(world, "Durand SA") == "olga"
    assert Account.objects.get(name="Durand SA").city == "Lille"


def test_the_same_table_twice_changes_nothing(world: World) -> None:
    for _ in range(2):
        bring(world, row(siren="732829320"), row("Petit", external_key="K1"))
    assert Account.objects.count() == 2
    assert AccountOwnership.objects.count() == 2


def test_of_two_rows_for_one_company_the_last_names_its_rep(world: World) -> None:
    found = bring(world, row(siren="732829320"), row(rep="olga@example.com", siren="732829320"))
    assert [one.verdict for one in found] == [Verdict.CREATED, Verdict.MATCHED]
    assert found[0].id == found[1].id
    assert owner(world, "Durand SA") == "olga"


def test_a_row_that_cannot_be_right_is_passed_over(world: World) -> None:
    found = bring(
        world,
        row(rep=""),
        row(rep="tina@example.com"),
        row(name=" "),
        row(siren="123456789"),
        row("Stands"),
    )
    kinds = [type(one.why).__name__ if one.why else "" for one in found]
    assert kinds[:3] == ["RepMissing", "NoSuchRep", "NameMissing"]
    assert kinds[3]
    assert kinds[4] == ""
    assert [account.name for account in Account.objects.all()] == ["Stands"]


@pytest.mark.once
@pytest.mark.parametrize("who", ["remy", "tina", "victor", "paul"])
def test_only_those_who_lead_name_reps(world: World, who: str) -> None:
    with pytest.raises(Refusal):
        bring(world, row(), who=who)
    assert not Account.objects.exists()


def test_a_preview_leaves_nothing(world: World) -> None:
    (verdict,) = preview_owned([row()], by=world.by("ada"), at=world.at)
    assert verdict.verdict is Verdict.CREATED
    assert not Account.objects.exists()
