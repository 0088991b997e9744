"""What has happened before a story in the browser begins: history, told by actions."""

from datetime import timedelta

from django.utils import timezone

from relais.accounts.actions import AccountDetails, ContactDetails, give_account
from relais.accounts.models import Contact
from relais.campaigns.actions import (
    Terms,
    add_cost,
    create_campaign,
    engage_call_center,
    publish_definition,
    set_objective,
    set_status,
)
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind, ReasonKind, SheetField, Status
from relais.erasure.actions import erase_person, receive_request
from relais.leads.actions import (
    lose_lead,
    refuse_lead,
    return_lead,
    start_approach,
    take_up_lead,
    win_lead,
)
from relais.leads.events import Approach, Mode
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.privacy.rules import Channel, RequestKind
from relais.prospecting.actions import ProspectRow, claim_next, import_prospects
from relais.routing.actions import (
    book_for_routed_rep,
    cancel_absence,
    declare_absence,
    slots_for_lead,
    validate_lead,
)
from relais.steering.actions.decisions import Decision, decide
from relais.steering.actions.meetings import open_meeting, plan_meeting
from relais.steering.rules.meetings import When
from relais.web.styleguide.samples import ARABIC, LONG, ONE_WORD
from tests.persons import SINCE, World

FORTNIGHT = timedelta(days=14)


def ago(world: World, **delta: float) -> None:
    """Let the world's now lie so long before that of its pages."""
    world.at = timezone.now() - timedelta(**delta)


def prospect(world: World, company: str, *, owner: str) -> None:
    """Bring a company in for Tina to call, answered for by a rep."""
    row = ProspectRow(
        AccountDetails(name=company, postcode="59000", city="Lille"),
        ContactDetails(last_name="Lefèvre", function="Directrice", phone="03 20 12 34 56"),
    )
    [told] = import_prospects(world.campaign.id, [row], by=world.system, at=world.at)
    assert told.contact_id
    account_id = Contact.objects.get(id=told.contact_id).account_id
    give_account(account_id, rep_id=world.id(owner), by=world.system, at=world.at)


def visited(world: World) -> Lead:
    """Let Remy have an appointment three weeks ago, or soon after, of which nobody has told."""
    ago(world, days=21)
    lead = submitted(world)
    until = world.at + FORTNIGHT
    visit = Mode.VISIT
    _, free = slots_for_lead(lead, start=world.at, end=until, mode=visit, at=world.at)
    book_for_routed_rep(
        lead.id, starts_at=free[0].start, ends_at=None, mode=visit, by=world.by("tina"), at=world.at
    )
    validate_lead(lead.id, by=world.by("victor"), at=world.at)
    return take_up_lead(lead.id, by=world.by("remy"), at=world.at)


def nobody_can_receive(world: World) -> Lead:
    """Let a lead wait, as everybody who could have it was away when it was validated."""
    lead = submitted(world, owner=None)
    start, end = world.at - timedelta(hours=1), world.at + timedelta(hours=4)
    away = [
        declare_absence(world.id(name), starts_at=start, ends_at=end, by=world.system, at=world.at)
        for name in ("remy", "olga")
    ]
    waiting = validate_lead(lead.id, by=world.by("victor"), at=world.at)
    for absence in away:
        cancel_absence(absence.id, by=world.system, at=world.at)
    return waiting


def lost(world: World, **when: float) -> Lead:
    """Let Remy lose a lead so long ago."""
    ago(world, **when)
    lead = transmitted(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    start_approach(lead.id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    reason_id = world.reason(ReasonKind.LOSE, "postponed")
    return lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("remy"), at=world.at)


def campaign(world: World, name: str, *, cool_off_days: int = 90) -> Campaign:
    """Start another campaign, for which Tina's call center works."""
    terms = Terms(
        name=name, starts_on=SINCE, owner_id=world.id("dora"), cool_off_days=cool_off_days
    )
    made = create_campaign(terms, by=world.system, at=world.at)
    set_status(made.id, status=Status.RUNNING, by=world.system)
    center_id = world.center.id
    engage_call_center(made.id, call_center_id=center_id, since=SINCE, until=None, by=world.system)
    return made


def busy(world: World) -> None:
    """Fill the house: leads in every state, prospects, terms, an absence, a rule."""
    set_terms(world)
    visited(world)
    lost(world, days=20)
    ago(world, days=6)
    prospect(world, "Imprimerie Delattre", owner="remy")
    prospect(world, "Menuiserie Vasseur", owner="olga")
    reviewed(world)
    signed(world)
    ago(world, hours=1)
    submitted(world)
    named_oddly(world)
    asked(world, world.open_lead())
    claim_next(world.campaign.id, by=world.by("tina"), at=timezone.now())
    start, end = world.at + FORTNIGHT, world.at + 2 * FORTNIGHT
    remy = world.id("remy")
    declare_absence(remy, starts_at=start, ends_at=end, by=world.by("maya"), at=world.at)
    meet(world)


def meet(world: World) -> None:
    """Let Maya have a meeting before her, and one that is held."""
    maya, at = world.by("maya"), world.at
    period = {"since": (at - 2 * FORTNIGHT).date(), "until": at.date()}
    invited = [world.id("remy"), world.id("dora")]
    for start in (at + FORTNIGHT, at + 2 * FORTNIGHT):
        meeting = plan_meeting(
            world.north.id, When(start), **period, participants=invited, by=maya, at=at
        )
    open_meeting(meeting.id, by=maya, at=at)
    decision = Decision(LONG, world.id("remy"), (at + FORTNIGHT).date())
    decide(meeting.id, decision, by=maya, at=at)


def named_oddly(world: World) -> None:
    """Let the latest leads be of companies and persons whose names are hard to draw."""
    plain = world.company, world.last_name
    for step, name in ((submitted, ONE_WORD), (transmitted, LONG), (contested, ARABIC)):
        world.company, world.last_name = name, name[:200]
        step(world)
    world.company, world.last_name = plain


def asked(world: World, lead: Lead) -> None:
    """Let prospects ask about their data: one waits for each kind of answer, one is erased."""
    paul, at = world.by("paul"), world.at
    gone = world.open_lead()
    for kind in RequestKind:
        for contact_id in (lead.contact_id, *([gone.contact_id] if kind == "erasure" else [])):
            request = receive_request(
                kind, who=f"Durand {kind}", reach=f"{contact_id}", channel=Channel.LETTER,
                received_on=at.date(), contact_ids=[contact_id], by=paul, at=at,
            )  # fmt: skip
            if contact_id == gone.contact_id:
                erase_person(request.id, by=paul, at=at)


def set_terms(world: World) -> None:
    """Say whom the campaign looks for, what it wants, and what it costs."""
    campaign_id, by = world.campaign.id, world.system
    add_cost(campaign_id, kind=CostKind.PER_LEAD, amount=4500, since=SINCE, by=by)
    set_objective(
        campaign_id,
        measure="opened",
        target=200,
        since=SINCE,
        until=None,
        words="Deux cents leads avant l’été",
        by=by,
    )
    asked = {
        "code": "machines",
        "kind": "free",
        "weight": 2,
        "required": True,
        "question": "Des machines de plus de cinq ans ?",
    }
    publish_definition(campaign_id, criteria=[asked], by=by, at=world.at)


def reviewed(world: World) -> None:
    """Let Victor send a lead back, and set another one aside."""
    victor, at = world.by("victor"), world.at
    return_lead(
        submitted(world).id,
        reason_id=world.reason(ReasonKind.RETURN, "sheet_incomplete"),
        missing=(SheetField.PROMISES,),
        words="Qui décide ?",
        by=victor,
        at=at,
    )
    reason_id = world.reason(ReasonKind.REFUSE, "outside_target")
    refuse_lead(submitted(world).id, reason_id=reason_id, words="Trop petit", by=victor, at=at)


def signed(world: World) -> None:
    """Let Remy sign one lead, and have an appointment to come for another."""
    remy, at = world.by("remy"), world.at
    won, promised = transmitted(world), transmitted(world)
    for lead in (won, promised):
        take_up_lead(lead.id, by=remy, at=at)
        start_approach(lead.id, means=Approach.CALL, by=remy, at=at)
    win_lead(
        won.id,
        amount=4_800_000,
        margin=950_050,
        currency=Currency("EUR"),
        signed_on=at.date(),
        by=remy,
        at=at,
    )
    now, visit = timezone.now(), Mode.VISIT
    _, free = slots_for_lead(promised, start=now, end=now + FORTNIGHT, mode=visit, at=now)
    book_for_routed_rep(
        promised.id, starts_at=free[-1].start, ends_at=None, mode=visit, by=remy, at=now
    )
