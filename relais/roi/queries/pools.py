"""Over which leads is spread what is paid whatever happens: counted, and told apart, in layers.

In a layer no lead is in two places, so that one number tells where a lead is: hundreds of months
are counted by one GROUP BY, and a lead's part is found without asking for each of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import combinations, islice
from operator import add, or_
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind, Spread
from relais.leads.models import Lead
from relais.leads.queries import State
from relais.measures.rules import days
from relais.people.queries import organization

LATER: Final = ("transmitted_at", "taken_up_at", "approach_at")  # after validation, for stages
BIG: Final = BigIntegerField()
ELSE: Final[dict[str, Any]] = {"default": Value(0), "output_field": BIG}
LAYERS: Final = 4  # that one question groups by
PARTS: Final = 300  # that one question tells apart

T = TypeVar("T")


class Place(NamedTuple):
    """Leads of a campaign, of one call center or all; of some days, or without days all."""

    campaign_id: UUID
    spread: Spread
    call_center_id: UUID | None
    since: date | None = None
    until: date | None = None

    @property
    def all_leads(self) -> "Place":
        """Give the place of the same campaign and call center that has no days."""
        return self._replace(since=None, until=None)

    @property
    def weights(self) -> tuple[int, ...]:
        """Give what a lead may weigh: how many stages it reached, where that counts."""
        return tuple(range(1, len(LATER) + 2)) if self.spread is Spread.STAGES else (1,)


class Pool(NamedTuple):
    """What is spread, over which leads."""

    kind: CostKind
    place: Place


class Borne(NamedTuple):
    """What each lead of a weight bears; those up to `last`, in the order of ids, a cent more."""

    pool: Pool
    weight: int
    each: int
    last: UUID | None


Layer = tuple[list[Place], dict[UUID, dict[UUID | None, date]]]  # and their last days
Class = tuple[Place, int]  # the leads of a place that have the same weight
Wanted = tuple[Place, int, int]  # a class, and the how many-th of its leads


@dataclass(frozen=True)
class Scene:
    """Some campaigns of an organization at a moment."""

    campaigns: Sequence[Campaign]
    zone: ZoneInfo
    at: datetime

    @classmethod
    def of(cls, campaigns: Sequence[Campaign], *, at: datetime) -> "Scene":
        """Give some campaigns of an organization at a moment, in its zone."""
        zone = ZoneInfo(organization(campaigns[0].organization_id).timezone)
        return cls(campaigns, zone, at)

    def counts(self, places: Collection[Place]) -> dict[Class, int]:
        """Count the leads of each place by their weight."""
        found: dict[Class, int] = defaultdict(int)
        for layers in portions(layers_of(places), LAYERS):
            columns = {f"layer_{n}": self._number(layer) for n, layer in enumerate(layers)}
            keyed = self._leads().annotate(**columns, weight=self._weight())
            rows: Any = keyed.values_list(*columns, "weight").annotate(leads=Count("id"))
            for *numbers, weight, leads in rows:
                for layer, number in zip(layers, numbers, strict=True):
                    if number:
                        found[layer[number - 1], weight] += leads
        return found

    def nth(self, wanted: Collection[Wanted]) -> dict[Wanted, UUID]:
        """Find the how many-th lead of each class, in the order of their ids."""
        found = {}
        for layer in layers_of({place for place, *_ in wanted}):
            number = {place: n for n, place in enumerate(layer, start=1)}
            asked = {(number[p], w, nth): (p, w, nth) for p, w, nth in wanted if p in number}
            for part in portions(asked, PARTS):
                for *key, lead_id in self._ranked(layer, part):
                    found[asked[key[0], key[1], key[2]]] = lead_id
        return found

    def borne_by_lead(self, borne: Iterable[Borne]) -> dict[CostKind, Any]:
        """Write, by kind, what a lead bears as an expression."""
        shares: dict[Pool, list[Borne]] = defaultdict(list)
        for one in borne:
            shares[one.pool].append(one)
        kinds: dict[CostKind, dict[UUID, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for kind in sorted({pool.kind for pool in shares}):
            for layer in layers_of({pool.place for pool in shares if pool.kind is kind}):
                for campaign_id, places in _by_campaign(layer).items():
                    whens = [
                        When(self._in(place), then=_shared(shares[Pool(kind, place)]))
                        for _number, place in places
                    ]
                    kinds[kind][campaign_id].append(Case(*whens, **ELSE))
        return {kind: of_campaigns(parts) for kind, parts in kinds.items()}

    def _ranked(self, layer: Sequence[Place], wanted: Iterable[tuple[int, int, int]]) -> Any:
        """Tell the place, weight, rank and id of the leads that are wanted by these."""
        asked = list(wanted)
        rank = Window(RowNumber(), partition_by=[F("place"), F("weight")], order_by="id")
        rows = self._leads().annotate(place=self._number(layer), weight=self._weight(), rank=rank)
        chosen = reduce(or_, (Q(place=p, weight=w, rank=n) for p, w, n in asked))
        few = rows.filter(rank__in={n for *_, n in asked})
        return few.filter(chosen).values_list("place", "weight", "rank", "id")

    def _number(self, layer: Sequence[Place]) -> Case:
        """Number the places of a layer from 1 on; 0 is none of them."""
        whens = [
            When(
                campaign_id=campaign_id,
                then=Case(*(When(self._in(p), then=Value(n)) for n, p in places), **ELSE),
            )
            for campaign_id, places in _by_campaign(layer).items()
        ]
        return Case(*whens, **ELSE)

    def _weight(self) -> Case:
        """Count the stages that a lead reached, where its campaign spreads by them."""
        staged = [one.id for one in self.campaigns if one.spread == Spread.STAGES]
        later = [Case(When(**{f"{name}__isnull": False}, then=Value(1)), **ELSE) for name in LATER]
        reached: Any = reduce(add, later, Value(1, output_field=BIG))
        one = Value(1, output_field=BIG)
        return Case(When(campaign_id__in=staged, then=reached), default=one, output_field=BIG)

    def _in(self, place: Place) -> Q:
        """Give the predicate of a place within its campaign."""
        reached = "transmitted_at" if place.spread is Spread.TRANSMITTED else "validated_at"
        of = within(reached, place.since, place.until, zone=self.zone, at=self.at)
        return of & Q(call_center_id=place.call_center_id) if place.call_center_id else of

    def _leads(self) -> QuerySet[Lead]:
        return leads_of(self.campaigns).order_by()


def layers_of(places: Iterable[Place]) -> list[list[Place]]:
    """Put places into layers: in one of them no lead is in two places."""
    layers: list[Layer] = []
    for place in sorted(places, key=lambda one: (one.since or date.min, str(one))):
        free = (one for one in layers if _goes_with(place, one[1].get(place.campaign_id, {})))
        layer, ends = next(free, None) or _new(layers)
        layer.append(place)
        ends.setdefault(place.campaign_id, {})[place.call_center_id] = place.until or date.max
    return [layer for layer, _ends in layers]


def leads_of(campaigns: Sequence[Campaign]) -> QuerySet[Lead]:
    """List the leads of some campaigns of an organization, voided ones left out."""
    ids = [campaign.id for campaign in campaigns]
    leads = Lead.objects.of(campaigns[0].organization_id).filter(campaign_id__in=ids)
    return leads.exclude(state=State.VOIDED.value)


def within(
    column: str, since: date | None, until: date | None, *, zone: ZoneInfo, at: datetime
) -> Q:
    """Give the predicate of what was reached in some days, and not after a moment."""
    period = days(since, until, zone=zone)
    after = Q((f"{column}__gte", period.start)) if since else Q((f"{column}__isnull", False))
    before = Q((f"{column}__lt", period.end)) if until else Q()
    return after & before & Q((f"{column}__lte", at))


def of_campaigns(parts: Mapping[UUID, Sequence[Any]], way: str = "") -> Case:
    """Add expressions up campaign by campaign, so that none is asked for those of another."""
    column = f"{way}campaign_id"
    whens = (When(Q((column, one)), then=summed(found)) for one, found in parts.items())
    return Case(*whens, **ELSE)


def summed(parts: Sequence[Any]) -> Any:
    """Add expressions up, halves first: a database does not go as deep as there are lines."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return add(summed(parts[:middle]), summed(parts[middle:]))


def portions(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give things in lists of a size, the last one shorter."""
    told = iter(things)
    while portion := list(islice(told, size)):
        yield portion


def _new(layers: list[Layer]) -> Layer:
    layers.append(([], {}))
    return layers[-1]


def _goes_with(place: Place, ends: Mapping[UUID | None, date]) -> bool:
    """Say whether no lead of a place is in those of its campaign whose last days are told."""
    if not ends:
        return True
    if (None in ends) is not (place.call_center_id is None):
        return False  # all call centers, and one of them
    last = ends.get(place.call_center_id)
    return last is None or last < (place.since or date.min)


def _by_campaign(layer: Sequence[Place]) -> dict[UUID, list[tuple[int, Place]]]:
    found: dict[UUID, list[tuple[int, Place]]] = defaultdict(list)
    for number, place in enumerate(layer, start=1):
        found[place.campaign_id].append((number, place))
    return found


def _shared(borne: Sequence[Borne]) -> Any:
    """Write what a lead of a place bears, by its weight."""
    if borne[0].pool.place.spread is not Spread.STAGES:
        return _amount(borne[0])
    return Case(*(When(_stages(one.weight), then=_amount(one)) for one in borne), **ELSE)


def _amount(one: Borne) -> Any:
    each = Value(one.each, output_field=BIG)
    if one.last is None:
        return each
    more = Value(one.each + 1, output_field=BIG)
    return Case(When(id__lte=one.last, then=more), default=each, output_field=BIG)


def _stages(weight: int) -> Q:
    """Give the predicate of leads that reached so many stages, validation the first of them."""
    ways = combinations(LATER, weight - 1)
    return reduce(
        or_,
        (Q(*((f"{name}__isnull", name not in way) for name in LATER)) for way in ways),
    )
