"""The leads of a proof by month of first transmission, beside the organization's curve."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q

from relais.leads.models import Lead
from relais.leads.queries import State
from relais.measures.queries import month_number
from relais.measures.rules import midnight, months
from relais.roi.queries.proof import Scope
from relais.roi.rules.cohorts import (
    LOOKED_BACK,
    Cohort,
    Cohorts,
    Curve,
    cohort_of,
    curve_of,
)


def cohorts_of(scope: Scope) -> Cohorts:
    """Say how far the leads of each month are on their way to their signatures.

    Four queries, however many leads there are.
    """
    curve = _curve(scope)
    sent = scope.leads.filter(transmitted_at__isnull=False).order_by()
    edges = sent.aggregate(first=Min("transmitted_at"), last=Max("transmitted_at"))
    if edges["first"] is None:
        return Cohorts([], curve)
    starts = months(edges["first"], edges["last"], zone=scope.zone)
    keyed = sent.annotate(cohort=month_number(starts, "transmitted_at"))
    rows: Any = keyed.values("cohort").annotate(sent=Count("id"), signed=Count("won_at"))
    found = {row["cohort"]: row for row in rows}
    return Cohorts([_cohort(starts[n], found[n], curve, scope) for n in sorted(found)], curve)


def _cohort(start: datetime, row: dict[str, int], curve: Curve, scope: Scope) -> Cohort:
    return cohort_of(
        start.astimezone(scope.zone).date(),
        transmitted=row["sent"],
        signed=row["signed"],
        curve=curve,
        unripe=scope.unripe,
        today=scope.at.astimezone(scope.zone).date(),
    )


def _curve(scope: Scope) -> Curve:
    """Read how the signatures of the last year of matured cohorts came in, of all campaigns."""
    end = midnight(scope.unripe, zone=scope.zone)
    sent = Q(transmitted_at__lt=end, transmitted_at__gte=end - LOOKED_BACK)
    leads = Lead.objects.of(scope.view.organization_id).exclude(state=State.VOIDED.value)
    rows = leads.filter(sent, won_at__isnull=False, won_at__lte=scope.at).order_by()
    told: Any = rows.values_list("transmitted_at", "won_at")
    return curve_of(list(told))
