"""What each lead and each visit is charged, as expressions of the database: exact to the cent.

What is paid whatever happens is spread over leads in the order of their ids, so that a threshold
tells who bears one cent more; a million leads are charged without one of them being read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Q, QuerySet, Value, When

from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.campaigns.models import Campaign, Cost
from relais.campaigns.queries import costs_of, price_of
from relais.campaigns.rules.terms import CostKind, Spread
from relais.roi.queries.pools import (
    BIG,
    ELSE,
    Borne,
    Class,
    Place,
    Pool,
    Scene,
    of_campaigns,
    portions,
    within,
)
from relais.roi.rules.costs import OF_LEADS, WHATEVER_HAPPENS, CostLine, fee, part_of
from relais.roi.rules.spread import Share, spread

COLUMNS: Final = 500  # that a question asks for at most: PostgreSQL has 1,664, SQLite 2,000


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
    """What one lead is charged of each kind, and one appointment; what nobody bears yet.

    `lines` and `borne` are what the expressions were made of.
    """

    leads: dict[CostKind, Any]
    visits: dict[CostKind, Any]
    unborne: int
    unrated: list[Cost]
    lines: list[Priced]
    borne: list[Borne]


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

    A few queries, however many leads there are: the house, the costs, over how many leads, up to
    whom; more only where hundreds of costs are spread over days that overlap.
    """
    if not campaigns:
        return Charges({}, {}, 0, [], [], [])
    tariff, scene = tariff_of(campaigns), Scene.of(campaigns, at=at)
    borne, unborne = _borne(tariff.lines, scene)
    lines = [one for one in tariff.lines if one.line.kind not in WHATEVER_HAPPENS]
    return charges_by(lines, borne, scene=scene, unborne=unborne, unrated=tariff.unrated)


def charges_by(
    lines: list[Priced], borne: list[Borne], *, scene: Scene, unborne: int, unrated: list[Cost]
) -> Charges:
    """Write charges as expressions: of the lines that pay by the piece, of what each lead bears."""
    pieces: dict[CostKind, dict[UUID, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for one in lines:
        paid = Value(fee(one.line), output_field=BIG)
        when = When(piece(one, zone=scene.zone, at=scene.at), then=paid)
        pieces[one.line.kind][one.campaign.id].append(Case(when, **ELSE))
    paid_by_lead = {k: of_campaigns(v) for k, v in pieces.items() if k in OF_LEADS}
    visits = {k: of_campaigns(v, "lead__") for k, v in pieces.items() if k not in OF_LEADS}
    leads = scene.borne_by_lead(borne) | paid_by_lead
    return Charges(leads, visits, unborne, unrated, lines, borne)


def aggregated(rows: QuerySet[Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for columns over all rows, in as many questions as a database needs for them."""
    found: dict[str, Any] = {}
    for names in portions(columns, COLUMNS):
        found |= rows.aggregate(**{name: columns[name] for name in names})
    return found


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


def whole_of(parts: Mapping[CostKind, Any]) -> Any:
    """Add up what a lead, or an appointment, is charged of each kind."""
    whole: Any = Value(0, output_field=BIG)
    for part in parts.values():
        whole = whole + part
    return whole


def _borne(lines: Iterable[Priced], scene: Scene) -> tuple[list[Borne], int]:
    """Give what each lead bears of what is paid whatever happens, and what nobody bears."""
    pools = _pools(lines, scene)
    places = {pool.place for pool in pools}
    counts = scene.counts({*places, *(place.all_leads for place in places)}) if places else {}
    amounts: dict[Pool, int] = defaultdict(int)
    for pool, amount in pools.items():
        anybody = any(counts.get((pool.place, weight)) for weight in pool.place.weights)
        whole = pool._replace(place=pool.place.all_leads)
        amounts[pool if anybody else whole] += amount
    shares: dict[tuple[Pool, int], Share] = {}
    unborne = 0
    for pool, amount in amounts.items():
        leads = {weight: counts.get((pool.place, weight), 0) for weight in pool.place.weights}
        found = spread(amount, leads)
        unborne += 0 if found else amount
        shares |= {(pool, weight): share for weight, share in found.items()}
    return _told(shares, counts, scene), unborne


def _told(
    shares: Mapping[tuple[Pool, int], Share], counts: Mapping[Class, int], scene: Scene
) -> list[Borne]:
    """Tell up to which lead a cent more is borne, where not all or none of a weight do."""
    some = {
        (pool, weight): (pool.place, weight, share.more)
        for (pool, weight), share in shares.items()
        if 0 < share.more < counts[pool.place, weight]
    }
    last = scene.nth(set(some.values())) if some else {}
    found = []
    for (pool, weight), share in shares.items():
        if (pool, weight) in some:
            found.append(Borne(pool, weight, share.each, last[some[pool, weight]]))
        else:
            found.append(Borne(pool, weight, share.each + bool(share.more), None))
    return found


def _pools(lines: Iterable[Priced], scene: Scene) -> dict[Pool, int]:
    """Add up what is spread over the same leads; what has no end is spread over all."""
    today = scene.at.astimezone(scene.zone).date()
    pools: dict[Pool, int] = defaultdict(int)
    for campaign, line in lines:
        if line.kind not in WHATEVER_HAPPENS:
            continue
        amount = part_of(line, since=date.min, until=today)
        if not amount:
            continue
        when = (line.since, min(line.until, today)) if line.until else (None, None)
        place = Place(campaign.id, Spread(campaign.spread), line.call_center_id, *when)
        pools[Pool(line.kind, place)] += amount
    return pools
