"""The return "A + B" of the leads of a view, and each of these leads with what it cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case as Choice
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, When

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.campaigns.models import Campaign, Cost
from relais.campaigns.rules.terms import CostKind
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.measures.queries import Case, View, cases
from relais.measures.rules import midnight
from relais.people.queries import organization
from relais.roi.queries.charges import Charges, charges_of, whole_of
from relais.roi.queries.returns import Line, wasted
from relais.roi.rules.cohorts import first_unripe
from relais.roi.rules.costs import Wasted
from relais.roi.rules.proof import (
    AFTER,
    Proof,
    Ripe,
    Stage,
    left_on_the_table,
    steps_of,
)

REACHED: Final[dict[Stage, str]] = {
    stage: f"{stage}_at" for stage in Stage if stage is not Stage.HELD
}
NOT_TAKEN_UP: Final = "not_taken_up"
Row = dict[str, Any]
ByRep = Mapping[UUID | None, Row]


@dataclass(frozen=True)
class Scope:
    """Leads of whom a proof tells: those of a view in some campaigns of one currency."""

    view: View
    campaigns: Sequence[Campaign]
    currency: str
    at: datetime

    @property
    def leads(self) -> QuerySet[Lead]:
        """List the leads, in no order."""
        ids = [campaign.id for campaign in self.campaigns]
        return cases(self.view, Case.OPENED, at=self.at).filter(campaign_id__in=ids)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Give the zone of the organization, in which its months begin."""
        return ZoneInfo(organization(self.view.organization_id).timezone)

    @property
    def unripe(self) -> date:
        """Give the first month of transmission that is not matured at the moment of a proof."""
        return first_unripe(self.at, zone=self.zone)


@dataclass(frozen=True)
class Proven:
    """A proof, and the costs that it leaves out for want of an exchange rate."""

    proof: Proof
    unrated: list[Cost]


@dataclass(frozen=True, slots=True)
class Charged:
    """A lead with what it has cost, and the margin that it brought, in the proof's currency."""

    lead: Lead
    cost: int
    margin: int | None


def scope_of(
    view: View, campaigns: Sequence[Campaign], *, at: datetime, currency: str | None = None
) -> Scope:
    """Choose of whom a proof tells: the campaigns of one currency, that of most unless told."""
    spoken = [campaign.currency for campaign in campaigns]
    chosen = currency or max(spoken, key=lambda one: (spoken.count(one), one), default="EUR")
    kept = [campaign for campaign in campaigns if campaign.currency == chosen]
    return Scope(view, kept, chosen, at)


def proof_of(scope: Scope, *, charges: Charges | None = None) -> Proven:
    """Prove what the leads of a scope gave for what they cost: A quantities, B money.

    Fourteen queries at most, however many leads and campaigns there are.
    """
    charges = charges or charges_of(scope.campaigns, at=scope.at)
    leads = scope.leads
    by_rep, ripe = _by_rep(leads, charges, scope)
    counts = _added(by_rep.values(), [name for name in _counted(scope) if name != "margin"])
    costs = {kind: _total(by_rep, _column(kind)) for kind in _kinds(charges)}
    cost, margin = sum(costs.values()), _total(by_rep, "margin")
    proof = Proof(
        scope.currency,
        steps_of(counts, cost=cost),
        costs,
        margin,
        counts["told"],
        len([rep for rep in by_rep if rep]),
        None,
        {line.value: _wasted(leads, line, charges, scope) for line in Line},
        left_on_the_table(
            counts[NOT_TAKEN_UP],
            signed=counts["won_taken_up"],
            taken_up=counts["taken_up"],
            margin=margin,
            told=counts["told"],
        ),
        charges.unborne,
    )
    if proof.enough:
        proof = replace(proof, interval=_interval(by_rep, charges))
    return Proven(replace(proof, ripe=_ripe(ripe, charges, scope)), charges.unrated)


def leads_at(scope: Scope, case: str) -> QuerySet[Lead]:
    """List the leads behind a figure of a proof: a stage, a line of waste, what is left.

    :raises ValueError: for no such figure.
    """
    home, at = scope.view.organization_id, scope.at
    if case == NOT_TAKEN_UP:
        return scope.leads.filter(transmitted_at__isnull=False, taken_up_at=None)
    if case in set(Line):
        return scope.leads.filter(wasted(Line(case), organization_id=home, at=at))
    stage = Stage(case)
    if stage is Stage.HELD:
        return scope.leads.filter(Exists(_held(scope).filter(lead_id=OuterRef("id"))))
    return scope.leads.filter(**{f"{REACHED[stage]}__isnull": False})


def charged_leads(
    scope: Scope, leads: QuerySet[Lead], ids: Sequence[UUID], *, charges: Charges | None = None
) -> list[Charged]:
    """Give some of the leads of a scope with what each has cost and brought, in this order."""
    charges = charges or charges_of(scope.campaigns, at=scope.at)
    rows = leads.filter(id__in=ids).annotate(charged=whole_of(charges.leads))
    visits = Appointment.objects.of(scope.view.organization_id).filter(lead_id__in=ids).order_by()
    paid = dict(visits.values_list("lead_id").annotate(paid=Sum(whole_of(charges.visits))))
    found = {row.id: row for row in rows.select_related("account", "campaign", "rep")}
    return [
        Charged(
            found[one],
            found[one].charged + (paid.get(one) or 0),
            found[one].margin if _is_signed(found[one], scope) else None,
        )
        for one in ids
        if one in found
    ]


def charged_sums(
    scope: Scope, leads: QuerySet[Lead], *, charges: Charges | None = None
) -> tuple[int, int, int]:
    """Count some leads of a scope, and add up what they have cost and brought."""
    charges = charges or charges_of(scope.campaigns, at=scope.at)
    count, cost = _sums(leads, charges, scope)
    margin = leads.filter(signed_in(scope)).aggregate(all=Sum("margin"))["all"]
    return count, cost, margin or 0


def _by_rep(leads: QuerySet[Lead], charges: Charges, scope: Scope) -> tuple[ByRep, ByRep]:
    """Add up, by rep, how far leads came, what they cost, and what they brought.

    The second is the same of the leads that have had the time to be signed.
    """
    columns = {**_counted(scope), **{_column(k): Sum(e) for k, e in charges.leads.items()}}
    aged = leads.order_by().annotate(ripe=_aged(scope))
    told: Any = aged.values("rep_id", "ripe").annotate(**columns)
    found: dict[tuple[UUID | None, int], Row] = {(row["rep_id"], row["ripe"]): row for row in told}
    visits = Appointment.objects.of(scope.view.organization_id).filter(lead__in=leads)
    held = Q(outcome=Outcome.HELD.value) & is_due(scope.at)
    after = held & Q(lead__approach_at__isnull=False)
    met: Any = visits.order_by().annotate(ripe=_aged(scope, "lead__")).values(
        "lead__rep_id", "ripe"
    ).annotate(
        held=Count("lead_id", distinct=True, filter=held),
        both_held=Count("lead_id", distinct=True, filter=after),
        **{_column(kind): Sum(each) for kind, each in charges.visits.items()},
    )  # fmt: skip
    for row in met:
        found[row["lead__rep_id"], row["ripe"]].update(row)
    ripe = {rep: row for (rep, aged), row in found.items() if aged}
    young = {rep: row for (rep, aged), row in found.items() if not aged}
    return _merged(ripe, young), ripe


def _merged(one: ByRep, other: ByRep) -> ByRep:
    """Add the sums of two kinds of leads up, rep by rep."""
    names = [name for row in (*one.values(), *other.values()) for name in row]
    sums = set(names) - {"rep_id", "lead__rep_id", "ripe"}
    return {
        rep: {
            name: (one.get(rep, {}).get(name) or 0) + (other.get(rep, {}).get(name) or 0)
            for name in sums
        }
        for rep in {*one, *other}
    }


def matured(scope: Scope, lead: str = "") -> Q:
    """Give the predicate of leads of matured cohorts, and of those as old, never transmitted."""
    end = midnight(scope.unripe, zone=scope.zone)
    never = Q(**{f"{lead}transmitted_at": None, f"{lead}opened_at__lt": end})
    return Q(**{f"{lead}transmitted_at__lt": end}) | never


def _aged(scope: Scope, lead: str = "") -> Any:
    return Choice(When(matured(scope, lead), then=1), default=0)


def _ripe(by_rep: ByRep, charges: Charges, scope: Scope) -> Ripe:
    """Give the return over the leads that have had the time to be signed."""
    cost = sum(_total(by_rep, _column(kind)) for kind in _kinds(charges))
    ripe = Ripe(
        scope.unripe,
        _total(by_rep, Stage.OPENED.value),
        cost,
        _total(by_rep, "margin"),
        _total(by_rep, Stage.WON.value),
        len([rep for rep in by_rep if rep]),
    )
    return replace(ripe, interval=_interval(by_rep, charges)) if ripe.enough else ripe


def _counted(scope: Scope) -> Row:
    """Give the columns that count leads, and add up their margin."""
    columns: Row = {stage.value: Count(name) for stage, name in REACHED.items()}
    for stage, before in AFTER.items():
        if stage is Stage.HELD:
            continue
        both = Q(**{f"{REACHED[stage]}__isnull": False, f"{REACHED[before]}__isnull": False})
        columns[f"both_{stage}"] = Count("id", filter=both)
    signed, taken = signed_in(scope), Q(taken_up_at__isnull=False)
    return {
        **columns,
        "told": Count("margin", filter=signed),
        "won_taken_up": Count("id", filter=taken & Q(won_at__isnull=False)),
        NOT_TAKEN_UP: Count("id", filter=Q(transmitted_at__isnull=False, taken_up_at=None)),
        "margin": Sum("margin", filter=signed),
    }


def _interval(by_rep: ByRep, charges: Charges) -> Any:
    names = [_column(kind) for kind in _kinds(charges)]
    spent = {rep: sum(row.get(name) or 0 for name in names) for rep, row in by_rep.items()}
    reps = sorted((rep for rep in by_rep if rep), key=str)
    margin = [by_rep[rep]["margin"] or 0 for rep in reps]
    drawn = import_module("relais.statistics.returns")  # NumPy is loaded when it is needed
    return drawn.return_interval([spent[rep] for rep in reps], margin, beside=spent.get(None, 0))


def _wasted(leads: QuerySet[Lead], line: Line, charges: Charges, scope: Scope) -> Wasted:
    of = wasted(line, organization_id=scope.view.organization_id, at=scope.at)
    return Wasted(*_sums(leads.filter(of), charges, scope))


def _sums(leads: QuerySet[Lead], charges: Charges, scope: Scope) -> tuple[int, int]:
    """Count leads, and add up what they and their appointments are charged."""
    own = leads.order_by().aggregate(count=Count("id"), paid=Sum(whole_of(charges.leads)))
    if not charges.visits:
        return own["count"], own["paid"] or 0
    visits = Appointment.objects.of(scope.view.organization_id).filter(lead__in=leads.order_by())
    paid = visits.aggregate(paid=Sum(whole_of(charges.visits)))["paid"]
    return own["count"], (own["paid"] or 0) + (paid or 0)


def _held(scope: Scope) -> QuerySet[Appointment]:
    rows = Appointment.objects.of(scope.view.organization_id).filter(is_due(scope.at))
    return rows.filter(outcome=Outcome.HELD.value)


def signed_in(scope: Scope) -> Q:
    """Give the predicate of the leads that were signed in the currency of a scope."""
    return Q(won_at__isnull=False, currency=scope.currency)


def _is_signed(lead: Lead, scope: Scope) -> bool:
    return lead.won_at is not None and lead.currency == scope.currency


def _kinds(charges: Charges) -> list[CostKind]:
    return [kind for kind in CostKind if kind in charges.leads or kind in charges.visits]


def _column(kind: CostKind) -> str:
    return f"cost_{kind.value}"


def _added(rows: Any, names: Sequence[str]) -> dict[str, int]:
    every = list(rows)
    return {
        name: sum(row.get(name) or 0 for row in every) for name in (*names, "held", "both_held")
    }


def _total(by_rep: ByRep, name: str) -> int:
    return sum(row.get(name) or 0 for row in by_rep.values())


def center_costs(scope: Scope) -> dict[UUID | None, int]:
    """Add up, by call center, what the leads of a scope and their appointments are charged."""
    charges = charges_of(scope.campaigns, at=scope.at)
    leads: Any = scope.leads.order_by().values_list("call_center_id")
    found: dict[UUID | None, int] = dict(leads.annotate(paid=Sum(whole_of(charges.leads))))
    if charges.visits:
        visits = Appointment.objects.of(scope.view.organization_id)
        ours: Any = visits.filter(lead__in=scope.leads.order_by()).order_by()
        met = ours.values_list("lead__call_center_id").annotate(paid=Sum(whole_of(charges.visits)))
        for center_id, paid in met:
            found[center_id] = (found.get(center_id) or 0) + (paid or 0)
    return found
