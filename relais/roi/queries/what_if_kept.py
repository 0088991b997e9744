"""What if of many leads: added up once a day, then told for whatever rates somebody supposes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from relais.roi.queries.kept import AskedOf
from relais.roi.queries.passed import check_version
from relais.roi.queries.proof import Scope
from relais.roi.queries.what_if import WhatIf, added_up, told_of
from relais.roi.rules.what_if import Supposed
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
    tell(0, STEPS, leads=scope.leads.count())
    return {"rows": kept_rows(added_up(scope, supposed))}


def what_if_kept(
    scope: Scope, supposed: Supposed, kept: dict[str, Any], *, as_of: datetime
) -> WhatIf:
    """Say what would be from sums that were kept, as of their moment."""
    return told_of(replace(scope, at=as_of), supposed, rows_kept(kept["rows"]), as_of=as_of)
