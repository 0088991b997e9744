"""Prospects are given out one at a time, and never the same to two people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.models import Campaign
from relais.campaigns.rules import terms
from relais.campaigns.rules.access import CampaignNotRunning, NotEngaged
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import add_call_center, add_person, give_role
from relais.people.queries import actor_of
from relais.people.rules.access import Actor, Door, Role
from relais.privacy.actions import record_objection
from relais.prospecting.actions import (
    ProspectRow,
    claim_next,
    close_prospect,
    import_prospects,
    promise_callback,
    release_claim,
)
from relais.prospecting.models import Prospect
from relais.prospecting.queries import get_prospect, progress_of, prospects_visible_to
from relais.prospecting.rules import (
    ClosedAs,
    HeldByAnother,
    NotATelemarketer,
    Promise,
    Status,
    status_at,
)
from tests.databases import CommittingDatabase
from tests.persons import SINCE, World, build_world


def bring(world: World, count: int, campaign: Campaign | None = None) -> list[UUID]:
    """Bring prospects in, the same people whatever the campaign; give their ids in order."""
    rows = [
        ProspectRow(
            AccountDetails(f"Maison {number}", postcode="59000"),
            ContactDetails(f"Nom {number}", phone=f"03201{number:05}"),
        )
        for number in range(count)
    ]
    campaign_id = (campaign or world.campaign).id
    verdicts = import_prospects(campaign_id, rows, by=world.system, at=world.at)
    return [verdict.prospect_id for verdict in verdicts if verdict.prospect_id]


def second_campaign(world: World) -> Campaign:
    wanted = Terms(name="Été", starts_on=SINCE, owner_id=world.id("dora"))
    campaign = create_campaign(wanted, by=world.system, at=world.at)
    set_status(campaign.id, status=terms.Status.RUNNING, by=world.system)
    engage_call_center(
        campaign.id, call_center_id=world.center.id, since=SINCE, until=None, by=world.system
    )
    return campaign


def claimed(world: World, person: str = "tina", campaign: Campaign | None = None) -> UUID | None:
    campaign_id = (campaign or world.campaign).id
    prospect = claim_next(campaign_id, by=world.by(person), at=world.at)
    return prospect.id if prospect else None


def promise(prospect_id: UUID, due_at: datetime, person_id: UUID | None) -> None:
    promise_callback(Prospect.objects.get(id=prospect_id), Promise(due_at, person_id))


def test_the_oldest_is_given_for_half_an_hour_and_the_same_again(world: World) -> None:
    first, *_ = bring(world, 2)
    assert [claimed(world), claimed(world)] == [first, first]
    prospect = Prospect.objects.get(id=first)
    assert status_at(prospect, at=world.at) is Status.CLAIMED
    assert status_at(prospect, at=world.later(minutes=30)) is Status.TO_CALL


def test_two_telemarketers_are_given_two_prospects_and_a_third_nobody(world: World) -> None:
    prospects = bring(world, 2)
    assert [claimed(world, name) for name in ("tina", "theo", "sam")] == [*prospects, None]


def test_a_claim_that_has_run_out_is_given_to_who_asks(world: World) -> None:
    (only,) = bring(world, 1)
    claimed(world, "tina")
    world.later(minutes=31)
    assert [claimed(world, "theo"), claimed(world, "tina")] == [only, None]


def test_own_callbacks_come_first_then_those_of_anybody_then_priority_then_age(
    world: World,
) -> None:
    plain, urgent, anybody, late, own, other = bring(world, 6)
    Prospect.objects.filter(id=urgent).update(priority=9)
    tina, theo = world.id("tina"), world.id("theo")
    promise(anybody, world.at, None)
    promise(late, world.at + timedelta(minutes=5), theo)
    promise(own, world.at + timedelta(minutes=59), tina)
    promise(other, world.at + timedelta(minutes=59), theo)
    world.later(minutes=66)
    order = []
    while (given := claimed(world, "tina")) is not None:
        order.append(given)
        close_prospect(Prospect.objects.get(id=given), ClosedAs.NOT_NOW, at=world.at)
    assert order == [own, anybody, late, urgent, plain]
    assert claimed(world, "theo") == other


def test_nobody_is_called_before_his_time(world: World) -> None:
    promised, tried, free = bring(world, 3)
    promise(promised, world.at + timedelta(hours=1), None)
    Prospect.objects.filter(id=tried).update(next_call_at=world.at + timedelta(hours=2))
    assert [claimed(world, name) for name in ("tina", "theo")] == [free, None]


def test_who_has_objected_is_closed_on_the_way_and_never_given(world: World) -> None:
    objects, free = bring(world, 2)
    record_objection("+33320100000", by=world.system, at=world.at)
    assert claimed(world) == free
    closed = Prospect.objects.get(id=objects)
    assert (closed.status, closed.closed_outcome) == (Status.CLOSED, ClosedAs.DO_NOT_CALL)


def test_who_objects_while_he_is_held_is_not_given_again(world: World) -> None:
    _, free = bring(world, 2)
    claimed(world)
    record_objection("+33320100000", by=world.system, at=world.at)
    assert claimed(world) == free


def test_one_contact_is_not_offered_in_two_campaigns(world: World) -> None:
    other = second_campaign(world)
    (here,), (there,) = bring(world, 1), bring(world, 1, other)
    assert claimed(world, "tina") == here
    assert claimed(world, "theo", other) is None
    release_claim(here, by=world.by("tina"), at=world.at)
    assert claimed(world, "theo", other) == there


def test_who_waits_for_a_callback_is_left_alone_by_other_campaigns_while_it_runs(
    world: World,
) -> None:
    other = second_campaign(world)
    (here,), (there,) = bring(world, 1), bring(world, 1, other)
    promise(here, world.at + timedelta(days=2), None)
    assert claimed(world, "theo", other) is None
    set_status(world.campaign.id, status=terms.Status.PAUSED, by=world.system)
    assert claimed(world, "theo", other) == there


@pytest.mark.once
@pytest.mark.parametrize("person", ["victor", "remy", "maya", "dora", "ada", "paul"])
def test_who_does_not_telephone_is_given_nobody(world: World, person: str) -> None:
    (prospect_id,) = bring(world, 1)
    with pytest.raises(NotATelemarketer):
        claim_next(world.campaign.id, by=world.by(person), at=world.at)
    with pytest.raises(NotATelemarketer):
        release_claim(prospect_id, by=world.by(person), at=world.at)


def test_the_system_itself_holds_nobody(world: World) -> None:
    bring(world, 1)
    with pytest.raises(NotATelemarketer):
        claim_next(world.campaign.id, by=world.system, at=world.at)


def test_nobody_is_called_for_a_campaign_that_does_not_run(world: World) -> None:
    bring(world, 1)
    set_status(world.campaign.id, status=terms.Status.PAUSED, by=world.system)
    with pytest.raises(CampaignNotRunning):
        claimed(world)
    with pytest.raises(NotVisible):
        claim_next(uuid7(), by=world.by("tina"), at=world.at)


def test_a_call_center_sees_and_calls_its_own_campaigns_only(world: World) -> None:
    center = add_call_center("Autre voix", kind="outsourced", by=world.system)
    person = add_person("Zoe", by=world.system)
    give_role(person.id, Role.TELEMARKETER, since=SINCE, by=world.system, call_center_id=center.id)
    zoe = actor_of(person.id, on=world.at.date(), door=Door.WEB)
    (prospect_id,) = bring(world, 1)
    assert zoe is not None
    assert zoe.access is not None
    with pytest.raises(NotEngaged):
        claim_next(world.campaign.id, by=zoe, at=world.at)
    with pytest.raises(NotVisible):
        get_prospect(prospect_id, access=zoe.access, on=world.at.date())
    assert sum(progress_of(world.campaign.id, access=zoe.access, at=world.at).values()) == 0


@pytest.mark.parametrize(
    ("person", "seen"),
    [("tina", 1), ("sam", 1), ("dora", 1), ("remy", 0), ("victor", 0), ("maya", 0), ("ada", 0)],
)
def test_prospects_are_seen_by_who_calls_and_who_directs(
    world: World, person: str, seen: int
) -> None:
    bring(world, 1)
    access = world.by(person).access
    assert access is not None
    assert prospects_visible_to(access, on=world.at.date()).count() == seen


def test_progress_counts_every_prospect_once(world: World) -> None:
    _, callback, qualified, closed, _ = bring(world, 5)
    promise(callback, world.at + timedelta(days=1), None)
    Prospect.objects.filter(id=qualified).update(status=Status.QUALIFIED)
    close_prospect(Prospect.objects.get(id=closed), ClosedAs.NOT_NOW, at=world.at)
    claimed(world)
    access = world.by("sam").access
    assert access is not None
    progress = progress_of(world.campaign.id, access=access, at=world.at)
    assert progress == dict.fromkeys(Status, 1)


def test_a_prospect_given_back_twice_is_free(world: World) -> None:
    (only,) = bring(world, 1)
    claimed(world, "tina")
    for _ in range(2):
        release_claim(only, by=world.by("tina"), at=world.at)
    assert claimed(world, "theo") == only


def test_nobody_gives_back_what_another_holds(world: World) -> None:
    (only,) = bring(world, 1)
    claimed(world, "tina")
    with pytest.raises(HeldByAnother):
        release_claim(only, by=world.by("theo"), at=world.at)
    assert Prospect.objects.get(id=only).claimed_by_id == world.id("tina")


def telemarketers(world: World, count: int) -> list[Actor]:
    actors = []
    for number in range(count):
        person = add_person(f"Tel {number}", by=world.system)
        give_role(
            person.id, Role.TELEMARKETER, since=SINCE, by=world.system,
            call_center_id=world.center.id,
        )  # fmt: skip
        actor = actor_of(person.id, on=world.at.date(), door=Door.WEB)
        assert actor is not None
        actors.append(actor)
    return actors


def claiming(world: World, campaigns: list[Campaign], actors: list[Actor]) -> Callable[[int], UUID]:
    def claim(number: int) -> UUID:
        campaign = campaigns[number % len(campaigns)]
        actor = actors[number % len(actors)]
        prospect = claim_next(campaign.id, by=actor, at=world.at)
        assert prospect is not None
        return prospect.contact_id

    return claim


def test_twenty_who_ask_at_once_are_given_twenty_prospects(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    bring(world, 20)
    claim = claiming(world, [world.campaign], telemarketers(world, 20))
    assert len({*committing_db.at_once(20, claim)}) == 20
    assert Prospect.objects.filter(claimed_by=None).count() == 0


def test_twenty_windows_of_one_person_are_given_one_prospect(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    bring(world, 20)
    claim = claiming(world, [world.campaign], [world.by("tina")])
    assert len({*committing_db.at_once(20, claim)}) == 1
    assert Prospect.objects.exclude(claimed_by=None).count() == 1


def test_twenty_who_ask_at_once_in_two_campaigns_are_given_twenty_people(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    campaigns = [world.campaign, second_campaign(world)]
    for campaign in campaigns:
        bring(world, 20, campaign)
    claim = claiming(world, campaigns, telemarketers(world, 20))
    found = committing_db.at_once(20, claim)
    assert all(isinstance(each, UUID) for each in found), found
    assert len(set(found)) == 20
