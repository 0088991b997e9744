"""The same deeds on many leads at once: same guards, same log, a handful of queries for all.

A batch is wholly done or not at all; the first refusal is raised. Each order says who acts, and
when, so that one batch holds the deeds of many persons.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from relais.accounts.models import Contact
from relais.campaigns.queries import (
    check_open_for,
    check_reason,
    latest_definition,
    running_campaign,
)
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.leads.actions.close import check_amounts
from relais.leads.actions.open import AlreadyOpen
from relais.leads.actions.sheet import check_writable, short_enough
from relais.leads.events import (
    Approach,
    Event,
    LeadApproachStarted,
    LeadLost,
    LeadOpened,
    LeadTakenUp,
    LeadWon,
    State,
)
from relais.leads.lifecycle import OPEN
from relais.leads.log import Entry, append_many
from relais.leads.models import HandoverSheet, Lead
from relais.leads.queries import locked_many
from relais.leads.rules.guards import check_manager, check_rep, check_rep_or_manager
from relais.lib.errors import NotVisible
from relais.lib.money import Currency
from relais.people.models import Unit
from relais.people.rules.access import Actor
from relais.privacy.queries import objected_among
from relais.privacy.rules import Objected

SHEET_COLUMNS: Final = tuple(field.attname for field in HandoverSheet._meta.concrete_fields)


@dataclass(frozen=True)
class Order:
    """A deed on one lead (or contact, where it opens one): who does it, and when."""

    target_id: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True)
class Signature:
    """For how much a lead was signed, in minor units."""

    amount: int
    margin: int | None
    currency: Currency
    signed_on: date


@contextmanager
def held(orders: Sequence[Order]) -> Iterator[dict[UUID, Lead]]:
    """Open a transaction and hold the leads of a batch until it ends.

    :raises NotVisible: when the organization lacks one of them.
    """
    ids = {order.target_id for order in orders}
    with transaction.atomic():
        leads = locked_many(ids, organization_id=orders[0].by.organization_id) if ids else {}
        if len(leads) < len(ids):
            raise NotVisible
        yield leads


def open_leads(orders: Sequence[Order], *, campaign_id: UUID) -> list[Lead]:
    """Open a lead for each contact, credited to who opens it, as `open_lead` does.

    :raises Refusal: as `open_lead`, and nothing is written.
    """
    organization_id = orders[0].by.organization_id
    leads = [Lead(id=uuid7(), organization_id=organization_id) for _ in orders]
    with transaction.atomic():
        contacts = _may_be_opened([order.target_id for order in orders], organization_id)
        days = {order.at.date() for order in orders}
        campaigns = {
            day: running_campaign(campaign_id, organization_id=organization_id, on=day)
            for day in days
        }
        callers = {_center_and_day(order): order for order in orders}
        centers = {
            key: check_open_for(campaigns[key[1]], by=order.by, on=key[1])
            for key, order in callers.items()
        }
        definition = latest_definition(next(iter(campaigns.values())))
        entries = [
            Entry(
                lead,
                LeadOpened(
                    campaign_id=campaign_id,
                    account_id=contacts[order.target_id].account_id,
                    contact_id=order.target_id,
                    originator_id=order.by.person_id,
                    call_center_id=centers[_center_and_day(order)],
                    definition_id=definition.id if definition else None,
                ),
                order.by,
                order.at,
            )
            for lead, order in zip(leads, orders, strict=True)
        ]
        append_many(entries)
    return leads


def write_sheets(
    sheets: Sequence[tuple[Order, Mapping[SheetField, str], Mapping[str, object]]],
) -> None:
    """Write the first sheet of each of many leads; one that stands already is not touched.

    :raises Refusal: as `write_sheet`, and nothing is written.
    """
    with held([order for order, _, _ in sheets]) as leads:
        rows = []
        for order, fields, answers in sheets:
            lead = leads[order.target_id]
            check_writable(lead, by=order.by)
            row = HandoverSheet(organization_id=lead.organization_id, lead_id=lead.id)
            for name, text in fields.items():
                setattr(row, name.value, short_enough(text))
            row.answers = dict(answers)
            row.updated_at, row.updated_by_id = order.at, order.by.person_id
            rows.append([getattr(row, column) for column in SHEET_COLUMNS])
        insert_rows(HandoverSheet, rows, SHEET_COLUMNS)


def take_up_leads(orders: Sequence[Order]) -> dict[UUID, Lead]:
    """Let reps take up the leads that were transmitted to them; give the leads as they are now.

    :raises Refusal: as `take_up_lead`, and nothing is written.
    """
    with held(orders) as leads:
        entries = []
        for order in orders:
            lead = leads[order.target_id]
            check_rep(lead, by=order.by)
            taken_up = LeadTakenUp(rep_id=lead.rep_id or UUID(int=0))
            entries.append(Entry(lead, taken_up, order.by, order.at))
        append_many(entries)
    return leads


def start_approaches(orders: Sequence[Order], *, means: Approach) -> dict[UUID, Lead]:
    """Log that reps approached their prospects; give the leads as they are now.

    :raises Refusal: as `start_approach`, and nothing is written.
    """
    with held(orders) as leads:
        for order in orders:
            check_rep(leads[order.target_id], by=order.by)
        approach = LeadApproachStarted(means)
        append_many([Entry(leads[o.target_id], approach, o.by, o.at) for o in orders])
    return leads


def win_leads(orders: Sequence[tuple[Order, Signature]]) -> dict[UUID, Lead]:
    """Log many signatures; give the leads as they are now.

    :raises Refusal: as `win_lead`, and nothing is written.
    """
    with held([order for order, _ in orders]) as leads:
        paths = unit_paths(leads.values())
        entries = []
        for order, signed in orders:
            check_amounts(signed.amount, margin=signed.margin)
            lead = leads[order.target_id]
            check_rep_or_manager(lead, paths.get(lead.unit_id), by=order.by)
            won = LeadWon(signed.amount, signed.margin, signed.currency, signed.signed_on)
            begun: list[Event] = [LeadApproachStarted(Approach.PROPOSAL)]
            events = [*(begun if lead.state == State.TAKEN_UP else []), won]
            entries += [Entry(lead, event, order.by, order.at) for event in events]
        append_many(entries)
    return leads


def lose_leads(orders: Sequence[tuple[Order, UUID]]) -> dict[UUID, Lead]:
    """Close many leads without a signature, each with its counted reason.

    :raises Refusal: as `lose_lead`, and nothing is written.
    """
    with held([order for order, _ in orders]) as leads:
        paths = unit_paths(leads.values())
        for reason_id in {reason_id for _, reason_id in orders}:
            organization_id = orders[0][0].by.organization_id
            check_reason(reason_id, ReasonKind.LOSE, organization_id=organization_id)
        entries = []
        for order, reason_id in orders:
            lead = leads[order.target_id]
            if lead.state == State.VALIDATED:
                check_manager(paths.get(lead.unit_id), by=order.by)
            else:
                check_rep_or_manager(lead, paths.get(lead.unit_id), by=order.by)
            entries.append(Entry(lead, LeadLost(reason_id), order.by, order.at))
        append_many(entries)
    return leads


def unit_paths(leads: Collection[Lead]) -> dict[UUID | None, str]:
    """Give the paths of the units of many leads, by unit."""
    ids = {lead.unit_id for lead in leads if lead.unit_id}
    return dict(Unit.objects.filter(id__in=ids).values_list("id", "path"))


def _center_and_day(order: Order) -> tuple[frozenset[UUID] | None, date]:
    """Whoever works for the same call centers may open leads on the same days."""
    return order.by.access.call_centers if order.by.access else None, order.at.date()


def _may_be_opened(contact_ids: Sequence[UUID], organization_id: UUID) -> dict[UUID, Contact]:
    contacts = Contact.objects.of(organization_id).select_related("account").in_bulk(contact_ids)
    if len(contacts) < len(set(contact_ids)):
        raise NotVisible
    reach = ((each.number, each.email, each.name_value) for each in contacts.values())
    erased = any(each.erased_at for each in contacts.values())
    if erased or objected_among(organization_id, {value for each in reach for value in each}):
        raise Objected
    living = Lead.objects.of(organization_id).filter(
        contact_id__in=contact_ids, state__in=[state.value for state in OPEN]
    )
    if (lead_id := living.values_list("id", flat=True).first()) is not None:
        raise AlreadyOpen(lead_id=lead_id)
    return contacts
