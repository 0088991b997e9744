"""Bringing prospects in for a campaign: each row is matched, created or passed over, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.actions import NEW, AccountDetails, Brought, ContactDetails, bring_in
from relais.campaigns.models import Campaign
from relais.campaigns.queries import check_open_for, get_campaign
from relais.campaigns.rules import terms
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.lib.brought import Verdict
from relais.lib.errors import Refusal
from relais.lib.phones import phone_of
from relais.people.rules.access import Actor
from relais.privacy.queries import objected_among
from relais.privacy.rules import Objected
from relais.prospecting.models import Prospect
from relais.prospecting.queries import members_among, reach_of
from relais.prospecting.rules import (
    AlreadyProspect,
    CampaignOver,
    NoNumber,
    Status,
    check_may_import,
)

COLUMNS = (
    "id", "organization_id", "campaign_id", "contact_id", "status", "priority", "attempts",
    "missed", "closed_outcome", "created_at",
)  # fmt: skip


@dataclass(frozen=True)
class ProspectRow:
    """One row of a file, read already: the company, the person there, how urgent he is."""

    company: AccountDetails
    contact: ContactDetails
    priority: int = 0


@dataclass(frozen=True)
class RowVerdict:
    """What became of a row, by which rules company and contact were recognised ("" if new).

    `why` says in words why a row was passed over; its company and contact may be known.
    """

    verdict: Verdict
    company_by: str = NEW
    contact_by: str = NEW
    why: Refusal | None = None
    contact_id: UUID | None = None
    prospect_id: UUID | None = None


def import_prospects(
    campaign_id: UUID, rows: Sequence[ProspectRow], *, by: Actor, at: datetime
) -> list[RowVerdict]:
    """Bring prospects in for a campaign that is not closed, and say of each row what became of it.

    Who has objected is neither kept nor called; who is in the campaign already stays as he is, so
    that the same file brought in twice changes nothing.
    :raises MayNotImport: for anybody but a supervisor, a director or an administrator.
    :raises NotVisible: for a campaign that the organization does not have.
    :raises NotEngaged: for a supervisor whose call center does not work for the campaign.
    :raises CampaignOver: for a closed campaign.
    """
    check_may_import(by)
    with transaction.atomic():
        campaign = _held(campaign_id, by)
        check_open_for(campaign, by=by, on=at.date())
        if campaign.status == terms.Status.CLOSED:
            raise CampaignOver(name=campaign.name)
        brought = _brought(rows, by=by, at=at)
        verdicts = list(_judged(brought, campaign))
        fresh = (
            (
                verdict.prospect_id, by.organization_id, campaign.id, verdict.contact_id,
                Status.TO_CALL.value, row.priority, 0, 0, "", at,
            )
            for row, verdict in zip(rows, verdicts, strict=True) if verdict.prospect_id
        )  # fmt: skip
        insert_rows(Prospect, fresh, COLUMNS)
    return verdicts


def preview_prospects(
    campaign_id: UUID, rows: Sequence[ProspectRow], *, by: Actor, at: datetime
) -> list[RowVerdict]:
    """Say what `import_prospects` would make of each row; nothing of it stays.

    :raises Refusal: as `import_prospects`.
    """
    with transaction.atomic():
        verdicts = import_prospects(campaign_id, rows, by=by, at=at)
        transaction.set_rollback(True)
    return verdicts


def _held(campaign_id: UUID, by: Actor) -> Campaign:
    """Hold the campaign: two who bring the same file in wait for each other."""
    get_campaign(campaign_id, organization_id=by.organization_id)
    return Campaign.objects.of(by.organization_id).select_for_update().get(id=campaign_id)


def _brought(rows: Sequence[ProspectRow], *, by: Actor, at: datetime) -> list[Brought | Refusal]:
    """Find or add everybody but who has objected: of him nothing is kept."""
    values = [_values(row) for row in rows]
    objected = objected_among(by.organization_id, {each for row in values for each in row})
    free = [objected.isdisjoint(row) for row in values]
    found = iter(
        bring_in(
            [(row.company, row.contact) for row, may in zip(rows, free, strict=True) if may],
            by=by,
            at=at,
        )
    )
    return [next(found) if may else Objected() for may in free]


def _values(row: ProspectRow) -> set[str]:
    typed = (row.contact.phone, row.company.phone)
    numbers = (phone_of(phone, country=row.company.country) for phone in typed)
    return {value for value in (*numbers, row.contact.email.strip().lower()) if value}


def _judged(brought: Sequence[Brought | Refusal], campaign: Campaign) -> Iterator[RowVerdict]:
    organization_id = campaign.organization_id
    found = {each.contact_id for each in brought if isinstance(each, Brought)}
    members = members_among(campaign.id, found, organization_id=organization_id)
    reach = reach_of(organization_id, found)
    objected = objected_among(organization_id, {value for pair in reach.values() for value in pair})
    for each in brought:
        if isinstance(each, Refusal):
            yield RowVerdict(Verdict.SKIPPED, why=each)
            continue
        why = _why_not(each.contact_id, members, reach[each.contact_id], objected)
        known = Verdict.CREATED if each.contact_by == NEW else Verdict.MATCHED
        yield RowVerdict(
            Verdict.SKIPPED if why else known,
            company_by=each.company_by,
            contact_by=each.contact_by,
            why=why,
            contact_id=each.contact_id,
            prospect_id=None if why else uuid7(),
        )
        members.add(each.contact_id)


def _why_not(
    contact_id: UUID, members: set[UUID], reach: tuple[str, ...], objected: set[str]
) -> Refusal | None:
    if contact_id in members:
        return AlreadyProspect()
    if not objected.isdisjoint(reach):
        return Objected()
    return None if reach[0] else NoNumber()
