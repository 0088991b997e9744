"""What if of many leads: added up once a day, then told for whatever rates somebody supposes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.leads.models import Lead
from relais.roi.queries.charges import Charges, charges_of
from relais.roi.queries.charges_kept import charges_kept, kept_charges
from relais.roi.queries.kept import AskedOf, changed_since, last_event_of
from relais.roi.queries.passed import check_version
from relais.roi.queries.proof import Charged, Scope, charged_leads, charged_sums
from relais.roi.queries.sums import Sums
from relais.roi.queries.what_if import WhatIf, leads_of_case, told_of
from relais.roi.queries.what_if_sums import added_up, kept_places, places_kept, sums_behind
from relais.roi.rules.what_if import Part, Supposed
from relais.roi.rules.what_if_kept import kept_rows, rows_kept

STEPS: Final = 1


@dataclass(frozen=True)
class AskedWhatIf:
    """Of which leads, and what parts them; whatever rates are supposed, it is the same.

    :raises NotVisible: for a version of no definition of the only campaign of the scope.
    """

    scope: Scope
    supposed: Supposed

    def __post_init__(self) -> None:
        check_version(self.scope, self.supposed)

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""
        version = self.supposed.definition
        parted = {"minimum": self.supposed.minimum, "definition": version and str(version)}
        return AskedOf(self.scope).plain() | parted


def supposed_kept(plain: dict[str, Any]) -> Supposed:
    """Give what parts leads, as it was asked for."""
    version = plain["definition"]
    return Supposed(minimum=plain["minimum"], definition=UUID(version) if version else None)


def computed_what_if(
    scope: Scope, supposed: Supposed, *, tell: Callable[..., None]
) -> dict[str, Any]:
    """Add the leads of a scope up, and give what is kept of it."""
    last_event = last_event_of(scope)
    tell(0, STEPS, leads=scope.leads.count())
    added = added_up(scope, supposed)
    return {
        "rows": kept_rows(added.rows),
        "places": kept_places(added.places),
        "last_event": last_event and str(last_event),
        **kept_charges(added.charges),
    }


def what_if_kept(
    scope: Scope, supposed: Supposed, kept: dict[str, Any], *, as_of: datetime
) -> WhatIf:
    """Say what would be from sums that were kept, as of their moment."""
    return told_of(replace(scope, at=as_of), supposed, rows_kept(kept["rows"]), as_of=as_of)


@dataclass(frozen=True)
class Count:
    """A count of what if: a group, `held` or `all`; of a part, and signed ones only, if told."""

    case: str
    part: Part | None = None
    signed: bool = False


@dataclass(frozen=True)
class Behind:
    """The leads behind the counts of what if: as things are now, or as they were added up."""

    scope: Scope
    supposed: Supposed
    kept: Mapping[str, Any] | None = None

    @property
    def as_of(self) -> datetime | None:
        """Give when leads were added up, where that was not now."""
        return self.scope.at if self.kept else None

    @cached_property
    def charges(self) -> Charges:
        """Give what each lead and appointment is charged."""
        if self.kept:
            return charges_kept(self.scope, self.kept)
        return charges_of(self.scope.campaigns, at=self.scope.at)

    def leads(self, count: Count) -> QuerySet[Lead]:
        """List the leads behind a count, in no order.

        :raises ValueError: for no such count.
        :raises NotVisible: for a part where nothing is supposed that would part them.
        """
        return leads_of_case(
            self.scope, count.case, part=count.part, signed=count.signed, supposed=self.supposed
        )

    def sums(self, count: Count) -> Sums:
        """Give what the leads behind a count add up to: how many, their cost, their margin."""
        if self.kept is None:
            return Sums(*charged_sums(self.scope, self.leads(count), charges=self.charges))
        places = places_kept(self.kept["places"])
        return sums_behind(places, count.case, part=count.part, signed=count.signed)

    def charged(self, ids: Sequence[UUID]) -> list[Charged]:
        """Give leads with what each has cost and brought, in this order."""
        return charged_leads(self.scope, self.scope.leads, ids, charges=self.charges)

    def changed(self) -> int:
        """Count the leads of which something was recorded after they were added up."""
        if self.kept is None:
            return 0
        last_event = self.kept["last_event"]
        return changed_since(self.scope, UUID(last_event) if last_event else None)


def behind_kept(
    scope: Scope, supposed: Supposed, kept: dict[str, Any], *, as_of: datetime
) -> Behind:
    """Give the leads behind counts that were kept, as of their moment."""
    return Behind(replace(scope, at=as_of), supposed, kept)
