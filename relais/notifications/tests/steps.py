"""Steps that the tests of this room take: leads on their way, and who was told what."""

from datetime import datetime

from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import contest_lead, write_sheet
from relais.leads.events import Evidence
from relais.leads.models import Lead
from relais.notifications.models import Notification
from relais.outbox.models import OutboxRow
from relais.people.rules.access import Actor, Door
from relais.routing.actions import add_rule, submit_lead, validate_lead
from relais.routing.models import RoutingRule
from tests.laid import begin
from tests.persons import World

SHEET = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}


def clock(world: World) -> Actor:
    """Give the clock as the one who acts."""
    return Actor(world.organization.id, Door.CLOCK)


def submitted(world: World, *, owner: str | None = "remy") -> Lead:
    """Let Tina submit a lead of the North."""
    return begin(world, _submitted, owner=owner)


def _submitted(world: World, *, owner: str | None) -> Lead:
    if not RoutingRule.objects.exists():
        add_rule(unit_id=world.north.id, country="FR", areas=("59",), by=world.system)
    lead = world.open_lead(owner=owner)
    write_sheet(lead.id, fields=SHEET, answers={}, by=world.by("tina"), at=world.at)
    return submit_lead(lead.id, by=world.by("tina"), at=world.at)


def transmitted(world: World, *, owner: str | None = "remy") -> Lead:
    """Let Victor validate it, so that its owner has it."""
    return begin(world, _transmitted, owner=owner)


def _transmitted(world: World, *, owner: str | None) -> Lead:
    lead = _submitted(world, owner=owner)
    return validate_lead(lead.id, by=world.by("victor"), at=world.at)


def contested(world: World) -> Lead:
    """Let Remy contest it."""
    return begin(world, _contested)


def _contested(world: World) -> Lead:
    return contest_lead(
        _transmitted(world, owner="remy").id,
        reason_id=world.reason(ReasonKind.CONTEST, "not_qualified"),
        evidence=(Evidence.SHEET,),
        words="Ce n’est pas ce qui est écrit.",
        by=world.by("remy"),
        at=world.at,
    )


def told(world: World, *, since: datetime | None = None) -> set[tuple[str, str]]:
    """Give what was told, each with the name of the person."""
    names = {person.id: name for name, person in world.people.items()}
    rows = Notification.objects.filter(at__gt=since) if since else Notification.objects.all()
    return {(row.kind, names[row.person_id]) for row in rows}


def mailed(world: World) -> list[tuple[str, str]]:
    """Give which mails are written, to whom, in order."""
    names = {person.id: name for name, person in world.people.items()}
    rows = OutboxRow.objects.order_by("written_at", "id")
    return [(row.template, names[row.to_person_id]) for row in rows]
