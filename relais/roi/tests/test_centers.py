"""Call centers compared: corrected for the mix, counted by their leads, told to few."""

import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.campaigns.actions import engage_call_center
from relais.leads.actions import open_lead, take_up_lead
from relais.leads.events import (
    AssignmentReason,
    LeadAssigned,
    LeadSubmitted,
    LeadValidated,
    Outcome,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.measures.queries import TooFewBehind
from relais.people.actions import add_call_center, add_person, complete_privacy_checklist, give_role
from relais.people.models import CallCenter
from relais.people.queries import Access, Door, Role, actor_of
from relais.roi.actions import close_month, close_statement
from relais.roi.queries.centers import (
    COUNTS,
    AskedCenters,
    Chance,
    Comparison,
    Figure,
    Trait,
    asked_centers,
    billed,
    center_leads,
    centers_compared,
)
from relais.roi.queries.centers_kept import centers_asked, centers_kept, computed_centers
from relais.roi.queries.correcting import chance_of, corrected
from relais.roi.rules.centers import Cases, Mix, Tally, needed, strata_of
from relais.roi.tests.steps import met
from relais.roi.tests.test_queries import priced, upheld
from relais.roi.tests.test_statements import IN_JUNE, MARCH
from relais.statistics.standardised import Standardised
from tests.persons import SINCE, World

__all__ = ["priced"]

ONE, TWO, CAMPAIGN, OTHER = UUID(int=1), UUID(int=2), 3, 4
EASY, HARD = Mix(CAMPAIGN, "FR 59", "shops"), Mix(CAMPAIGN, "FR 75", "plants")


def tally_of(*rows: tuple[UUID, Mix, int, int], persons: int = 10) -> Tally:
    """Give so many of so many to each of some persons of a center."""
    tally = Tally()
    for center, mix, hits, of in rows:
        for number in range(persons):
            tally.add(center, Cases(mix, center.int * 1_000 + number, hits, of))
    return tally


@pytest.mark.once
def test_who_has_the_harder_leads_does_not_look_worse_for_it() -> None:
    tally = tally_of(
        (ONE, EASY, 8, 10), (ONE, HARD, 6, 30), (TWO, EASY, 24, 30), (TWO, HARD, 2, 10)
    )
    assert [tally.sums(one) for one in (ONE, TWO)] == [(140, 400), (260, 400)]
    target, rates = corrected(tally, [ONE, TWO], {EASY: EASY, HARD: HARD})
    assert target == pytest.approx(0.5)
    assert [one.rate for one in rates.values()] == pytest.approx([0.5, 0.5])
    assert [chance_of(one, target) for one in rates.values()] == [Chance.WITHIN] * 2
    _, joined = corrected(tally, [ONE, TWO], {EASY: HARD, HARD: HARD})
    assert [one.rate for one in joined.values()] == pytest.approx([0.35, 0.65])
    assert [chance_of(one, target) for one in joined.values()] == [Chance.FAR] * 2


@pytest.mark.once
def test_chance_is_told_by_the_size_of_a_rate() -> None:
    for rate, size, chance in (
        (0.55, 100.0, Chance.WITHIN), (0.62, 100.0, Chance.APART), (0.7, 100.0, Chance.FAR),
        (0.9, 0.5, Chance.WITHIN),
    ):  # fmt: skip
        assert chance_of(Standardised(rate, 0, 1, size), 0.5) is chance
    assert chance_of(Standardised(1, 0, 1, 100), 1.0) is Chance.WITHIN


@pytest.mark.once
def test_small_strata_are_joined_with_their_likes_or_left_out() -> None:
    north = Mix(CAMPAIGN, "FR 59", "plants")
    alone = Mix(OTHER, "FR 13", "shops")
    counts: dict[tuple[UUID | None, Mix], int] = {
        (ONE, EASY): 5, (TWO, EASY): 5, (ONE, north): 3, (TWO, north): 4, (ONE, HARD): 2,
        (TWO, HARD): 1, (ONE, alone): 90,
    }  # fmt: skip
    found = strata_of(counts, [ONE, TWO])
    plants = Mix(CAMPAIGN, None, "plants")
    assert found == {EASY: EASY, north: plants, HARD: plants}  # 5 and 5 of the same trade
    assert strata_of(counts, [ONE]) == {
        EASY: EASY, north: plants, HARD: plants, alone: alone,
    }  # fmt: skip
    assert strata_of({}, [ONE]) == {}


@pytest.mark.once
def test_how_many_more_are_needed() -> None:
    assert [needed(*told) for told in ((0, 0), (12, 6), (40, 6), (40, 4), (90, 3))] == [
        30, 18, 0, 20, 90,
    ]  # fmt: skip


def access_of(world: World, name: str) -> Access:
    found = world.by(name).access
    assert found is not None
    return found


def asked(world: World, name: str) -> AskedCenters:
    return asked_centers(
        access_of(world, name), campaign_id=None, since=None, until=None, at=IN_JUNE
    )


def compared(world: World, name: str) -> Comparison:
    return centers_compared(asked(world, name), access=access_of(world, name))


def kept(world: World, name: str) -> Comparison:
    """Compare as the worker does, and tell what the database holds of it."""
    plain = json.loads(json.dumps(asked(world, name).plain()))
    of = centers_asked(plain, organization_id=world.organization.id, at=IN_JUNE)
    assert of.plain() == plain
    found = json.loads(json.dumps(computed_centers(of, tell=lambda *_, **__: None)))
    told = centers_kept(found, asked(world, name), as_of=IN_JUNE)
    return replace(billed(told, of, access=access_of(world, name)), as_of=None)


def queries_of(world: World) -> int:
    with CaptureQueriesContext(connection) as caught:
        compared(world, "dora")
    return len(caught)


def completed(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.system, at=world.at
    )


def another(world: World, name: str, leads: int) -> CallCenter:
    """Let another call center bring leads, accepted but for the first, all others taken up."""
    center = add_call_center(name, kind="outsourced", by=world.system)
    engage_call_center(
        world.campaign.id, call_center_id=center.id, since=SINCE, until=None, by=world.system
    )
    person = add_person(f"Anna {name}", by=world.system)
    give_role(
        person.id, Role.TELEMARKETER, since=SINCE, unit_id=None, call_center_id=center.id,
        by=world.system,
    )  # fmt: skip
    by = actor_of(person.id, on=world.at.date(), door=Door.WEB)
    assert by is not None
    for number in range(leads):
        lead = open_lead(world.contact(), campaign_id=world.campaign.id, by=by, at=world.at)
        append(lead, LeadSubmitted(unit_id=world.north.id), by=world.system, at=world.at)
        if number:
            taken_up(world, lead)
    return center


def taken_up(world: World, lead: Lead) -> None:
    due_at = world.later(minutes=1).replace(month=6)
    append(lead, LeadValidated(relay_id=world.id("victor")), by=world.system, at=world.at)
    assigned = LeadAssigned(
        world.id("remy"), AssignmentReason.OWNER, unit_id=world.north.id, due_at=due_at
    )
    append(lead, assigned, by=world.system, at=world.at)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)


def counts_of(told: Comparison, *names: str) -> list[Sequence[object]]:
    return [[one.name, *(one.counts[name] for name in names)] for one in told.centers]


def test_a_director_compares_by_name_and_opens_the_leads(priced: World) -> None:
    world = priced
    met(world, Outcome.HELD, hour=8)
    met(world, Outcome.REP_ABSENT, hour=10)
    upheld(world)
    another(world, "Autre voix", 3)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    close_statement(MARCH, world.center.id, by=world.by("dora"), at=IN_JUNE)
    dora, told = access_of(world, "dora"), compared(world, "dora")
    assert (told.centers, told.hidden) == ([], 2)  # behind so few would stand persons
    completed(world)
    told = compared(world, "dora")
    names = ("opened", "submitted", "accepted", "contested", "upheld", "taken_up", "due", "held")
    assert counts_of(told, *names) == [
        ["Autre voix", 3, 3, 2, 0, 0, 2, 0, 0], ["Voix du Nord", 3, 3, 3, 1, 1, 2, 2, 1],
    ]  # fmt: skip
    for one in told.centers:
        assert one.id is not None
        for case in COUNTS:
            leads = center_leads(
                dora, one.id, case, campaign_id=None, since=None, until=None, at=IN_JUNE
            )
            assert leads.count() == one.counts[case]
    other, ours = told.centers
    held = ours.figures[Figure.HELD]
    assert (held.raw.numerator, held.raw.denominator, held.needed) == (1, 2, 28)
    assert held.corrected is None
    assert (told.trait, told.elsewhere, told.currency) == (Trait.NONE, 0, "EUR")
    assert (ours.cost or 0) + (other.cost or 0) == 100_000 + 5 * 4_000 + 2 * 6_000
    assert ours.billed
    assert (ours.billed.leads, ours.billed.credited, other.billed) == (3, 1, None)
    assert kept(world, "dora") == told


def test_more_centers_and_leads_ask_no_more_questions(world: World) -> None:
    completed(world)
    another(world, "Autre voix", 2)
    few = queries_of(world)
    another(world, "Troisième voix", 3)
    more = queries_of(world)
    assert (few, more) == (few, few)
    assert few <= 24


def test_a_supervisor_reads_his_own_beside_all_others_together(priced: World) -> None:
    world = priced
    met(world, Outcome.HELD, hour=8)
    other = another(world, "Autre voix", 3)
    with pytest.raises(TooFewBehind):
        compared(world, "sam")
    completed(world)
    assert compared(world, "sam").centers == []  # all others together would be a single one
    another(world, "Troisième voix", 4)
    told = compared(world, "sam")
    assert counts_of(told, "opened", "accepted") == [["Voix du Nord", 1, 1], ["", 7, 5]]
    assert [one.id for one in told.centers] == [world.center.id, None]
    assert all(one.cost is None and not one.per and not one.billed for one in told.centers)
    assert kept(world, "sam") == told
    for name, center in (("sam", other.id), ("maya", world.center.id), ("dora", world.campaign.id)):
        with pytest.raises(NotVisible):
            center_leads(
                access_of(world, name), center, "opened", campaign_id=None, since=None,
                until=None, at=IN_JUNE,
            )  # fmt: skip
    for name in ("maya", "remy", "tina", "ada"):
        with pytest.raises(NotVisible):
            compared(world, name)
