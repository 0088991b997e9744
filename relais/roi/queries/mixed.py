"""Leads of call centers counted: how many came how far, of which kind, behind whom."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat, Substr

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.database.checked import checked
from relais.leads.events import Outcome
from relais.leads.models import LeadEvent
from relais.roi.queries.proof import Scope
from relais.roi.rules.centers import Cases, Figure, Mix, Tally, Trait

SIZES: Final = ((10, "<10"), (50, "10-49"), (250, "50-249"))
SENT: Final = Q(transmitted_at__isnull=False)


@dataclass
class Counted:
    """What was counted: by figure, and by center."""

    figures: dict[Figure, Tally] = field(default_factory=lambda: {one: Tally() for one in Figure})
    counts: dict[UUID | None, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    )


def _upheld(scope: Scope) -> Q:
    events = LeadEvent.objects.of(scope.view.organization_id).filter(inferred=False)
    upheld = events.filter(checked("kind", "lead.contest_upheld"), lead_id=OuterRef("id"))
    return SENT & Q(Exists(upheld))


def _met(scope: Scope, **outcome: str) -> Q:
    rows = Appointment.objects.of(scope.view.organization_id).filter(is_due(scope.at), **outcome)
    return Q(id__in=rows.values("lead_id"))


COUNTS: Final[dict[str, Callable[[Scope], Q]]] = {
    "opened": lambda scope: Q(),
    "submitted": lambda scope: Q(submitted_at__isnull=False),
    "accepted": lambda scope: Q(submitted_at__isnull=False, validated_at__isnull=False),
    "transmitted": lambda scope: SENT,
    "contested": lambda scope: SENT & Q(contested_at__isnull=False),
    "upheld": _upheld,
    "taken_up": lambda scope: SENT & Q(taken_up_at__isnull=False),
    "due": _met,
    "held": lambda scope: _met(scope, outcome=Outcome.HELD.value),
    "won": lambda scope: SENT & Q(won_at__isnull=False),
}
OF_MEETINGS: Final = {"due", "held"}
RATED: Final[dict[Figure, tuple[str, str]]] = {
    Figure.ACCEPTED: ("accepted", "submitted"),
    Figure.UPHELD: ("upheld", "transmitted"),
    Figure.TAKEN_UP: ("taken_up", "transmitted"),
    Figure.HELD: ("held", "due"),
    Figure.WON: ("won", "transmitted"),
}
# Who makes cases go together: who found the leads, or who went to them.
BY_FINDER: Final = (Figure.ACCEPTED, Figure.UPHELD)
BY_REP: Final = (Figure.TAKEN_UP, Figure.WON)


def trait_of(scope: Scope) -> Trait:
    """Choose what is known of most companies: their sector, else their size."""
    known = scope.leads.order_by().aggregate(
        all=Count("id"),
        sector=Count("id", filter=~Q(account__sector="")),
        size=Count("id", filter=Q(account__size__isnull=False)),
    )
    for trait in (Trait.SECTOR, Trait.SIZE):
        if known["all"] and 2 * known[trait] >= known["all"]:
            return trait
    return Trait.NONE


def _keys(trait: Trait, lead: str = "") -> dict[str, Any]:
    """Give what leads are told apart by: center, campaign, area, and the trait."""
    company = f"{lead}account__"
    bands = [When(**{f"{company}size__lt": most}, then=Value(name)) for most, name in SIZES]
    known = When(**{f"{company}size__isnull": False}, then=Value("250+"))
    told: dict[Trait, Any] = {
        Trait.SECTOR: F(f"{company}sector"),
        Trait.SIZE: Choice(*bands, known, default=Value("")),
        Trait.NONE: Value(""),
    }
    area = Concat(f"{company}country", Value(" "), Substr(f"{company}postcode", 1, 2))
    return {
        "of_center": F(f"{lead}call_center_id"),
        "of_campaign": F(f"{lead}campaign_id"),
        "of_area": area,
        "of_trait": told[trait],
    }


def count(scope: Scope, trait: Trait) -> Counted:
    """Count leads and appointments by center, mix and person: three questions."""
    counted, keys = Counted(), _keys(trait)
    of_leads = [name for name in COUNTS if name not in OF_MEETINGS]
    columns = {f"n_{name}": Count("id", filter=COUNTS[name](scope)) for name in of_leads}
    columns["n_opened"] = Count("id")
    leads = scope.leads.order_by().annotate(**keys)
    for person, figures in (("originator_id", BY_FINDER), ("rep_id", BY_REP)):
        rows: Any = leads.values(*keys, person).annotate(**columns)
        for row in rows:
            center, mix = row["of_center"], _mix(row)
            for figure in figures:
                hits, of = (row[f"n_{name}"] for name in RATED[figure])
                counted.figures[figure].add(center, Cases(mix, _number(row[person]), hits, of))
            if person == "rep_id":
                for name in of_leads:
                    counted.counts[center][name] += row[f"n_{name}"]
    slots = Appointment.objects.of(scope.view.organization_id).filter(is_due(scope.at))
    met: Any = slots.filter(lead__in=scope.leads.order_by()).order_by().annotate(
        **_keys(trait, "lead__")
    ).values(*keys, "rep_id").annotate(
        due=Count("id"), held=Count("id", filter=Q(outcome=Outcome.HELD.value))
    )  # fmt: skip
    for row in met:
        cases = Cases(_mix(row), _number(row["rep_id"]), row["held"], row["due"])
        counted.figures[Figure.HELD].add(row["of_center"], cases)
        for name in OF_MEETINGS:
            counted.counts[row["of_center"]][name] += row[name]
    return counted


def _mix(row: dict[str, Any]) -> Mix:
    return Mix(row["of_campaign"].int, row["of_area"], row["of_trait"])


def _number(person_id: UUID | None) -> int | None:
    return person_id.int if person_id else None


def pooled(counted: Counted, others: set[UUID | None]) -> Counted:
    """Put all other centers together, under no id; leads of no center are left out."""
    together = Counted()
    for figure, tally in counted.figures.items():
        for center, every in tally.by_center.items():
            for cases in every if center else ():
                together.figures[figure].add(None if center in others else center, cases)
    for center, counts in counted.counts.items():
        for name, count in counts.items():
            together.counts[None if center in others else center][name] += count
    return together
