"""Reading all that routing decides on, once for a batch of whatever size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from relais.accounts.models import Account
from relais.accounts.queries import owners_of
from relais.campaigns.models import Campaign
from relais.database.among import among
from relais.database.reading import read_rows
from relais.leads.events import AssignmentReason
from relais.leads.lifecycle import WITH_REP
from relais.leads.models import Lead, LeadEvent
from relais.lib.periods import Period
from relais.people.models import Membership, Organization, Person, Unit
from relais.people.queries import absences_of, root_unit
from relais.people.rules.access import Role
from relais.routing.models import RoutingRule
from relais.routing.models import Turn as TurnRow
from relais.routing.rules import (
    Candidate,
    Decision,
    LeadFacts,
    Request,
    Router,
    Rule,
    Share,
    Standing,
    Turn,
    month_of,
    standing_of,
)

HELD = [state.value for state in WITH_REP]
REMEMBERED = timedelta(days=62)  # turns before the month tell who has waited longest
# What was promised at booking is what the shares then said: else the same reps are promised all.
BY_SHARE = [AssignmentReason.SHARE.value, AssignmentReason.PROMISED.value]
NOBODY: frozenset[UUID] = frozenset()
EVERYBODY = UUID(int=0)  # the id of the rule that stands where no rule was made


def load_router(organization_id: UUID, *, at: datetime) -> Router:
    """Read rules, reps, absences and turns as they are now; nothing is locked or written.

    An organization without rules has one: everything to everybody, by shares.
    """
    zone = ZoneInfo(Organization.objects.values_list("timezone", flat=True).get(id=organization_id))
    month = month_of(at, zone=zone)
    members = _reps(organization_id)
    away = _away(organization_id, members, month)
    candidates = _candidates(organization_id, members, away, at)
    standing = _standing(organization_id, members, away, month, at)
    return Router(_rules(organization_id), candidates=candidates, standing=standing)


def requests_for(
    leads: Sequence[Lead], *, organization_id: UUID, at: datetime
) -> dict[UUID, Request]:
    """Give what routing must know of each lead, by lead, in a handful of queries."""
    account_ids = {lead.account_id for lead in leads}
    asked = Account.objects.of(organization_id).filter(among("id", account_ids))
    columns = ("id", "country", "postcode", "activity_code", "size")
    rows = read_rows(asked.values_list(*columns))
    accounts = {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}
    products = dict(
        Campaign.objects.of(organization_id)
        .filter(id__in={lead.campaign_id for lead in leads})
        .values_list("id", "product")
    )
    owners = owners_of(organization_id, account_ids)
    pairs = _pairs(organization_id, account_ids)
    contested = _contested(leads)
    return {
        lead.id: Request(
            LeadFacts(at.date(), *accounts[lead.account_id], products[lead.campaign_id]),
            account_id=lead.account_id,
            owner_id=owners.get(lead.account_id),
            pair_id=pairs.get(lead.account_id),
            promised_id=lead.promised_rep_id,
            lapsed=tuple(map(UUID, lead.lapsed_reps)),
            barred=contested.get(lead.id, NOBODY),
        )
        for lead in leads
    }


def preview_of(
    organization_id: UUID,
    *,
    country: str,
    postcode: str,
    activity: str,
    size: int | None,
    product: str,
    at: datetime,
) -> Decision:
    """Say to whom the rules would give a lead of such a company, and why; nothing is written."""
    facts = LeadFacts(at.date(), country, postcode, activity, size, product)
    return load_router(organization_id, at=at).decide(Request(facts))


def _rules(organization_id: UUID) -> list[Rule]:
    rows = RoutingRule.objects.of(organization_id).filter(retired_at=None)
    rules = [
        Rule(
            id=row.id,
            position=row.position,
            unit_id=row.unit_id,
            person_id=row.person_id,
            country=row.country,
            areas=tuple(row.areas),
            activities=tuple(row.activities),
            size_min=row.size_min,
            size_max=row.size_max,
            products=tuple(row.products),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    ]
    if not rules and (root := root_unit(organization_id)):
        return [Rule(id=EVERYBODY, position=0, unit_id=root.id)]
    return rules


def _reps(organization_id: UUID) -> list[Membership]:
    rows = Membership.objects.of(organization_id).filter(role=Role.REP.value, unit__isnull=False)
    return list(rows.select_related("person", "unit").order_by("id"))


def _away(
    organization_id: UUID, members: Iterable[Membership], month: Period
) -> dict[UUID, list[Period]]:
    away: dict[UUID, list[Period]] = defaultdict(list)
    ids = {member.person_id for member in members}
    for row in absences_of(organization_id, ids, start=month.start, end=month.end):
        away[row.person_id].append(Period(row.starts_at, row.ends_at))
    return away


def _candidates(
    organization_id: UUID,
    members: Iterable[Membership],
    away: dict[UUID, list[Period]],
    at: datetime,
) -> list[Candidate]:
    held = Lead.objects.of(organization_id).filter(rep_id__isnull=False, state__in=HELD)
    open_leads = dict(held.values_list("rep_id").annotate(count=Count("id")))
    return [
        Candidate(
            person_id=member.person_id,
            unit_ids=_units_of(member.unit),
            weight=member.weight,
            capacity=member.capacity,
            open_leads=open_leads.get(member.person_id, 0),
            in_post=_in_post(member, member.person, at),
            absent=any(start <= at < end for start, end in away[member.person_id]),
        )
        for member in members
    ]


def _units_of(unit: Unit | None) -> tuple[UUID, ...]:
    return tuple(UUID(part) for part in reversed(unit.path.strip("/").split("/"))) if unit else ()


def _in_post(member: Membership, person: Person, at: datetime) -> bool:
    today = at.date()
    gone = person.left_on is not None and person.left_on <= today
    ended = member.until is not None and member.until < today
    return not gone and not ended and member.since <= today


def _standing(
    organization_id: UUID,
    members: Iterable[Membership],
    away: dict[UUID, list[Period]],
    month: Period,
    at: datetime,
) -> Standing:
    shares = [
        Share(
            member.person_id,
            member.unit_id,
            member.weight,
            since=datetime.combine(member.since, time.min, UTC),
            away=tuple(away[member.person_id]),
        )
        for member in members
        if member.unit_id and _in_post(member, member.person, at)
    ]
    given = TurnRow.objects.of(organization_id).filter(
        reason__in=BY_SHARE, started_at__gte=at - REMEMBERED
    )
    turns = [
        Turn(*row) for row in given.values_list("started_at", "rep_id").order_by("started_at", "id")
    ]
    return standing_of(shares, turns=turns, month=month)


def _pairs(organization_id: UUID, account_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Who holds another open lead of an account; the latest one where there are several."""
    rows = Lead.objects.of(organization_id).filter(
        among("account_id", account_ids), rep_id__isnull=False, state__in=HELD
    )
    return dict(rows.order_by("opened_at", "id").values_list("account_id", "rep_id"))


def _contested(leads: Sequence[Lead]) -> dict[UUID, frozenset[UUID]]:
    """Whom a judge found wrong for a lead: it is not offered to him again."""
    ids = [lead.id for lead in leads if lead.contested_at]
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = LeadEvent.objects.filter(
        Q(kind="lead.contested") | Q(kind="lead.contest_rerouted"), lead_id__in=ids
    )
    last: dict[UUID, UUID] = {}
    for row in rows.order_by("lead_id", "sequence") if ids else ():
        if row.kind == "lead.contested":
            last[row.lead_id] = UUID(row.payload["rep_id"])
        else:
            found[row.lead_id].add(last[row.lead_id])
    return {lead_id: frozenset(reps) for lead_id, reps in found.items()}
