"""Asking for call centers compared: of few leads at once, of many by the worker, once a day."""

from datetime import datetime
from typing import Any, TypeAlias

from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.wanted import want
from relais.diagnosis.models import Computation
from relais.people.rules.access import Access
from relais.roi.queries.centers import AskedCenters, Comparison, billed, centers_compared
from relais.roi.queries.centers_kept import centers_asked, centers_kept, computed_centers
from relais.roi.queries.kept import are_many

Compared: TypeAlias = Comparison | Computation


def ask_centers(asked: AskedCenters, *, access: Access, at: datetime) -> Compared:
    """Give call centers compared, or how far their adding up is."""
    if not are_many(asked.scope):
        return centers_compared(asked, access=access)
    row = want("centers", asked, access=access, at=at)
    if row.done_at is None:
        return row
    return billed(centers_kept(row.result, asked, as_of=row.done_at), asked, access=access)


def compute_centers(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Compare call centers for the worker, as it was asked for."""
    asked = centers_asked(row.asked, organization_id=row.organization_id, at=at)
    return computed_centers(asked, tell=tell)
