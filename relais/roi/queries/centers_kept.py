"""Call centers compared over many leads: added up once a day, no figure of a person kept.

Names, and what was billed, are told as they are now.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from relais.campaigns.models import Campaign
from relais.measures.queries import Rate, View
from relais.people.models import CallCenter
from relais.roi.queries.centers import (
    Among,
    AskedCenters,
    Center,
    Comparison,
    Corrected,
    Measured,
    compared,
)
from relais.roi.queries.proof import Scope
from relais.roi.rules.centers import Chance, Figure, Trait

STEPS: Final = 1


def centers_asked(plain: dict[str, Any], *, organization_id: UUID, at: datetime) -> AskedCenters:
    """Read what was asked for."""
    ids = {UUID(one) for one in plain["centers"]}
    names = dict(
        CallCenter.objects.of(organization_id).filter(id__in=ids).values_list("id", "name")
    )
    campaigns = Campaign.objects.of(organization_id).filter(id__in=plain["campaigns"])
    view = View(organization_id, since=_day(plain["since"]), until=_day(plain["until"]))
    scope = Scope(view, list(campaigns.order_by("id")), plain["currency"], at)
    return AskedCenters(scope, names, plain["director"])


def computed_centers(asked: AskedCenters, *, tell: Callable[..., None]) -> dict[str, Any]:
    """Compare call centers, and give what is kept of it."""
    tell(0, STEPS, leads=asked.scope.leads.count())
    return kept_centers(compared(asked))


def kept_centers(told: Comparison) -> dict[str, Any]:
    """Write a comparison down."""
    return {
        "currency": told.currency,
        "trait": told.trait.value,
        "centers": [_kept(one) for one in told.centers],
        "among": {
            figure.value: [one.strata, one.used, one.of, one.target]
            for figure, one in told.among.items()
        },
        "elsewhere": told.elsewhere,
        "hidden": told.hidden,
    }


def centers_kept(kept: dict[str, Any], asked: AskedCenters, *, as_of: datetime) -> Comparison:
    """Tell a comparison that was written down, in the order of the names of today."""
    centers = [_told(one, asked) for one in kept["centers"]]
    return Comparison(
        kept["currency"],
        Trait(kept["trait"]),
        sorted(centers, key=lambda one: (one.id is None, one.name)),
        {figure: Among(*kept["among"][figure]) for figure in Figure if kept["among"]},
        kept["elsewhere"],
        kept["hidden"],
        as_of,
    )


def _kept(one: Center) -> dict[str, Any]:
    return {
        "id": str(one.id) if one.id else None,
        "counts": one.counts,
        "figures": {figure.value: _kept_figure(each) for figure, each in one.figures.items()},
        "cost": one.cost,
        "per": one.per,
    }


def _told(kept: dict[str, Any], asked: AskedCenters) -> Center:
    center_id = UUID(kept["id"]) if kept["id"] else None
    figures = {figure: _figure_kept(kept["figures"][figure]) for figure in Figure}
    name = asked.names[center_id] if center_id else ""
    return Center(center_id, name, kept["counts"], figures, kept["cost"], kept["per"], None)


def _kept_figure(one: Measured) -> list[Any]:
    raw, same = one.raw, one.corrected
    rate = [raw.numerator, raw.denominator, raw.rate, raw.low, raw.high]
    return [rate, one.needed, same and [same.rate, same.low, same.high, same.chance.value]]


def _figure_kept(kept: list[Any]) -> Measured:
    rate, needed, same = kept
    if same is None:
        return Measured(Rate(*rate), needed, None)
    at, low, high, chance = same
    return Measured(Rate(*rate), needed, Corrected(at, low, high, Chance(chance)))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
