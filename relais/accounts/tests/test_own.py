"""A rep is made the owner of accounts: exactly one at a time, whoever asks at once."""

from uuid import UUID

import pytest

from relais.accounts.actions import (
    AccountDetails,
    add_account,
    give_account,
    give_accounts,
    transfer_accounts,
)
from relais.accounts.models import Account, AccountOwnership, Contact
from relais.accounts.queries import accounts_of, owners_of, ownerships_of
from relais.accounts.rules.access import MayNotGiveAccounts, NotInPost
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import found_organization
from relais.people.rules.access import Actor, Door
from tests.databases import CommittingDatabase
from tests.persons import World, build_world


def an_account(world: World, name: str = "Établissements") -> Account:
    return add_account(AccountDetails(name), by=world.system, at=world.at)


def owner_of(world: World, account_id: UUID) -> UUID | None:
    return owners_of(world.organization.id, [account_id]).get(account_id)


def test_a_manager_names_the_rep_of_an_account(world: World) -> None:
    account = an_account(world)
    given = give_account(account.id, rep_id=world.id("remy"), by=world.by("maya"), at=world.at)
    assert owner_of(world, account.id) == world.id("remy")
    assert (given.since, given.given_by_id) == (world.at, world.id("maya"))


def test_the_history_is_dated_and_leaves_no_gap(world: World) -> None:
    account, first = an_account(world), world.at
    give_account(account.id, rep_id=world.id("remy"), by=world.system, at=first)
    second = world.later(days=3)
    give_account(account.id, rep_id=world.id("olga"), by=world.system, at=second)
    rows = ownerships_of(account).values_list("rep_id", "since", "until")
    assert list(rows) == [
        (world.id("olga"), second, None),
        (world.id("remy"), first, second),
    ]
    assert list(accounts_of(world.id("remy"), organization_id=account.organization_id, at=first))
    assert not accounts_of(world.id("remy"), organization_id=account.organization_id, at=second)


def test_a_rep_does_not_name_himself(world: World) -> None:
    account = an_account(world)
    with pytest.raises(MayNotGiveAccounts):
        give_account(account.id, rep_id=world.id("olga"), by=world.by("olga"), at=world.at)
    with pytest.raises(MayNotGiveAccounts):
        transfer_accounts(
            from_rep_id=world.id("remy"),
            to_rep_id=world.id("olga"),
            by=world.by("olga"),
            at=world.at,
        )
    assert owner_of(world, account.id) is None


def test_given_twice_to_the_same_rep_his_time_goes_on(world: World) -> None:
    account, first = an_account(world), world.at
    for _ in range(2):
        give_account(account.id, rep_id=world.id("remy"), by=world.system, at=world.at)
        world.later(days=1)
    assert [(row.since, row.until) for row in ownerships_of(account)] == [(first, None)]


def test_an_account_or_a_rep_of_elsewhere_is_not_given(world: World) -> None:
    elsewhere = found_organization(
        "Ailleurs", slug="ailleurs", country="FR", timezone="Europe/Paris", language="fr",
        currency="EUR",
    )  # fmt: skip
    account = an_account(world)
    stranger = Actor(elsewhere.id, Door.CLI)
    with pytest.raises(NotVisible):
        give_account(account.id, rep_id=uuid7(), by=world.system, at=world.at)
    with pytest.raises(NotVisible):
        give_accounts([account.id, uuid7()], rep_id=world.id("remy"), by=world.system, at=world.at)
    with pytest.raises(NotVisible):
        give_account(account.id, rep_id=world.id("remy"), by=stranger, at=world.at)
    assert not AccountOwnership.objects.exists()


def test_all_accounts_of_a_rep_go_to_another_and_no_others(world: World) -> None:
    his = [an_account(world, f"H{number}").id for number in range(3)]
    hers = an_account(world, "Hers").id
    give_accounts(his, rep_id=world.id("remy"), by=world.system, at=world.at)
    give_account(hers, rep_id=world.id("sara"), by=world.system, at=world.at)
    moved = transfer_accounts(
        from_rep_id=world.id("remy"),
        to_rep_id=world.id("olga"),
        by=world.by("dora"),
        at=world.later(days=1),
    )
    owners = owners_of(world.organization.id, [*his, hers])
    assert moved == 3
    assert owners == {**dict.fromkeys(his, world.id("olga")), hers: world.id("sara")}


def test_transferred_twice_there_is_nothing_left_to_hand_over(world: World) -> None:
    give_account(an_account(world).id, rep_id=world.id("remy"), by=world.system, at=world.at)
    moved = [
        transfer_accounts(
            from_rep_id=world.id("remy"), to_rep_id=world.id("olga"), by=world.system, at=world.at
        )
        for _ in range(2)
    ]
    assert moved == [1, 0]


def test_twenty_who_give_one_account_at_once_leave_one_owner(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    account, reps = an_account(world), [world.id("remy"), world.id("olga")]

    def give(number: int) -> UUID:
        rep_id = reps[number % 2]
        return give_account(account.id, rep_id=rep_id, by=world.system, at=world.at).rep_id

    assert committing_db.at_once(20, give) == reps * 10
    rows = AccountOwnership.objects.filter(account=account)
    assert rows.filter(until=None).count() == 1
    assert rows.count() >= 2


def test_only_a_rep_in_post_answers_for_an_account(world: World) -> None:
    contact = Contact.objects.get(id=world.contact())
    for name in ("tina", "dora"):
        with pytest.raises(NotInPost):
            give_account(
                contact.account_id, rep_id=world.id(name), by=world.by("maya"), at=world.at
            )
