"""Many leads at once go the same way as one by one, or not at all."""

from datetime import timedelta

import pytest

from relais.appointments.actions import book_appointment
from relais.appointments.actions.batches import (
    Booking,
    Report,
    book_appointments,
    report_outcomes,
)
from relais.appointments.models import Appointment
from relais.appointments.rules.slots import SlotTaken
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import AlreadyOpen, AmountMissing
from relais.leads.actions.batches import (
    Order,
    Signature,
    lose_leads,
    open_leads,
    start_approaches,
    take_up_leads,
    win_leads,
    write_sheets,
)
from relais.leads.events import Approach, AssignmentReason, Mode, Outcome, State
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import NotAllowed, mismatches
from relais.leads.rules.guards import NotYours, OfferedToAnother
from relais.lib.money import Currency
from relais.routing.actions import preview, validate_lead
from relais.routing.actions.batches import (
    assign_leads,
    expire_turns,
    submit_leads,
    validate_leads,
)
from relais.routing.actions.route import Desk
from relais.routing.rules.submission import StillRunning
from relais.routing.tests.conftest import Walk
from tests.persons import World

SHEET = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
DAY = timedelta(days=1)


def orders(world: World, leads: list[Lead], name: str) -> list[Order]:
    return [Order(lead.id, world.by(name), world.at) for lead in leads]


def desk(world: World) -> Desk:
    return Desk(world.organization.id, at=world.at)


def kinds(lead: Lead) -> list[str]:
    rows = LeadEvent.objects.filter(lead_id=lead.id).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


def transmitted_by_batches(world: World, count: int) -> list[Lead]:
    contacts = [world.contact(owner="remy") for _ in range(count)]
    opening = [Order(contact_id, world.by("tina"), world.at) for contact_id in contacts]
    leads = open_leads(opening, campaign_id=world.campaign.id)
    tina = orders(world, leads, "tina")
    write_sheets([(order, SHEET, {}) for order in tina])
    submit_leads(tina, desk=desk(world))
    found = validate_leads(orders(world, leads, "victor"), desk=desk(world))
    return [found[lead.id] for lead in leads]


def test_a_batch_leaves_what_single_deeds_leave(
    world: World, north_rule: None, transmitted: Walk
) -> None:
    single, *many = transmitted("remy"), *transmitted_by_batches(world, 3)

    assert all(kinds(lead) == kinds(single) for lead in many)
    for lead in (*many, single):
        assert (lead.state, lead.rep_id, lead.due_at) == (
            State.TRANSMITTED,
            world.id("remy"),
            single.due_at,
        )
    assert list(mismatches()) == []


def test_leads_are_taken_up_approached_won_and_lost(world: World, north_rule: None) -> None:
    leads = transmitted_by_batches(world, 2)
    remy = orders(world, leads, "remy")
    take_up_leads(remy)
    start_approaches(remy[:1], means=Approach.CALL)
    signed = Signature(5_000, 1_000, Currency("EUR"), world.at.date())
    won = win_leads([(remy[0], signed)])
    lost = lose_leads([(remy[1], world.reason(ReasonKind.LOSE, "price"))])

    assert won[leads[0].id].state == State.WON
    assert lost[leads[1].id].state == State.LOST
    assert list(mismatches()) == []


@pytest.mark.parametrize("name", ["olga", "tina"])
def test_one_refusal_and_nothing_is_written(world: World, north_rule: None, name: str) -> None:
    leads = transmitted_by_batches(world, 2)
    wanted = [*orders(world, leads[:1], "remy"), *orders(world, leads[1:], name)]
    with pytest.raises(OfferedToAnother):
        take_up_leads(wanted)

    assert not LeadEvent.objects.filter(kind="lead.taken_up").exists()


def test_refused_by_state_by_amount_and_twice(world: World, north_rule: None) -> None:
    leads = transmitted_by_batches(world, 1)
    remy = orders(world, leads, "remy")
    with pytest.raises(NotAllowed):
        start_approaches(remy, means=Approach.CALL)
    take_up_leads(remy)
    with pytest.raises(NotAllowed):
        take_up_leads(remy)
    with pytest.raises(AmountMissing):
        win_leads([(remy[0], Signature(-1, None, Currency("EUR"), world.at.date()))])


def test_a_contact_is_not_opened_twice(world: World, north_rule: None) -> None:
    lead = world.open_lead()
    again = Order(lead.contact_id, world.by("theo"), world.at)
    with pytest.raises(AlreadyOpen):
        open_leads([again], campaign_id=world.campaign.id)


def test_only_the_relay_validates_and_only_the_telemarketer_submits(
    world: World, submitted: Walk
) -> None:
    lead = submitted()
    with pytest.raises(NotYours):
        validate_leads(orders(world, [lead], "oscar"), desk=desk(world))
    with pytest.raises(NotYours):
        submit_leads(orders(world, [world.open_lead()], "theo"), desk=desk(world))


def test_managers_assign_and_turns_expire(world: World, north_rule: None) -> None:
    (lead,) = transmitted_by_batches(world, 1)
    olga = world.id("olga")
    with pytest.raises(NotYours):
        assign_leads([(orders(world, [lead], "milo")[0], olga)], desk=desk(world))
    given = assign_leads([(orders(world, [lead], "maya")[0], olga)], desk=desk(world))
    assert given[lead.id].rep_id == olga
    clock = Order(lead.id, world.system, world.at)
    with pytest.raises(StillRunning):
        expire_turns([clock], desk=desk(world))
    world.later(days=5)
    gone = expire_turns([Order(lead.id, world.system, world.at)], desk=desk(world))
    assert (gone[lead.id].rep_id, gone[lead.id].lapsed_turns) == (world.id("remy"), 1)


def test_slots_of_a_batch_do_not_overlap(world: World, north_rule: None) -> None:
    leads = transmitted_by_batches(world, 2)
    start = (world.at + 3 * DAY).replace(hour=9)
    same = [Booking(o, None, start, Mode.VISIT) for o in orders(world, leads, "tina")]
    with pytest.raises(SlotTaken):
        book_appointments(same)
    assert not Appointment.objects.exists()
    apart = [same[0], Booking(same[1].order, None, start + timedelta(hours=4), Mode.VISIT)]
    booked = book_appointments(apart)

    assert set(booked) == {lead.id for lead in leads}


def test_outcomes_are_told_together(world: World, north_rule: None) -> None:
    leads = transmitted_by_batches(world, 2)
    start = (world.at + 3 * DAY).replace(hour=8)
    tina = orders(world, leads, "tina")
    booked = book_appointments(
        [
            Booking(tina[0], None, start, Mode.PHONE),
            Booking(tina[1], None, start + timedelta(hours=5), Mode.PHONE),
        ]
    )
    world.later(days=4)
    reason = world.reason(ReasonKind.NOT_HONOURED, "overload")
    told = report_outcomes(
        [
            Report(Order(booked[leads[0].id], world.by("remy"), world.at), Outcome.HELD, None),
            Report(
                Order(booked[leads[1].id], world.by("maya"), world.at), Outcome.REP_ABSENT, reason
            ),
        ]
    )

    assert told[booked[leads[0].id]].state == State.IN_APPROACH
    assert told[booked[leads[1].id]].state == State.TRANSMITTED
    assert list(mismatches()) == []


def test_what_was_promised_at_booking_counts_in_the_shares(world: World, submitted: Walk) -> None:
    """Else the rep who is promised the first slot would be promised every other."""
    first = submitted()
    wanted = preview(first, at=world.at).rep_id
    book_appointment(
        first.id,
        rep_id=wanted,
        starts_at=(world.at + 3 * DAY).replace(hour=9),
        ends_at=None,
        mode=Mode.PHONE,
        by=world.by("tina"),
        at=world.at,
    )
    given = validate_lead(first.id, by=world.by("victor"), at=world.at)
    assert given.rep_id == wanted
    decision = preview(submitted(), at=world.later(hours=1))

    assert decision.reason is AssignmentReason.SHARE
    assert decision.rep_id != wanted
