"""What becomes of leads from the first call on, however they end; each proved against its log."""

from datetime import timedelta
from uuid import UUID

from relais.accounts.actions import AccountDetails, ContactDetails, give_account
from relais.accounts.models import Contact
from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.calls.models import Callback
from relais.calls.rules import CallbackWhy
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.rules.terms import ReasonKind, SheetField, Status
from relais.challenge.queries import points_of
from relais.leads.actions import (
    cancel_win,
    lose_lead,
    qualify_call,
    recover_lead,
    return_lead,
    start_approach,
    take_up_lead,
    uphold_contest,
    win_lead,
    write_sheet,
)
from relais.leads.events import Approach, Outcome, State
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.prospecting.actions import ProspectRow, claim_next, import_prospects
from relais.routing.actions import (
    assign_lead,
    declare_absence,
    person_leaves,
    reroute_contested,
    submit_lead,
    validate_lead,
)
from relais.routing.models import WaitingLead
from tests.persons import SINCE, World
from tests.stories.conftest import Story

SHEET = {SheetField.NEED: "Deux presses", SheetField.CONTEXT: "Bail en juin"}


def called(world: World) -> Lead:
    """Let Tina take her next prospect, call him, and qualify him."""
    row = ProspectRow(
        AccountDetails(name="Imprimerie Delattre", postcode="59000"),
        ContactDetails(last_name="Lefèvre", phone="03 20 12 34 56"),
    )
    [told] = import_prospects(world.campaign.id, [row], by=world.by("sam"), at=world.at)
    assert told.contact_id
    contact = Contact.objects.get(id=told.contact_id)
    give_account(contact.account_id, rep_id=world.id("remy"), by=world.system, at=world.at)
    prospect = claim_next(world.campaign.id, by=world.by("tina"), at=world.at)
    assert prospect
    started_at, ended_at = world.at, world.later(minutes=9)
    return qualify_call(
        prospect.id,
        started_at=started_at,
        ended_at=ended_at,
        note="Le bail finit en juin",
        by=world.by("tina"),
        at=world.at,
    )


def hand_over(world: World, lead: Lead) -> Lead:
    """Let Tina write the sheet and submit."""
    tina = world.by("tina")
    write_sheet(lead.id, fields=SHEET, answers={}, by=tina, at=world.at)
    return submit_lead(lead.id, by=tina, at=world.at)


def sign(world: World, lead: Lead) -> Lead:
    """Let Remy sign."""
    return win_lead(
        lead.id,
        amount=4_800_000,
        margin=900_000,
        currency=Currency("EUR"),
        signed_on=world.at.date(),
        by=world.by("remy"),
        at=world.at,
    )


def points(world: World, name: str) -> int:
    return points_of(world.id(name), organization_id=world.organization.id)


def test_from_the_call_to_the_signature(story: Story) -> None:
    world = story.world
    lead = called(world)
    appointment = story.book(lead)
    hand_over(world, lead)
    return_lead(
        lead.id,
        reason_id=world.reason(ReasonKind.RETURN, "need_unclear"),
        missing=(SheetField.PROMISES,),
        words="Qui décide ?",
        by=world.by("victor"),
        at=world.later(hours=1),
    )
    hand_over(world, lead)
    validate_lead(lead.id, by=world.by("victor"), at=world.later(minutes=30))
    story.tick(hours=1)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    world.at = appointment.ends_at
    story.tick(hours=2)
    report_outcome(
        appointment.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=world.at
    )
    sign(world, lead)
    story.tick(days=3)

    lead = story.again(lead)
    assert (lead.state, lead.rep_id, lead.relay_id) == (
        State.WON,
        world.id("remy"),
        world.id("victor"),
    )
    assert lead.originator_id == world.id("tina")
    assert points(world, "remy") == 1 + 3 + 10
    cancel_win(lead.id, words="Le financement a été refusé", by=world.by("remy"), at=world.at)
    assert points(world, "remy") == 1 + 3


def test_from_the_dispute_to_another_rep(story: Story) -> None:
    world = story.world
    lead = contested(world)
    assert story.tick(days=4).expired == 0  # a contest stops the take-up's clock
    reroute_contested(
        lead.id, words="Pour le second site", by=world.by("maya"), at=world.later(hours=1)
    )
    lead = story.again(lead)
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))
    take_up_lead(lead.id, by=world.by("olga"), at=world.later(hours=1))
    assert (points(world, "remy"), points(world, "olga")) == (0, 1)


def test_a_lead_that_nobody_takes_up_waits_for_the_manager(story: Story) -> None:
    world = story.world
    lead = transmitted(world)
    turns = [world.id("remy"), world.id("olga")]
    for rep_id in turns:
        assert story.again(lead).rep_id == rep_id
        assert story.tick(days=1).expired == 0
        assert story.tick(days=6).expired == 1
        assert story.tick(minutes=1).expired == 0  # each thing once
    lead = story.again(lead)
    assert (lead.state, lead.rep_id, lead.lapsed_turns) == (State.VALIDATED, None, 2)
    assert WaitingLead.objects.get(lead=lead).reason == "turns_lapsed"
    assert story.tick(days=1).routed == 0
    assign_lead(lead.id, rep_id=turns[1], words="", by=world.by("maya"), at=world.at)
    take_up_lead(lead.id, by=world.by("olga"), at=world.later(hours=1))
    assert story.again(lead).state == State.TAKEN_UP


def test_nobody_s_lead_waits_for_who_is_away_or_gone(story: Story) -> None:
    world = story.world
    waiting, taken = transmitted(world), transmitted(world)
    take_up_lead(taken.id, by=world.by("remy"), at=world.at)
    appointment = story.book(story.again(taken), by="remy")
    starts_at = world.at + timedelta(hours=3)
    declare_absence(
        world.id("remy"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=1),
        by=world.by("maya"),
        at=world.at,
    )
    assert story.again(waiting).rep_id == world.id("remy")
    assert story.tick(hours=4).released == 1
    assert story.again(waiting).rep_id == world.id("olga")
    assert story.again(taken).rep_id == world.id("remy")  # his manager decides on it

    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    lead = story.again(taken)
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))
    carried = Appointment.objects.get(id=appointment.id)
    assert (carried.rep_id, carried.starts_at) == (world.id("olga"), appointment.starts_at)
    assert story.tick(hours=1).released == 0


def test_a_slot_that_nobody_reviewed_in_time_lapses_and_the_prospect_is_called(
    story: Story,
) -> None:
    world = story.world
    lead = submitted(world)
    appointment = story.book(lead)
    world.at = appointment.starts_at
    assert story.tick(minutes=1).lapsed == 1
    assert story.tick(minutes=1).lapsed == 0
    assert Appointment.objects.get(id=appointment.id).status == "lapsed"
    assert Callback.objects.get(lead_id=lead.id).why == CallbackWhy.APOLOGY
    validate_lead(lead.id, by=world.by("victor"), at=world.at)
    assert story.again(lead).state == State.TRANSMITTED


def test_a_refused_lead_has_a_second_life_in_a_later_campaign_with_another_rep(
    story: Story,
) -> None:
    world = story.world
    lead = contested(world)
    uphold_contest(
        lead.id, reason_id=None, words="Trop tôt", by=world.by("maya"), at=world.later(hours=2)
    )
    story.tick(days=91)
    autumn = later_campaign(world)
    account_id = lead.account_id
    give_account(account_id, rep_id=world.id("olga"), by=world.by("maya"), at=world.at)
    fresh = recover_lead(lead.id, campaign_id=autumn, by=world.by("tina"), at=world.at)
    hand_over(world, fresh)
    validate_lead(fresh.id, by=world.by("victor"), at=world.later(hours=1))
    take_up_lead(fresh.id, by=world.by("olga"), at=world.later(hours=1))
    start_approach(fresh.id, means=Approach.CALL, by=world.by("olga"), at=world.at)
    lose_lead(
        fresh.id,
        reason_id=world.reason(ReasonKind.LOSE, "postponed"),
        words="Pas cette année",
        by=world.by("olga"),
        at=world.later(days=2),
    )

    old, fresh = story.again(lead), story.again(fresh)
    assert (old.state, fresh.state) == (State.RECOVERED, State.LOST)
    assert (fresh.recovered_from_id, fresh.campaign_id) == (old.id, autumn)
    assert points(world, "remy") == 0
    assert points(world, "olga") == 1 + 3


def later_campaign(world: World) -> UUID:
    """Start another campaign, for which Tina's call center works; give its id."""
    terms = Terms(name="Automne", starts_on=SINCE, owner_id=world.id("dora"))
    made = create_campaign(terms, by=world.by("dora"), at=world.at)
    set_status(made.id, status=Status.RUNNING, by=world.by("dora"))
    center_id = world.center.id
    engage_call_center(made.id, call_center_id=center_id, since=SINCE, until=None, by=world.system)
    return made.id
