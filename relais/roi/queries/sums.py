"""What the leads behind each figure of a proof add up to; each lead is charged once for all."""

from collections import Counter
from typing import Any, Final, NamedTuple

from django.db.models import Case, Count, Q, Sum, Value, When

from relais.appointments.models import Appointment
from relais.roi.queries.charges import Charges, whole_of
from relais.roi.queries.pools import ELSE, summed
from relais.roi.queries.proof import (
    NOT_TAKEN_UP,
    REACHED,
    Scope,
    charged_sums,
    leads_at,
    signed_in,
)
from relais.roi.queries.returns import Line
from relais.roi.rules.proof import Proof, Stage

ON_LEADS: Final = (
    *(stage.value for stage in REACHED),
    NOT_TAKEN_UP,
)  # figures that a lead's own row tells
CASES: Final = (*Stage, NOT_TAKEN_UP, *Line)


class Sums(NamedTuple):
    """How many leads stand behind a figure, what they have cost and brought."""

    leads: int
    cost: int
    margin: int


def sums_by_case(scope: Scope, charges: Charges, proof: Proof) -> dict[str, Sums]:
    """Add up, for each figure, how many leads stand behind it, what they cost and brought."""
    found = _on_leads(scope, charges)
    held = charged_sums(scope, leads_at(scope, Stage.HELD), charges=charges)
    for line, lost in proof.wasted.items():
        brought = leads_at(scope, line).filter(signed_in(scope)).aggregate(all=Sum("margin"))
        found[line] = Sums(lost.count, lost.amount, brought["all"] or 0)
    return found | {Stage.HELD.value: Sums(*held)}


def _on_leads(scope: Scope, charges: Charges) -> dict[str, Sums]:
    """Charge each lead, note behind which figures it stands, and add up by these."""
    counts, costs, margins = Counter[str](), Counter[str](), Counter[str]()
    margin = Sum("margin", filter=signed_in(scope))
    leads: Any = scope.leads.order_by().annotate(cases=_cases("")).values_list("cases")
    added = leads.annotate(leads=Count("id"), paid=Sum(whole_of(charges.leads)), brought=margin)
    for told, count, paid, brought in added:
        for case in _told(told):
            counts[case] += count
            costs[case] += paid or 0
            margins[case] += brought or 0
    visits = Appointment.objects.of(scope.view.organization_id).filter(lead__in=scope.leads)
    met: Any = visits.order_by().annotate(cases=_cases("lead__")).values_list("cases")
    for told, paid in met.annotate(paid=Sum(whole_of(charges.visits))):
        for case in _told(told):
            costs[case] += paid or 0
    return {case: Sums(counts[case], costs[case], margins[case]) for case in ON_LEADS}


def _cases(way: str) -> Any:
    """Write as one number behind which figures a lead stands."""
    return summed(
        [
            Case(When(_on_row(case, way), then=Value(1 << place)), **ELSE)
            for place, case in enumerate(ON_LEADS)
        ]
    )


def _on_row(case: str, way: str) -> Q:
    if case == NOT_TAKEN_UP:
        return Q(**{f"{way}transmitted_at__isnull": False, f"{way}taken_up_at": None})
    return Q(**{f"{way}{REACHED[Stage(case)]}__isnull": False})


def _told(cases: int) -> list[str]:
    """Read the figures from that number."""
    return [case for place, case in enumerate(ON_LEADS) if cases >> place & 1]
