"""Asking for a diagnosis: of few appointments it is computed at once, of many in the worker.

Loaded when somebody asks: it brings SciPy.
"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from relais.diagnosis.actions.wanted import want
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.associations import are_few, is_complete
from relais.diagnosis.queries.goes_with import goes_with_for
from relais.diagnosis.queries.team import diagnosis_for, is_many, scope_of, shown_to
from relais.diagnosis.rules import Diagnosis
from relais.diagnosis.rules.goes_with import GoesWith, goes_with_of
from relais.diagnosis.rules.kept import diagnosis_of
from relais.people.rules.access import Access

Told: TypeAlias = Diagnosis | Computation | None
Compared: TypeAlias = GoesWith | Computation | None


def ask_diagnosis(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
    call_center_id: UUID | None = None,
) -> Told:
    """Give the diagnosis, or its computation while it is under way; None for too small a team.

    :raises NotVisible: for a unit that he does not lead, or a call center that is not there.
    :raises TooFewBehind: before the privacy checklist, for a call center of fewer than five
        telemarketers.
    """
    asked = scope_of(access, unit_id, campaign_id, start, end, call_center_id)
    if not is_many(access.organization_id, asked):
        return diagnosis_for(
            access, unit_id=unit_id, campaign_id=campaign_id, start=start, end=end, at=at,
            call_center_id=call_center_id,
        )  # fmt: skip
    row = want("verdict", asked, access=access, at=at)
    if row.done_at is None:
        return row
    found = row.result
    return shown_to(access, len(found["team"]), lambda: diagnosis_of(found), asked=asked, at=at)


def ask_goes_with(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
    call_center_id: UUID | None = None,
) -> Compared:
    """Give what goes with honouring, or its computation; None for too small a team.

    :raises NotVisible: for a unit that he does not lead, or a call center that is not there.
    :raises TooFewBehind: before the privacy checklist, for a call center of fewer than five
        telemarketers.
    """
    asked = scope_of(access, unit_id, campaign_id, start, end, call_center_id)
    if not is_many(access.organization_id, asked):
        return goes_with_for(
            access, unit_id=unit_id, campaign_id=campaign_id, start=start, end=end, at=at,
            call_center_id=call_center_id,
        )  # fmt: skip
    row = want("goes_with", asked, access=access, at=at)
    if row.done_at is None:
        return row
    if are_few(access, row.result["reps"]):
        return None
    return goes_with_of(row.result).shown(complete=is_complete(access))
