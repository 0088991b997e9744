"""Calls by which leads of the challenge that runs were found: three of them under a minute.

So that what fair play asks a human to look at is there to be seen, with its evidence and with what
else it may be: that a call was begun again, or written down in part.
"""

from datetime import timedelta
from typing import Final

from relais.calls.actions import attach_lead, record_call
from relais.calls.rules import CallEnd, CallOutcome
from relais.challenge.actions import look_at_challenge
from relais.challenge.models import Challenge, Entry
from relais.leads.models import Lead
from relais.people.rules.access import Actor
from relais.prospecting.actions import join_campaign
from relais.prospecting.rules import Status
from relais.simulation.staff import id_of
from relais.simulation.world import World

LASTED: Final = (41, 47, 285, 52, 190, 330, 415, 260)  # seconds, each call of another lead
WHOSE: Final = 1  # the first telemarketer who takes part


def call(world: World, challenge: Challenge) -> None:
    """Write down the calls of one telemarketer, and look at the challenge today."""
    home = world.staff.organization_id
    by = world.staff.telemarketers[: 1 + WHOSE][-1]
    lines = Entry.objects.of(home).filter(challenge=challenge, person_id=id_of(by), points__gt=0)
    leads = Lead.objects.of(home).filter(id__in=lines.values("lead_id"))
    for lead, seconds in zip(leads.order_by("opened_at", "id"), LASTED, strict=False):
        _called(lead, timedelta(seconds=seconds), by=by)
    look_at_challenge(challenge.id, by=world.staff.director, at=world.at)


def _called(lead: Lead, lasted: timedelta, *, by: Actor) -> None:
    """Write down the call at whose end a lead was opened."""
    at = lead.opened_at
    prospect = join_campaign(
        lead.contact_id, campaign_id=lead.campaign_id, status=Status.TO_CALL, by=by, at=at - lasted
    )
    told = record_call(
        prospect.id,
        end=CallEnd.ANSWERED,
        outcome=CallOutcome.QUALIFIED,
        started_at=at - lasted,
        ended_at=at,
        callback_at=None,
        note="",
        by=by,
        at=at,
    )
    attach_lead(told.id, lead_id=lead.id, by=by)
