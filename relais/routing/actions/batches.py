"""The deeds that route, on many leads at once: one router, one reading of the diaries for all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from relais.accounts.models import Account, Contact
from relais.appointments.actions import carry_appointments
from relais.appointments.queries import to_come
from relais.campaigns.models import Campaign, TargetDefinition
from relais.campaigns.queries import latest_definition
from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import filled_in
from relais.leads.actions.batches import Order, held, unit_paths
from relais.leads.events import (
    AssignmentReason,
    LeadAssigned,
    LeadReassigned,
    LeadSubmitted,
    LeadTakeUpExpired,
    LeadValidated,
    State,
)
from relais.leads.lifecycle import after
from relais.leads.log import Entry, append_many
from relais.leads.models import HandoverSheet, Lead
from relais.leads.queries.scores import score_against
from relais.leads.rules.guards import check_manager, check_originator, check_reviewer
from relais.people.queries import holders_of
from relais.people.rules.access import Role
from relais.routing.actions.route import Desk, Handed, leave_queue, route_each
from relais.routing.actions.submit import review_due_at
from relais.routing.queries import requests_for
from relais.routing.rules import Decision
from relais.routing.rules.submission import NotARep, check_sheet, check_turn_over


def preview_leads(leads: Collection[Lead], *, desk: Desk) -> dict[UUID, Decision]:
    """Say to whom routing would give these leads, one after the other; nothing is written."""
    requests = requests_for(list(leads), organization_id=desk.organization_id, at=desk.at)
    return {lead.id: desk.router.decide(requests[lead.id]) for lead in leads}


def submit_leads(orders: Sequence[Order], *, desk: Desk) -> dict[UUID, Lead]:
    """Ask the relays for their review of many leads; give the leads as they are now.

    For campaigns with a relay: where there is none, leads are submitted one by one.
    :raises Refusal: as `submit_lead`, and nothing is written.
    """
    with held(orders) as leads:
        previews = preview_leads(leads.values(), desk=desk)
        sheets = {s.lead_id: s for s in HandoverSheet.objects.filter(lead_id__in=leads)}
        events = _Submissions(leads, sheets, desk)
        entries = []
        for order in orders:
            lead = leads[order.target_id]
            check_originator(lead, by=order.by)
            after(State(lead.state), LeadSubmitted())
            event = events.of(lead, unit_id=previews[lead.id].unit_id, at=order.at)
            entries.append(Entry(lead, event, order.by, order.at))
        append_many(entries)
    return leads


def validate_leads(orders: Sequence[Order], *, desk: Desk) -> dict[UUID, Lead]:
    """Validate many leads, each under its relay's name, and transmit them; give them as they are.

    They are routed together, by what stood at the desk's time.
    :raises Refusal: as `validate_lead`, and nothing is written.
    """
    with held(orders) as leads:
        paths = unit_paths(leads.values())
        entries = []
        for order in orders:
            lead = leads[order.target_id]
            check_reviewer(lead, paths.get(lead.unit_id), by=order.by)
            event = LeadValidated(order.by.person_id, lead.definition_id, relay_skipped=False)
            entries.append(Entry(lead, event, order.by, order.at))
        append_many(entries)
        route_each([Handed(leads[o.target_id], o.by, o.at) for o in orders], desk=desk)
    return leads


def assign_leads(orders: Sequence[tuple[Order, UUID]], *, desk: Desk) -> dict[UUID, Lead]:
    """Give many leads to reps by their managers' decisions; give the leads as they are now.

    :raises Refusal: as `assign_lead`, and nothing is written.
    """
    with held([order for order, _ in orders]) as leads:
        paths = unit_paths(leads.values())
        posts = holders_of(desk.organization_id, Role.REP, on=desk.at.date())
        units = dict(posts.values_list("person_id", "unit_id"))
        desk.learn(list(leads.values()), [_to(rep_id) for _, rep_id in orders])
        entries = []
        for order, rep_id in orders:
            lead = leads[order.target_id]
            check_manager(paths.get(lead.unit_id), by=order.by)
            if rep_id not in units:
                raise NotARep
            due_at = desk.due_at(rep_id, lead.campaign_id, start=order.at)
            event = (
                LeadAssigned(rep_id, AssignmentReason.MANAGER, units[rep_id], due_at=due_at)
                if lead.state == State.VALIDATED
                else LeadReassigned(rep_id, AssignmentReason.MANAGER, units[rep_id], due_at)
            )
            entries.append(Entry(lead, event, order.by, order.at))
        append_many(entries)
        carry_appointments(list(leads.values()), by=orders[0][0].by, at=desk.at)
        leave_queue(list(leads.values()))
    return leads


def expire_turns(orders: Sequence[Order], *, desk: Desk) -> dict[UUID, Lead]:
    """End the turns of reps who let them lapse, and route their leads; give them as they are now.

    :raises Refusal: as `expire_turn`, and nothing is written.
    """
    with held(orders) as leads:
        entries = []
        for order in orders:
            lead = leads[order.target_id]
            if lead.state == State.TRANSMITTED:
                check_turn_over(lead.due_at, at=order.at)
            event = LeadTakeUpExpired(rep_id=lead.rep_id or UUID(int=0))
            entries.append(Entry(lead, event, order.by, order.at))
        append_many(entries)
        route_each([Handed(leads[o.target_id], o.by, o.at) for o in orders], desk=desk)
    return leads


class _Submissions:
    """What a batch of submissions reads once: terms, definitions, companies, slots held."""

    def __init__(
        self, leads: Mapping[UUID, Lead], sheets: Mapping[UUID, HandoverSheet], desk: Desk
    ) -> None:
        of, rows = desk.organization_id, leads.values()
        self._sheets, self._desk = sheets, desk
        self._campaigns = Campaign.objects.of(of).in_bulk({each.campaign_id for each in rows})
        self._definitions: dict[UUID, TargetDefinition | None] = {
            campaign.id: latest_definition(campaign) for campaign in self._campaigns.values()
        }
        self._accounts = Account.objects.of(of).in_bulk({each.account_id for each in rows})
        self._contacts = Contact.objects.of(of).in_bulk({each.contact_id for each in rows})
        slots = to_come(of, at=desk.at).filter(lead_id__in=leads)
        self._starts = dict(slots.order_by("-starts_at").values_list("lead_id", "starts_at"))

    def of(self, lead: Lead, *, unit_id: UUID | None, at: datetime) -> LeadSubmitted:
        """Give the submission of a lead, its sheet checked, scored, due in time."""
        campaign, sheet = self._campaigns[lead.campaign_id], self._sheets.get(lead.id)
        filled = filled_in(sheet)
        check_sheet(filled, required=[SheetField(name) for name in campaign.sheet_required])
        definition = self._definitions[campaign.id]
        calendar = self._desk.calendars.of_unit(unit_id)
        starts_at = self._starts.get(lead.id)
        return LeadSubmitted(
            unit_id=unit_id,
            definition_id=definition.id if definition else None,
            score=self._score(lead, definition, sheet),
            sheet=filled,
            due_at=review_due_at(calendar, campaign, starts_at=starts_at, at=at),
        )

    def _score(
        self, lead: Lead, definition: TargetDefinition | None, sheet: HandoverSheet | None
    ) -> int | None:
        if definition is None:
            return None
        account, contact = self._accounts[lead.account_id], self._contacts[lead.contact_id]
        return score_against(definition, account=account, contact=contact, sheet=sheet).points


def _to(rep_id: UUID) -> Decision:
    return Decision(AssignmentReason.MANAGER, rep_id)
