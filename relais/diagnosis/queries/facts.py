"""Reading what due appointments had: one statement, that the database counts for all factors."""

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import add
from typing import Final
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.database.statements import run
from relais.diagnosis.queries.associations import FACTORS
from relais.diagnosis.rules.associations import Factor
from relais.diagnosis.rules.facts import BITS, Facts

HONOURED_ONES: Final = Q(outcome__in=[outcome.value for outcome in HONOURED])
COUNTED: Final = (
    "SELECT rep_id, unit_id, kind, count(*), sum(kept), sum(silent)"
    " FROM due GROUP BY rep_id, unit_id, kind"
)


def facts_among(
    organization_id: UUID,
    rows: QuerySet[Appointment],
    *,
    at: datetime,
    factors: Collection[Factor] = tuple(FACTORS),
) -> Facts:
    """Count chosen due appointments by rep, unit and the factors that they have.

    What each has is told first, and once: grouped by directly, SQLite would ask for it twice.
    """
    kind = reduce(add, (_one_if(FACTORS[one](organization_id), BITS[one]) for one in factors))
    kept, silent = _one_if(HONOURED_ONES), _one_if(Q(outcome=None))
    due = rows.filter(is_due(at)).order_by().annotate(kind=kind, kept=kept, silent=silent)
    told = due.values("rep_id", "unit_id", "kind", "kept", "silent")
    sql, params = told.query.sql_with_params()
    found = run(f"WITH due AS MATERIALIZED ({sql}) {COUNTED}", params)
    return Facts.of((_id(rep), _id(unit), *counts) for rep, unit, *counts in found.fetchall())


def _one_if(condition: Q, value: int = 1) -> Case:
    return Case(When(condition, then=Value(value)), default=Value(0))


def _id(value: str | UUID | None) -> UUID | None:
    """Take an id as SQLite holds it, or as PostgreSQL gives it."""
    return UUID(value) if isinstance(value, str) else value
