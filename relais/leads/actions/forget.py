"""Ending the leads of persons who are erased or object, and erasing what was written of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relais.database.among import among
from relais.leads.events import LeadWithdrawn, State, WithdrawalCause
from relais.leads.lifecycle import OPEN
from relais.leads.log import Entry, append_many
from relais.leads.models import HandoverSheet, Lead, Message
from relais.leads.queries import SHEET, locked_many
from relais.people.rules.access import Actor

ENDED_BY: Final = {
    WithdrawalCause.OBJECTION: OPEN,
    WithdrawalCause.ERASURE: OPEN | {State.LOST, State.REFUSED},
}


def withdraw_leads_of(
    contact_ids: Collection[UUID], *, cause: WithdrawalCause, by: Actor, at: datetime
) -> int:
    """Withdraw what lives of some contacts, and at an erasure what was lost or refused as well.

    Slots to come are freed, and whoever had the lead is told. What was won, or recovered, keeps
    its state. Give how many leads there were.
    """
    states = [state.value for state in ENDED_BY[cause]]
    with transaction.atomic():
        rows = Lead.objects.of(by.organization_id).filter(among("contact_id", contact_ids))
        ids = list(rows.filter(state__in=states).values_list("id", flat=True))
        leads = locked_many(ids, organization_id=by.organization_id).values()
        ending = [lead for lead in leads if lead.state in ENDED_BY[cause]]
        append_many([Entry(lead, LeadWithdrawn(cause), by, at) for lead in ending])
    return len(ending)


def hold_leads_of(contact_ids: Collection[UUID], *, organization_id: UUID) -> None:
    """Hold what lives of some contacts until the caller's transaction ends."""
    rows = Lead.objects.of(organization_id).filter(among("contact_id", contact_ids))
    living = rows.filter(state__in=[state.value for state in OPEN])
    locked_many(list(living.values_list("id", flat=True)), organization_id=organization_id)


def forget_words(organization_id: UUID, lead_ids: Collection[UUID]) -> dict[str, int]:
    """Erase sheets and threads of leads for good; give how many of each said something.

    The rows stay, empty, for who wrote when.
    """
    sheets = HandoverSheet.objects.of(organization_id).filter(among("lead_id", lead_ids))
    words = Message.objects.of(organization_id).filter(among("lead_id", lead_ids))
    said = ~Q(answers={})
    for name in SHEET:
        said |= ~Q(**{name: ""})
    return {
        "sheets": sheets.filter(said).update(**dict.fromkeys(SHEET, ""), answers={}),
        "messages": words.exclude(text="").update(text=""),
    }
