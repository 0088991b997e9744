"""What an organization's own figures propose, and what was proposed and agreed before.

A module of its own: it loads the diagnosis, and SciPy with it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from relais.acts.queries import Act, ActSource, ActState, acts_visible_to
from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.diagnosis.queries.associations import are_few
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.queries.goes_with import associations_in
from relais.diagnosis.queries.kept import WHOLE
from relais.diagnosis.queries.kept import Asked as Scope
from relais.diagnosis.queries.team import rows_among, scope_of
from relais.diagnosis.rules import Diagnosis, RepCounts, diagnose
from relais.diagnosis.rules.associations import Association, Factor
from relais.diagnosis.rules.facts import Facts, Units
from relais.leads.models import Lead
from relais.leads.queries import State
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import View, disputes_by_reason
from relais.people.models import Unit
from relais.people.queries import organization, root_unit, units_of
from relais.people.rules.access import Access, Role
from relais.statistics.intervals import wilson
from relais.steering.rules.proposals import (
    BY_FACTOR,
    QUARTER,
    Disputes,
    Found,
    Part,
    Proposal,
    Worth,
    propose,
)

__all__ = ["Asked", "Proposal", "proposals_for", "quarter_of", "rows_proposed"]

FEWEST_SIGNED: Final = 5  # margins told, of thirty honoured, before a visit has a worth
FEWEST_MET: Final = 30


@dataclass(frozen=True)
class Asked:
    """Which appointments: a unit or all that one leads, a campaign, a period, a call center."""

    unit_id: UUID | None = None
    campaign_id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None
    call_center_id: UUID | None = None

    def scope(self, access: Access) -> Scope:
        """Give the appointments asked for, of those whom somebody leads.

        :raises NotVisible: for a unit that he does not lead.
        :raises TooFewBehind: for a call center of so few that its figures would be persons'.
        """
        return scope_of(
            access, self.unit_id, self.campaign_id, self.start, self.end, self.call_center_id
        )

    def key(self, proposal: Proposal, *, today: date) -> str:
        """Give what keeps the same proposal from standing twice in a quarter."""
        return f"{self.standing(proposal)}{quarter_of(today)}"

    def standing(self, proposal: Proposal) -> str:
        """Give what the keys of the same proposal have in common, whenever it was made."""
        campaign = self.campaign_id.hex if self.campaign_id else "all"
        center = f":{self.call_center_id.hex}" if self.call_center_id else ""
        return f"diagnosis:{proposal.rule.value}:{proposal.unit_id.hex}:{campaign}{center}"


def proposals_for(access: Access, asked: Asked, *, at: datetime) -> list[Proposal] | None:
    """List what the figures propose and nobody has proposed yet; None for too small a team.

    Units of fewer than five reps count in the nearest one above that has five.
    :raises NotVisible: for a unit that the reader does not lead.
    :raises TooFewBehind: for a call center of so few that its figures would be persons'.
    """
    drawn = drawn_of(access, asked, at=at, facts_of=lambda one: _facts(access, one, at))
    return None if drawn is None else fresh_of(access, asked, drawn, at=at)


def _facts(access: Access, asked: Asked, at: datetime) -> Facts:
    return facts_among(access.organization_id, _rows_of(access, asked), at=at)


def _rows_of(access: Access, asked: Asked) -> QuerySet[Appointment]:
    return rows_among(access.organization_id, asked.scope(access))


def drawn_of(
    access: Access, asked: Asked, *, at: datetime, facts_of: Callable[[Asked], Facts]
) -> list[Proposal] | None:
    """List all that the figures propose; None for too small a team.

    Who leads units apart from each other has the proposals of each: no act is of two.
    :param facts_of: gives what the due appointments asked for had.
    """
    several = [asked] if asked.unit_id else [replace(asked, unit_id=each) for each in _tops(access)]
    told = ((each, facts_of(each)) for each in several)
    found = [one for each, facts in told if (one := found_of(access, each, facts, at=at))]
    return [proposal for one in found for proposal in propose(one)] if found else None


def _tops(access: Access) -> list[UUID | None]:
    """Give the highest units that somebody leads where they are several; else all as one."""
    led = access.unit_paths.get(Role.MANAGER, frozenset())
    tops = [path for path in led if not any(path != up and path.startswith(up) for up in led)]
    if access.has(Role.DIRECTOR) or len(tops) < 2:
        return [None]
    rows = units_of(access.organization_id).filter(path__in=tops).order_by("path")
    return list(rows.values_list("id", flat=True))


def fresh_of(
    access: Access, asked: Asked, proposed: Iterable[Proposal], *, at: datetime
) -> list[Proposal]:
    """Leave out what stands already, or was proposed this quarter."""
    known = _known(access.organization_id, today=at.date())
    return [one for one in proposed if asked.standing(one) not in known]


def quarter_of(today: date) -> str:
    """Give the end of a key: in a quarter the same is proposed once, even if it was dropped."""
    return f":{today.year}q{(today.month + 2) // 3}"


def rows_proposed(access: Access, *, unit_id: UUID | None = None) -> QuerySet[Act]:
    """Give the acts that came from figures, of one unit and below or of all, to be narrowed."""
    rows = acts_visible_to(access).filter(source=ActSource.DIAGNOSIS.value)
    if unit_id:
        chosen = units_of(access.organization_id).filter(id=unit_id).values_list("path", flat=True)
        rows = rows.filter(unit__path__startswith=next(iter(chosen), "-"))
    return rows


def found_of(access: Access, asked: Asked, facts: Facts, *, at: datetime) -> Found | None:
    """Give all that proposals are drawn from; None for too small a team."""
    rows = _rows_of(access, asked)
    cells = facts.cells()
    team = _merged(cells.values())
    if not team or are_few(access, len(team)):
        return None
    diagnosis = diagnose(team)
    associations = associations_in(facts)
    kinds = _kinds(facts, associations)
    since = at - timedelta(weeks=QUARTER)
    recent = _rows_of(access, replace(asked, start=since, end=at)).filter(is_due(at))
    each = recent.order_by().values_list("unit_id")
    weekly = dict(each.annotate(Count("status")))  # which an index holds: no row is read
    parts = _parts(access, asked, cells, diagnosis, kinds, weekly)
    due = rows.filter(is_due(at)).order_by()
    return Found(
        diagnosis, associations, parts, _disputes(access, asked, due), _worth(access, asked, rows)
    )


def _merged(cells: Iterable[Collection[RepCounts]]) -> tuple[RepCounts, ...]:
    """Add up what a rep had in several units."""
    added: dict[str, RepCounts] = {}
    for cell in cells:
        for rep in cell:
            had = added.get(rep.rep, RepCounts(rep.rep, 0, 0, 0))
            added[rep.rep] = RepCounts(
                rep.rep, had.due + rep.due, had.honoured + rep.honoured, had.silent + rep.silent
            )
    return tuple(added.values())


Kinds = dict[Factor, Units]


def _kinds(facts: Facts, associations: Collection[Association]) -> Kinds:
    """Count by unit with and without, for who follows leads and for each factor that holds."""
    holding = {one.factor for one in associations if one.holds} & BY_FACTOR.keys()
    return {factor: facts.by_unit(factor) for factor in sorted(holding | {Factor.FOLLOWED})}


def _parts(
    access: Access,
    asked: Asked,
    cells: Mapping[UUID, list[RepCounts]],
    diagnosis: Diagnosis,
    kinds: Kinds,
    weekly: Mapping[UUID, int],
) -> list[Part]:
    units = {unit.id: unit for unit in units_of(access.organization_id)}
    whole = _whole(access, asked, units)
    apart = frozenset(one.rep for one in diagnosis.findings if (one.concentrated or 0) >= 0.5)

    def part(unit: Unit) -> Part:
        below = [each for each in cells if units[each].path.startswith(unit.path)]
        mine = cells.keys() if unit == whole else below
        reps = _merged(cells[each] for each in mine)
        return Part(
            unit.id,
            reps,
            apart & {rep.rep for rep in reps},
            sum(weekly.get(each, 0) for each in mine) / QUARTER,
            {factor: _added(counts, mine) for factor, counts in kinds.items()},
        )

    targets = [_large(each, cells, units, whole) for each in cells]
    chosen = {target.id: target for target in targets}
    return [part(whole), *(part(unit) for unit in chosen.values())]


def _added(counts: Units, units: Collection[UUID]) -> tuple[int, int]:
    pairs = [counts.get(each, (0, 0)) for each in units]
    return sum(having for having, _ in pairs), sum(lacking for _, lacking in pairs)


def _large(
    unit_id: UUID, cells: Mapping[UUID, list[RepCounts]], units: Mapping[UUID, Unit], whole: Unit
) -> Unit:
    """Give the nearest unit, this one or above, in which five reps have something due."""
    unit = units[unit_id]
    while unit != whole:
        below = (cells[each] for each in cells if units[each].path.startswith(unit.path))
        if len({rep.rep for cell in below for rep in cell}) >= SMALLEST_TEAM:
            return unit
        if unit.parent_id is None or not unit.path.startswith(whole.path):
            break
        unit = units[unit.parent_id]
    return whole


def _whole(access: Access, asked: Asked, units: Mapping[UUID, Unit]) -> Unit:
    """Give the unit to which the whole belongs: the one asked for, else the reader's highest."""
    if asked.unit_id:
        return units[asked.unit_id]
    if access.has(Role.DIRECTOR):
        root = root_unit(access.organization_id)
        return root or next(iter(units.values()))
    paths = access.unit_paths.get(Role.MANAGER, frozenset())
    return min((unit for unit in units.values() if unit.path in paths), key=lambda u: len(u.path))


def _disputes(access: Access, asked: Asked, due: QuerySet[Appointment]) -> list[Disputes]:
    units = units_of(access.organization_id)
    chosen = units.filter(id=asked.unit_id) if asked.unit_id else units.none()
    view = View(
        access.organization_id,
        access,
        campaign_id=asked.campaign_id,
        call_center_ids=frozenset({asked.call_center_id}) if asked.call_center_id else None,
        unit_path=chosen.values_list("path", flat=True).first(),
    )
    reasons = disputes_by_reason(view)
    decided = [one for one in reasons if one.upheld.denominator]
    if not decided:
        return []
    leads = _leads_of(access, asked, due)
    transmitted = leads.filter(transmitted_at__isnull=False).exclude(state=State.VOIDED.value)
    upheld = sum(one.upheld.numerator for one in decided)
    total = max(transmitted.count(), upheld)
    french = organization(access.organization_id).language.startswith("fr")
    found = [
        Disputes(
            one.label_fr if french else one.label_en,
            one.upheld.denominator, one.upheld.numerator, total, upheld,
        )
        for one in decided
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.upheld)


def _leads_of(access: Access, asked: Asked, rows: QuerySet[Appointment]) -> QuerySet[Lead]:
    """Give the leads of appointments; of the whole house each lead is asked for one of them."""
    leads = Lead.objects.of(access.organization_id)
    if asked.scope(access) == WHOLE:
        return leads.filter(Exists(rows.filter(lead=OuterRef("id"))))
    return leads.filter(id__in=rows.values("lead_id"))


def _worth(access: Access, asked: Asked, rows: QuerySet[Appointment]) -> Worth | None:
    """Reckon what a lead whose appointment was honoured brought: P(signed) by the mean margin."""
    met = rows.filter(outcome__in=[outcome.value for outcome in HONOURED]).order_by()
    leads = _leads_of(access, asked, met)
    currency = organization(access.organization_id).currency
    signed = Q(won_at__isnull=False, currency=currency, margin__isnull=False)
    counted = leads.aggregate(
        met=Count("id"), signed=Count("id", filter=signed), margin=Sum("margin", filter=signed)
    )
    if counted["met"] < FEWEST_MET or counted["signed"] < FEWEST_SIGNED:
        return None
    chance = wilson(counted["signed"], counted["met"])
    mean = counted["margin"] / counted["signed"]
    return Worth(chance.low * mean, chance.high * mean, currency) if chance else None


def _known(organization_id: UUID, *, today: date) -> set[str]:
    """Give what stands: what is open, or done and not measured yet; and what this quarter saw."""
    rows = Act.objects.of(organization_id).filter(source=ActSource.DIAGNOSIS.value)
    stands = Q(state__in=[ActState.PROPOSED.value, ActState.AGREED.value]) | Q(
        state=ActState.DONE.value, measured_at=None
    )
    quarter = Q(key__endswith=quarter_of(today))
    keys = rows.filter(stands | quarter, key__isnull=False).values_list("key", flat=True)
    return {str(key).rpartition(":")[0] for key in keys}
