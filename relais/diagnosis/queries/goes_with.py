"""What goes with honouring in an organization's own appointments: read once, then compared.

Loaded with the diagnosis, when somebody asks.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from relais.diagnosis.queries.associations import FACTORS, are_few, is_complete
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.queries.places import met_among
from relais.diagnosis.queries.quality import found_among, quality_among
from relais.diagnosis.queries.team import rows_among, scope_of
from relais.diagnosis.rules.associations import Association, Factor, associations
from relais.diagnosis.rules.facts import Facts
from relais.diagnosis.rules.goes_with import GoesWith
from relais.diagnosis.rules.places import Met, splits_by_place
from relais.people.rules.access import Access


def goes_with_for(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
    call_center_id: UUID | None = None,
) -> GoesWith | None:
    """Say what goes with honouring among the reps whom somebody leads.

    None for a team so small that before the privacy checklist its figures would be those of
    persons.
    :raises NotVisible: for a unit that he does not lead, or a call center that is not there.
    :raises TooFewBehind: before that checklist, for a call center of fewer than five telemarketers.
    """
    asked = scope_of(access, unit_id, campaign_id, start, end, call_center_id)
    rows = rows_among(access.organization_id, asked)
    facts = facts_among(access.organization_id, rows, at=at)
    if are_few(access, len(facts.reps)):
        return None
    found = GoesWith(
        len(facts.reps),
        tuple(associations_at(facts, met_among(rows, at=at))),
        quality_among(access.organization_id, asked, found_among(rows, at=at)),
    )
    return found.shown(complete=is_complete(access))


def associations_in(facts: Facts) -> list[Association]:
    """Compare with and without each factor."""
    return associations({factor: facts.splits(factor) for factor in FACTORS})


def associations_at(facts: Facts, met: Iterable[Met]) -> list[Association]:
    """Compare with and without each factor, and how far the prospect was."""
    splits, untold = splits_by_place(met)
    found = associations(
        {**{factor: facts.splits(factor) for factor in FACTORS}, Factor.FAR: splits}
    )
    return [replace(one, untold=untold) if one.factor is Factor.FAR else one for one in found]
