"""What each lead and each visit is charged, as expressions of the database: exact to the cent.

What is paid whatever happens is spread over leads in the order of their ids, so that a threshold
tells who bears one cent more; a million leads are charged without one of them being read.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from itertools import combinations
from operator import add, or_
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Case, Count, Q, QuerySet, Subquery, Value, When

from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.campaigns.models import Campaign, Cost
from relais.campaigns.queries import costs_of, price_of
from relais.campaigns.rules.terms import CostKind, Spread
from relais.leads.models import Lead
from relais.leads.queries import State
from relais.measures.rules import days
from relais.people.queries import organization
from relais.roi.rules.costs import OF_LEADS, WHATEVER_HAPPENS, CostLine, fee, part_of
from relais.roi.rules.spread import Share, spread

LATER: Final = ("transmitted_at", "taken_up_at", "approach_at")  # after validation, for stages
BIG: Final = BigIntegerField()


class Priced(NamedTuple):
    """A line of costs, and of which campaign."""

    campaign: Campaign
    line: CostLine


@dataclass(frozen=True)
class Tariff:
    """The lines of some campaigns, and the costs left out for want of a rate."""

    lines: list[Priced]
    unrated: list[Cost]


@dataclass(frozen=True)
class Charges:
    """What one lead is charged of each kind, and one appointment; what nobody bears yet."""

    leads: dict[CostKind, Any]
    visits: dict[CostKind, Any]
    unborne: int
    unrated: list[Cost]


@dataclass(frozen=True)
class Pool:
    """Over which leads something is spread: those of some days, or without days all."""

    campaign_id: UUID
    kind: CostKind
    spread: Spread
    call_center_id: UUID | None
    since: date | None = None
    until: date | None = None

    @property
    def all_leads(self) -> "Pool":
        """Give the pool of the same campaign that has no days."""
        return replace(self, since=None, until=None)


Class = tuple[Pool, int]  # the leads of a pool that have the same weight


def tariff_of(campaigns: Sequence[Campaign]) -> Tariff:
    """Read what some campaigns of an organization pay, each in its own currency."""
    by_id = {campaign.id: campaign for campaign in campaigns}
    rows = costs_of(list(by_id), organization_id=campaigns[0].organization_id)
    tariff = Tariff([], [])
    for row in rows:
        campaign = by_id[row.campaign_id]
        price = price_of(row, currency=campaign.currency)
        if price is None:
            tariff.unrated.append(row)
            continue
        line = CostLine(
            CostKind(row.kind), price, row.since, row.until,
            hours=row.hours, minutes=row.minutes, call_center_id=row.call_center_id,
        )  # fmt: skip
        tariff.lines.append(Priced(campaign, line))
    return tariff


def charges_of(campaigns: Sequence[Campaign], *, at: datetime) -> Charges:
    """Say what each lead and appointment of some campaigns is charged until a moment.

    Four queries, however many there are: the house, the costs, over how many leads, up to whom.
    """
    if not campaigns:
        return Charges({}, {}, 0, [])
    zone = ZoneInfo(organization(campaigns[0].organization_id).timezone)
    tariff = tariff_of(campaigns)
    scene = _Scene(campaigns, zone, at)
    leads, unborne = scene.spread_charges(tariff)
    visits: dict[CostKind, list[Any]] = defaultdict(list)
    for priced in tariff.lines:
        kind = priced.line.kind
        if kind in WHATEVER_HAPPENS:
            continue
        charged = leads if kind in OF_LEADS else visits
        charged[kind].append(Case(_paid(piece(priced, zone=zone, at=at), fee(priced.line)), **ELSE))
    return Charges(_summed(leads), _summed(visits), unborne, tariff.unrated)


def piece(priced: Priced, *, zone: ZoneInfo, at: datetime) -> Q:
    """Give the predicate of what a line is paid for: leads, or else appointments.

    A lead is paid for when the relay validated it, an appointment when it is due, the reps' time
    and way when a visit was kept, be the prospect there or not.
    """
    campaign, line = priced
    way = "" if line.kind in OF_LEADS else "lead__"
    moment = "validated_at" if line.kind in OF_LEADS else "starts_at"
    of = Q((f"{way}campaign_id", campaign.id))
    if line.call_center_id:
        of &= Q((f"{way}call_center_id", line.call_center_id))
    of &= within(moment, line.since, line.until, zone=zone, at=at)
    if line.kind is CostKind.PER_APPOINTMENT:
        return of & is_due(at)
    return of if line.kind is CostKind.PER_LEAD else of & Q(outcome__in=[o.value for o in HONOURED])


def within(
    column: str, since: date | None, until: date | None, *, zone: ZoneInfo, at: datetime
) -> Q:
    """Give the predicate of what was reached in some days, and not after a moment."""
    period = days(since, until, zone=zone)
    after = Q((f"{column}__gte", period.start)) if since else Q((f"{column}__isnull", False))
    before = Q((f"{column}__lt", period.end)) if until else Q()
    return after & before & Q((f"{column}__lte", at))


ELSE: Final[dict[str, Any]] = {"default": Value(0), "output_field": BIG}


@dataclass(frozen=True)
class _Scene:
    """Some campaigns at a moment, over whose leads is spread."""

    campaigns: Sequence[Campaign]
    zone: ZoneInfo
    at: datetime

    def spread_charges(self, tariff: Tariff) -> tuple[dict[CostKind, list[Any]], int]:
        """Give what a lead is charged of what is paid whatever happens, and what nobody bears."""
        pools = self._pools(tariff.lines)
        counts = self._counts({*pools, *(pool.all_leads for pool in pools)})
        amounts: dict[Pool, int] = defaultdict(int)
        for pool, amount in pools.items():
            anybody = any(counts[pool, weight] for weight in _weights(pool))
            amounts[pool if anybody else pool.all_leads] += amount
        shares: dict[Class, Share] = {}
        unborne = 0
        for pool, amount in amounts.items():
            found = spread(amount, {weight: counts[pool, weight] for weight in _weights(pool)})
            unborne += 0 if found else amount
            shares |= {(pool, weight): share for weight, share in found.items()}
        charged: dict[CostKind, list[Any]] = defaultdict(list)
        for pool, whens in self._whens(shares, counts).items():
            charged[pool.kind].append(Case(*whens, **ELSE))
        return charged, unborne

    def _pools(self, lines: Iterable[Priced]) -> dict[Pool, int]:
        """Add up what is spread over the same leads; what has no end is spread over all."""
        today = self.at.astimezone(self.zone).date()
        pools: dict[Pool, int] = defaultdict(int)
        for campaign, line in lines:
            if line.kind not in WHATEVER_HAPPENS:
                continue
            amount = part_of(line, since=date.min, until=today)
            if not amount:
                continue
            when = (line.since, min(line.until, today)) if line.until else (None, None)
            rule = Spread(campaign.spread)
            pools[Pool(campaign.id, line.kind, rule, line.call_center_id, *when)] += amount
        return pools

    def _counts(self, pools: Iterable[Pool]) -> dict[Class, int]:
        """Count the leads of each pool and weight: a column for each, in one question."""
        classes = [(pool, weight) for pool in pools for weight in _weights(pool)]
        if not classes:
            return {}
        columns = {
            f"n_{number}": Count("id", filter=self._of(*each))
            for number, each in enumerate(classes)
        }
        found = self._leads().aggregate(**columns)
        return {each: found[f"n_{number}"] for number, each in enumerate(classes)}

    def _whens(
        self, shares: dict[Class, Share], counts: dict[Class, int]
    ) -> dict[Pool, list[When]]:
        last = self._last(shares, counts)
        whens: dict[Pool, list[When]] = defaultdict(list)
        for each, share in shares.items():
            of, pool = self._of(*each), each[0]
            if each in last:
                whens[pool].append(_paid(of & Q(id__lte=last[each]), share.each + 1))
                whens[pool].append(_paid(of, share.each))
            else:
                whens[pool].append(_paid(of, share.each + (1 if share.more else 0)))
        return whens

    def _last(self, shares: dict[Class, Share], counts: dict[Class, int]) -> dict[Class, UUID]:
        """Find the last lead that bears a cent more, where not all or none of a weight do."""
        wanted = [each for each, share in shares.items() if 0 < share.more < counts[each]]
        if not wanted:
            return {}
        leads = self._leads().order_by("id").values("id")
        columns: dict[str, Any] = {}
        for number, each in enumerate(wanted):
            more = shares[each].more
            columns[f"last_{number}"] = Subquery(leads.filter(self._of(*each))[more - 1 : more])
        home, first = self.campaigns[0].organization_id, self.campaigns[0].id
        row: Any = Campaign.objects.of(home).filter(id=first).values(**columns).get()
        return {each: row[f"last_{number}"] for number, each in enumerate(wanted)}

    def _of(self, pool: Pool, weight: int) -> Q:
        reached = "transmitted_at" if pool.spread is Spread.TRANSMITTED else "validated_at"
        of = Q(campaign_id=pool.campaign_id)
        if pool.call_center_id:
            of &= Q(call_center_id=pool.call_center_id)
        of &= within(reached, pool.since, pool.until, zone=self.zone, at=self.at)
        return of & _stages(weight) if pool.spread is Spread.STAGES else of

    def _leads(self) -> QuerySet[Lead]:
        return leads_of(self.campaigns).order_by()


def leads_of(campaigns: Sequence[Campaign]) -> QuerySet[Lead]:
    """List the leads of some campaigns of an organization, voided ones left out."""
    ids = [campaign.id for campaign in campaigns]
    leads = Lead.objects.of(campaigns[0].organization_id).filter(campaign_id__in=ids)
    return leads.exclude(state=State.VOIDED.value)


def _weights(pool: Pool) -> tuple[int, ...]:
    return tuple(range(1, len(LATER) + 2)) if pool.spread is Spread.STAGES else (1,)


def _stages(weight: int) -> Q:
    """Give the predicate of leads that reached so many stages, validation the first of them."""
    ways = combinations(LATER, weight - 1)
    return reduce(
        or_,
        (Q(*((f"{name}__isnull", name not in way) for name in LATER)) for way in ways),
    )


def _paid(of: Q, amount: int) -> When:
    return When(of, then=Value(amount, output_field=BIG))


def _summed(parts: dict[CostKind, list[Any]]) -> dict[CostKind, Any]:
    return {kind: _sum(each) for kind, each in parts.items()}


def _sum(parts: Sequence[Any]) -> Any:
    """Add expressions up, halves first: a database does not go as deep as there are lines."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return add(_sum(parts[:middle]), _sum(parts[middle:]))
