"""What has happened before a story in the browser begins: history, told by actions."""

from datetime import timedelta

from django.utils import timezone

from relais.accounts.actions import AccountDetails, ContactDetails, give_account
from relais.accounts.models import Contact
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import ReasonKind, Status
from relais.leads.actions import lose_lead, start_approach, take_up_lead
from relais.leads.events import Approach, Mode
from relais.leads.models import Lead
from relais.notifications.tests.steps import submitted, transmitted
from relais.prospecting.actions import ProspectRow, import_prospects
from relais.routing.actions import book_for_routed_rep, slots_for_lead, validate_lead
from tests.persons import SINCE, World

FORTNIGHT = timedelta(days=14)


def ago(world: World, **delta: float) -> None:
    """Let the world's now lie so long before the real one."""
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
