"""What goes with honouring in an organization's own appointments: read once, then compared.

Loaded with the diagnosis, when somebody asks.
"""

from datetime import datetime
from uuid import UUID

from relais.diagnosis.queries.associations import FACTORS, are_few
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.queries.team import rows_of
from relais.diagnosis.rules.associations import Association, associations
from relais.diagnosis.rules.facts import Facts
from relais.people.rules.access import Access


def associations_for(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
) -> list[Association] | None:
    """Say what goes with honouring among the reps whom somebody leads.

    None for a team so small that before the privacy checklist its figures would be those of
    persons.
    :raises NotVisible: for a unit that he does not lead.
    """
    rows = rows_of(access, unit_id, campaign_id, start, end)
    facts = facts_among(access.organization_id, rows, at=at)
    if are_few(access, len(facts.reps)):
        return None
    return associations_in(facts)


def associations_in(facts: Facts) -> list[Association]:
    """Compare with and without each factor."""
    return associations({factor: facts.splits(factor) for factor in FACTORS})
