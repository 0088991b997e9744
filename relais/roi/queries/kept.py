"""What a proof of many leads keeps for a day: figures, and what each lead bears, as of a moment.

So the leads behind a kept figure are charged what the figure added up, whatever is spent or found
since; what is told of a lead since is in the list, which says so, and not in the figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.campaigns.models import Campaign
from relais.leads.models import Lead, LeadEvent
from relais.measures.queries import View
from relais.people.rules.access import Access, Role
from relais.roi.queries.charges import Charges, charges_of
from relais.roi.queries.charges_kept import charges_kept, kept_charges
from relais.roi.queries.cohorts import cohorts_of
from relais.roi.queries.proof import (
    Charged,
    Proven,
    Scope,
    charged_leads,
    charged_sums,
    leads_at,
    proof_of,
)
from relais.roi.queries.sums import Sums, sums_by_case
from relais.roi.rules.cohorts import Cohorts
from relais.roi.rules.kept import (
    cohorts_kept,
    kept_cohorts,
    kept_proof,
    proof_kept,
)
from relais.roi.rules.proof import Proof

MANY: Final = 50_000  # leads, from which a page does not wait for what they brought
STEPS: Final = 3  # quantities and money, months, what the leads of each figure add up to
FORM: Final = 2  # of what is kept: one more, and what an earlier version kept is asked for anew


@dataclass(frozen=True)
class Kept:
    """What is kept of a proof: figures as of a moment, what each lead bore, what they add up to.

    `last_event` is the last one that the log held.
    """

    as_of: datetime
    proof: Proof
    cohorts: Cohorts
    charges: Charges
    sums: Mapping[str, Sums]
    last_event: UUID | None


@dataclass(frozen=True)
class Told:
    """A proof as a page tells it, of now or as it is kept; `scope` is of the same moment."""

    scope: Scope
    kept: Kept | None = None

    @property
    def as_of(self) -> datetime | None:
        """Give when the figures were reckoned, where that was not now."""
        return self.kept.as_of if self.kept else None

    @cached_property
    def charges(self) -> Charges:
        """Give what each lead and appointment is charged."""
        if self.kept:
            return self.kept.charges
        return charges_of(self.scope.campaigns, at=self.scope.at)

    @cached_property
    def proven(self) -> Proven:
        """Give quantities and money, and the costs left out for want of a rate."""
        if self.kept:
            return Proven(self.kept.proof, self.kept.charges.unrated)
        return proof_of(self.scope, charges=self.charges)

    @cached_property
    def cohorts(self) -> Cohorts:
        """Give the leads by month of first transmission, beside the organization's curve."""
        return self.kept.cohorts if self.kept else cohorts_of(self.scope)

    def leads(self, case: str) -> QuerySet[Lead]:
        """List the leads behind a figure, in no order.

        :raises ValueError: for no such figure.
        """
        return leads_at(self.scope, case)

    def sums(self, case: str) -> Sums:
        """Give what the leads behind a figure add up to: how many, their cost, their margin."""
        if self.kept:
            return self.kept.sums[case]
        return Sums(*charged_sums(self.scope, self.leads(case), charges=self.charges))

    def charged(self, ids: Sequence[UUID]) -> list[Charged]:
        """Give leads of this proof with what each has cost and brought, in this order."""
        return charged_leads(self.scope, self.scope.leads, ids, charges=self.charges)

    def changed(self) -> int:
        """Count the leads of which something was recorded after the figures were reckoned."""
        return changed_since(self.scope, self.kept.last_event) if self.kept else 0


@dataclass(frozen=True)
class AskedOf:
    """Of which leads a proof is kept: those of who directs are all, and nobody's own."""

    scope: Scope

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""
        view = self.scope.view
        own = view.access if view.access and not view.access.has(Role.DIRECTOR) else None
        return {
            "form": FORM,
            "reader": own and str(own.person_id),
            "sees": own and _sees(own),
            "campaigns": sorted(str(campaign.id) for campaign in self.scope.campaigns),
            "currency": self.scope.currency,
            "campaign_id": _text(view.campaign_id),
            "originator_id": _text(view.originator_id),
            "call_center_ids": view.call_center_ids and sorted(map(str, view.call_center_ids)),
            "unit_path": view.unit_path,
            "since": view.since and view.since.isoformat(),
            "until": view.until and view.until.isoformat(),
        }


def scope_kept(
    plain: dict[str, Any], *, organization_id: UUID, access: Access | None, at: datetime
) -> Scope:
    """Give the scope that was asked for, as its reader's `access` is now."""
    centers = plain["call_center_ids"]
    view = View(
        organization_id,
        access,
        since=_day(plain["since"]),
        until=_day(plain["until"]),
        campaign_id=_id(plain["campaign_id"]),
        call_center_ids=frozenset(map(UUID, centers)) if centers else None,
        unit_path=plain["unit_path"],
        originator_id=_id(plain["originator_id"]),
    )
    rows = Campaign.objects.of(organization_id).filter(id__in=plain["campaigns"])
    return Scope(view, list(rows.order_by("id")), plain["currency"], at)


def are_many(scope: Scope) -> bool:
    """Say whether a page must not wait for the proof of so many leads."""
    return scope.leads.values("id")[: MANY + 1].count() > MANY


def computed(scope: Scope, *, tell: Callable[..., None]) -> dict[str, Any]:
    """Prove what the leads of a scope gave, and give what is kept of it."""
    last_event = last_event_of(scope)
    tell(0, STEPS, leads=scope.leads.count())
    told = Told(scope)
    kept = kept_proof(told.proven.proof)
    tell(1, STEPS)
    cohorts = kept_cohorts(told.cohorts)
    tell(2, STEPS)
    sums = sums_by_case(scope, told.charges, told.proven.proof)
    return {
        "proof": kept,
        "cohorts": cohorts,
        "sums": sums,
        "last_event": _text(last_event),
        **kept_charges(told.charges),
    }


def told_kept(scope: Scope, kept: dict[str, Any], *, as_of: datetime) -> Told:
    """Tell a proof that was kept: the figures as they were then, and what each lead bore."""
    scope = replace(scope, at=as_of)
    return Told(
        scope,
        Kept(
            as_of,
            proof_kept(kept["proof"]),
            cohorts_kept(kept["cohorts"]),
            charges_kept(scope, kept),
            {case: Sums(*told) for case, told in kept["sums"].items()},
            _id(kept["last_event"]),
        ),
    )


def last_event_of(scope: Scope) -> UUID | None:
    """Give the last event that the log holds; None where it holds nothing."""
    events = LeadEvent.objects.of(scope.view.organization_id).order_by("-id")
    return events.values_list("id", flat=True).first()


def changed_since(scope: Scope, last_event: UUID | None) -> int:
    """Count the leads of a scope of which something was recorded after an event."""
    events = LeadEvent.objects.of(scope.view.organization_id)
    if last_event:
        events = events.filter(id__gt=last_event)
    return scope.leads.filter(id__in=events.values("lead_id")).count()


def _sees(access: Access) -> dict[str, Any]:
    """Tell what decides which leads somebody sees: who is given another post asks anew."""
    paths = {role.value: sorted(paths) for role, paths in access.unit_paths.items()}
    return {
        "roles": sorted(access.roles),
        "paths": dict(sorted(paths.items())),
        "centers": sorted(str(one) for one in access.supervised),
    }


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
