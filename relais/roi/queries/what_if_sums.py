"""What matured leads add up to for what if: by rep, and behind each count with what they cost."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.leads.events import Outcome
from relais.roi.queries.charges import Charges, charges_of
from relais.roi.queries.passed import TEXT, Gate, gate_of
from relais.roi.queries.pools import BIG
from relais.roi.queries.proof import Scope, matured, signed_in
from relais.roi.queries.sums import Sums
from relais.roi.rules.costs import WHATEVER_HAPPENS
from relais.roi.rules.what_if import Group, Key, Part, Row, Supposed

HELD: Final = "held"  # of the group of those honoured, where the prospect was there
ALL: Final = "all"
CASES: Final = (ALL, *Group, HELD)


class Place(NamedTuple):
    """How far leads came (a group, or `held`), their part, and whether they were signed."""

    came: str
    part: Part
    signed: bool


@dataclass(frozen=True)
class Added:
    """Matured leads added up by rep, group and part, and by place with what they cost."""

    rows: dict[Key, Row]
    places: dict[Place, Sums]
    charges: Charges


def sums_behind(
    places: Mapping[Place, Sums], case: str, *, part: Part | None, signed: bool
) -> Sums:
    """Add up the leads behind a count, as `leads_of_case` lists them.

    :raises ValueError: for no such count.
    """
    reached = None if case == ALL else came_to(case)
    wanted = [
        sums
        for place, sums in places.items()
        if (reached is None or place.came in reached)
        and part in {None, place.part}
        and (place.signed or not signed)
    ]
    return Sums(*map(sum, zip(*wanted, strict=True))) if wanted else Sums(0, 0, 0)


def came_to(case: str) -> list[str]:
    """Give how far leads came that a group counts, or `held`.

    :raises ValueError: for no such count.
    """
    if case == HELD:
        return [HELD]
    group = Group(case)
    return [group.value, HELD] if group is Group.HONOURED else [group.value]


def added_up(scope: Scope, supposed: Supposed) -> Added:
    """Add matured leads and their appointments up, each table once.

    The same whatever rates are supposed: only a least score or a version parts leads.
    """
    charges = charges_of(scope.campaigns, at=scope.at)
    leads = scope.leads.filter(matured(scope)).order_by()
    gate = gate_of(scope, leads, supposed)
    own: Any = _grouped(leads, "", scope, gate).annotate(
        leads=Count("id"),
        told=Count("margin", filter=signed_in(scope)),
        margin=Sum("margin", filter=signed_in(scope)),
        whatever=Sum(_summed(charges.leads, whatever=True)),
        pieces=Sum(_summed(charges.leads, whatever=False)),
    )
    visits = Appointment.objects.of(scope.view.organization_id).filter(lead__in=leads).order_by()
    due = is_due(scope.at)
    met: Any = _grouped(visits, "lead__", scope, gate).annotate(
        visits=Sum(_summed(charges.visits, whatever=False)),
        due=Count("id", filter=due),
        honoured=Count("id", filter=due & _is_honoured()),
    )
    rows: dict[Key, Row] = {}
    places: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0])
    for way, found in (("", own), ("lead__", met)):
        for row in found:
            _add(rows, places, row, way)
    return Added(rows, {place: Sums(*sums) for place, sums in places.items()}, charges)


def kept_places(places: Mapping[Place, Sums]) -> list[list[Any]]:
    """Write down what leads add up to by place."""
    return [[place.came, place.part.value, place.signed, *sums] for place, sums in places.items()]


def places_kept(kept: list[list[Any]]) -> dict[Place, Sums]:
    """Tell what was written down."""
    return {Place(came, Part(part), won): Sums(*sums) for came, part, won, *sums in kept}


def came(scope: Scope, lead: str = "") -> Any:
    """Tell how far a lead came, the first that is true of it: a group, or `held`.

    Whether there is such an appointment, and not as one of a list: PostgreSQL reads a long one for
    each lead.
    """
    due = due_of(scope).filter(lead_id=OuterRef("lead_id" if lead else "id"))
    held = due.filter(outcome=Outcome.HELD.value)
    return Choice(
        When(**{f"{lead}transmitted_at": None}, then=Value(Group.NOT_SENT.value)),
        When(**{f"{lead}taken_up_at": None}, then=Value(Group.NOT_TAKEN_UP.value)),
        When(Exists(held), then=Value(HELD)),
        When(Exists(due.filter(_is_honoured())), then=Value(Group.HONOURED.value)),
        When(Exists(due), then=Value(Group.NOT_HONOURED.value)),
        default=Value(Group.NO_APPOINTMENT.value),
        output_field=TEXT,
    )


def due_of(scope: Scope) -> QuerySet[Appointment]:
    """List the appointments of the house that are due at the moment of a scope."""
    return Appointment.objects.of(scope.view.organization_id).filter(is_due(scope.at)).order_by()


def _grouped(rows: QuerySet[Any], lead: str, scope: Scope, gate: Gate | None) -> Any:
    won = Choice(When(**{f"{lead}won_at__isnull": False}, then=1), default=0)
    keys = {"came": came(scope, lead), "won": won}
    if gate:
        keys["part"] = gate(lead)
    return rows.annotate(**keys).values(f"{lead}rep_id", *keys)


def _add(rows: dict[Key, Row], places: dict[Place, list[int]], row: Row, lead: str) -> None:
    """Add what a question told to its rep, group and part, and to its place."""
    place = Place(row["came"], Part(row.get("part", Part.KEPT)), bool(row["won"]))
    group = Group.HONOURED if place.came == HELD else Group(place.came)
    rep: UUID | None = row[f"{lead}rep_id"]
    sums = rows.setdefault((rep, group, place.part), defaultdict(int))
    for name in ("leads", "told", "margin", "whatever", "pieces", "visits", "due", "honoured"):
        sums[name] += row.get(name) or 0
    count = row.get("leads", 0)
    sums["signed"] += count if place.signed else 0
    if place.came == HELD:
        sums["held"] += count
        sums["held_signed"] += count if place.signed else 0
    cost = sum(row.get(name) or 0 for name in ("whatever", "pieces", "visits"))
    for index, each in enumerate((count, cost, row.get("margin") or 0)):
        places[place][index] += each


def _is_honoured() -> Q:
    return Q(outcome__in=[outcome.value for outcome in HONOURED])


def _summed(parts: Mapping[Any, Any], *, whatever: bool) -> Any:
    whole: Any = Value(0, output_field=BIG)
    for kind, part in parts.items():
        if (kind in WHATEVER_HAPPENS) is whatever:
            whole = whole + part
    return whole
