"""What goes with honouring: compared between reps and within them, or too little said."""

from datetime import timedelta

import pytest
from django.db.models import Q

from relais.appointments.models import Appointment
from relais.appointments.tests.steps import HOUR, THURSDAY, access, book, transmit
from relais.campaigns.queries import ReasonKind
from relais.campaigns.rules.terms import SheetField
from relais.diagnosis.queries.associations import FACTORS
from relais.diagnosis.queries.goes_with import goes_with_for
from relais.diagnosis.rules.associations import Factor, Split, associations, compare
from relais.leads.actions import (
    lose_lead,
    post_message,
    start_approach,
    take_up_lead,
    write_sheet,
)
from relais.leads.events import Approach, Mode
from relais.leads.models import Lead
from tests.persons import World


def rows(with_: tuple[int, int], without: tuple[int, int], reps: int) -> list[Split]:
    return [Split(with_[1], with_[0], without[1], without[0])] * reps


@pytest.mark.once
def test_what_differs_within_every_rep_holds_both_ways() -> None:
    found = compare(Factor.CONTACTED, rows((9, 10), (3, 10), 12), looks=8)
    assert found.between is not None
    assert found.within is not None
    assert found.within.value == pytest.approx(0.6)
    assert found.between.value == pytest.approx(0.6)
    assert found.holds
    assert (found.having.honoured, found.having.due) == (108, 120)


@pytest.mark.once
def test_what_differs_between_teams_alone_does_not_hold_within_reps() -> None:
    followed, left = rows((19, 20), (19, 20), 8), rows((0, 0), (2, 20), 8)
    found = compare(Factor.FOLLOWED, [*followed, *left], looks=8)
    assert found.between is not None
    assert found.within is not None
    assert found.between.value > 0.3
    assert found.within.value == pytest.approx(0.0)
    assert found.within.reps == 8
    assert not found.within.holds


@pytest.mark.once
@pytest.mark.parametrize(
    ("few", "needed"), [((2, 2), 24), ((0, 0), 30)], ids=["three each", "none"]
)
def test_too_little_is_said_so(few: tuple[int, int], needed: int) -> None:
    table = [*rows(few, (20, 30), 3), *rows((0, 0), (20, 30), 5)]
    found = compare(Factor.SHEET, table)
    assert (found.between, found.within, found.needed) == (None, None, needed)


@pytest.mark.once
def test_nobody_at_all_is_no_trouble() -> None:
    [found] = associations({Factor.NEW: []})
    assert (found.having.due, found.lacking.due, found.needed) == (0, 0, 30)
    assert found.having.rate is None


@pytest.mark.once
def test_looking_at_more_asks_for_more() -> None:
    table = [Split(10, 8, 10, 6)] * 9
    assert compare(Factor.CLOSE, table, looks=1).holds
    assert not compare(Factor.CLOSE, table, looks=1_000).holds


def has(world: World, factor: Factor, met: Appointment) -> bool:
    predicate = FACTORS[factor](world.organization.id)
    return Appointment.objects.filter(Q(predicate), id=met.id).exists()


def tells(world: World, lead: Lead, field: SheetField) -> None:
    write_sheet(lead.id, fields={field: "Le bail"}, answers={}, by=world.by("tina"), at=world.at)


def before(world: World) -> tuple[Lead, Appointment]:
    lead = transmit(world, world.open_lead())
    return lead, book(world, lead)


def test_a_deed_of_a_manager_before_the_start_is_following(world: World) -> None:
    lead, met = before(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    assert not has(world, Factor.FOLLOWED, met)  # the rep's own deed is none of his manager's
    reason_id = world.reason(ReasonKind.LOSE, "unknown")
    lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("maya"), at=world.at)
    assert has(world, Factor.FOLLOWED, met)


def test_what_a_manager_does_afterwards_is_none(world: World) -> None:
    lead, met = before(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    later = met.starts_at + HOUR
    reason_id = world.reason(ReasonKind.LOSE, "unknown")
    lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("maya"), at=later)
    assert not has(world, Factor.FOLLOWED, met)


@pytest.mark.parametrize("by_words", [True, False])
def test_a_word_or_an_approach_before_the_start_is_contact(world: World, by_words: bool) -> None:
    lead, met = before(world)
    assert not has(world, Factor.CONTACTED, met)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    if by_words:
        post_message(lead.id, text="Je les appelle demain.", by=world.by("remy"), at=world.at)
    else:
        start_approach(lead.id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    assert has(world, Factor.CONTACTED, met)


def test_a_word_of_somebody_else_is_no_contact(world: World) -> None:
    lead, met = before(world)
    post_message(lead.id, text="Il attend votre appel.", by=world.by("tina"), at=world.at)
    assert not has(world, Factor.CONTACTED, met)


def test_a_sheet_is_whole_with_all_that_its_campaign_wants(world: World) -> None:
    lead = world.open_lead()
    write_sheet(
        lead.id,
        fields={SheetField.NEED: "Deux presses"},
        answers={},
        by=world.by("tina"),
        at=world.at,
    )
    met = book(world, lead)
    assert not has(world, Factor.SHEET, met)
    write_sheet(
        lead.id,
        fields={SheetField.CONTEXT: "Bail en juin"},
        answers={},
        by=world.by("tina"),
        at=world.at,
    )
    assert has(world, Factor.SHEET, met)


def test_days_between_are_counted(world: World) -> None:
    lead, met = before(world)
    assert not has(world, Factor.LONG_WAIT, met)
    Appointment.objects.filter(id=met.id).update(booked_at=met.starts_at - timedelta(days=15))
    assert has(world, Factor.LONG_WAIT, met)
    Lead.objects.filter(id=lead.id).update(transmitted_at=met.starts_at - timedelta(days=2))
    assert has(world, Factor.LATE, met)


def test_the_next_appointment_may_be_close(world: World) -> None:
    def call(after: float) -> Appointment:
        start = THURSDAY + after * HOUR
        lead = transmit(world, world.open_lead())
        return book(world, lead, start=start, end=start + HOUR / 2, mode=Mode.PHONE)

    met, far = call(0), call(4)
    assert not has(world, Factor.CLOSE, met)
    near = call(1)
    assert has(world, Factor.CLOSE, met)
    assert has(world, Factor.CLOSE, near)
    assert not has(world, Factor.CLOSE, far)


def test_a_rep_is_new_for_half_a_year(world: World) -> None:
    _lead, met = before(world)
    assert has(world, Factor.NEW, met)
    Appointment.objects.filter(id=met.id).update(
        starts_at=met.starts_at + timedelta(days=200), ends_at=met.ends_at + timedelta(days=200)
    )
    assert not has(world, Factor.NEW, met)


def test_who_leads_nobody_is_told_of_nobody(world: World) -> None:
    found = goes_with_for(
        access(world, "maya"), unit_id=None, campaign_id=None, start=None, end=None, at=world.at
    )
    assert found is not None
    assert all(one.having.due == one.lacking.due == 0 for one in found.associations)
    assert {one.factor for one in found.associations} == set(Factor) - {Factor.TEAM}
    assert (found.quality.teams, found.quality.reasons) == ((), ())
