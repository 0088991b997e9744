"""What each lead and appointment is charged, as it is kept for a day, and told again from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from relais.campaigns.models import Cost
from relais.campaigns.rules.terms import CostKind, Spread
from relais.roi.queries.charges import Charges, Priced, charges_by
from relais.roi.queries.pools import Borne, Place, Pool, Scene
from relais.roi.queries.proof import Scope
from relais.roi.rules.kept import kept_line, line_kept


def kept_charges(charges: Charges) -> dict[str, Any]:
    """Write down what charges were made of: prices by the piece, and what each lead bears."""
    return {
        "unborne": charges.unborne,
        "unrated": [str(cost.id) for cost in charges.unrated],
        "lines": [[str(one.campaign.id), kept_line(one.line)] for one in charges.lines],
        "borne": [_kept_borne(one) for one in charges.borne],
    }


def charges_kept(scope: Scope, kept: Mapping[str, Any]) -> Charges:
    """Give what each lead and appointment of a scope is charged, as it was kept."""
    home, campaigns = scope.view.organization_id, {one.id: one for one in scope.campaigns}
    unrated = list(Cost.objects.of(home).filter(id__in=kept["unrated"])) if kept["unrated"] else []
    if not campaigns:
        return Charges({}, {}, 0, unrated, [], [])
    return charges_by(
        [Priced(campaigns[UUID(one)], line_kept(line)) for one, line in kept["lines"]],
        [_borne_kept(one) for one in kept["borne"]],
        scene=Scene.of(scope.campaigns, at=scope.at),
        unborne=kept["unborne"],
        unrated=unrated,
    )


def _kept_borne(one: Borne) -> list[Any]:
    place = one.pool.place
    return [
        one.pool.kind.value,
        str(place.campaign_id),
        place.spread.value,
        _text(place.call_center_id),
        place.since and place.since.isoformat(),
        place.until and place.until.isoformat(),
        one.weight,
        one.each,
        _text(one.last),
    ]


def _borne_kept(kept: list[Any]) -> Borne:
    kind, campaign, spread, center, since, until, weight, each, last = kept
    place = Place(UUID(campaign), Spread(spread), _id(center), _day(since), _day(until))
    return Borne(Pool(CostKind(kind), place), weight, each, _id(last))


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
