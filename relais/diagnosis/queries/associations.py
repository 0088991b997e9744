"""What goes with honouring in an organization's own appointments: one statement a factor.

Loaded with the diagnosis, when somebody asks; the rules are in `rules.associations`.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED, Status
from relais.campaigns.models import Campaign
from relais.database.moments import Moved
from relais.diagnosis.queries.team import rows_of
from relais.diagnosis.rules.associations import (
    Association,
    Factor,
    Split,
    compare,
)
from relais.leads.models import LeadEvent, Message
from relais.lib.teams import SMALLEST_TEAM
from relais.people.models import Membership
from relais.people.queries import organization
from relais.people.rules.access import Access, Role

LATE: Final = timedelta(days=3)  # transmitted so shortly before the start
LONG: Final = timedelta(days=14)  # booked so long before it
NEAR: Final = timedelta(hours=1)  # between the end of one appointment and the start of the next
LONGEST: Final = timedelta(days=1)  # that an appointment lasts
NEW: Final = timedelta(days=182)  # a rep for less than half a year
SETTLED: Final = timedelta(days=730)  # and for two years or more


def association_with(
    has: Q, *, factor: Factor, access: Access, start: datetime, end: datetime, at: datetime
) -> Association | None:
    """Compare the appointments of the reps whom somebody leads that have something of his own.

    None for a team so small that before the privacy checklist its figures would be those of
    persons.
    :param has: what an appointment has, where it is narrower than the factor.
    """
    rows = rows_of(access, None, None, start, end)
    if are_few(access, count_reps(rows, at=at)):
        return None
    return compare(factor, _splits(rows.filter(is_due(at)).order_by(), has))


def count_reps(rows: QuerySet[Appointment], *, at: datetime) -> int:
    """Count the reps who had something due."""
    return rows.filter(is_due(at)).order_by().values("rep_id").distinct().count()


def are_few(access: Access, reps: int) -> bool:
    """Say whether the figures of so few reps would, before the checklist, be those of persons."""
    return bool(reps) and not is_complete(access) and reps < SMALLEST_TEAM


def is_complete(access: Access) -> bool:
    """Say whether the privacy checklist is complete."""
    return bool(organization(access.organization_id).works_council_on)


def _splits(rows: QuerySet[Appointment], has: Q) -> list[Split]:
    """Count by rep the due appointments that have something and that have not."""
    honoured = Q(outcome__in=[outcome.value for outcome in HONOURED])
    kinds = rows.annotate(kind=Case(When(has, then=Value(1)), default=Value(0)))
    counted = kinds.values("rep_id", "kind").annotate(
        due=Count("id"), honoured=Count("id", filter=honoured)
    )
    found: defaultdict[UUID, dict[int, tuple[int, int]]] = defaultdict(dict)
    for rep_id, kind, due, kept in counted.values_list("rep_id", "kind", "due", "honoured"):
        found[rep_id][kind] = (due, kept)
    return [Split(*one.get(1, (0, 0)), *one.get(0, (0, 0))) for one in found.values()]


def _followed(organization_id: UUID) -> Q:
    """A deed of one who leads reps, not of the rep himself, is in the log before the start."""
    leaders = Membership.objects.of(organization_id).filter(role=Role.MANAGER.value)
    deeds = LeadEvent.objects.of(organization_id).filter(
        lead=OuterRef("lead"),
        person__in=leaders.values("person"),
        occurred_at__lt=OuterRef("starts_at"),
    )
    return Q(Exists(deeds.exclude(person=OuterRef("rep"))))


def _contacted(organization_id: UUID) -> Q:
    """The approach had started, or the rep had written in the thread, before the start."""
    wrote = Message.objects.of(organization_id).filter(
        lead=OuterRef("lead"),
        about=None,
        author=OuterRef("rep"),
        written_at__lt=OuterRef("starts_at"),
    )
    return Q(lead__approach_at__lt=F("starts_at")) | Q(Exists(wrote))


def _sheet(organization_id: UUID) -> Q:
    """All that the campaign wants written on the hand-over sheet is written."""
    campaigns = Campaign.objects.of(organization_id).values_list("id", "sheet_required")
    whole = Q(pk__in=[])
    for campaign_id, wanted in campaigns:
        filled = {f"lead__sheet__{name}__gt": "" for name in wanted}
        whole |= Q(lead__campaign_id=campaign_id, **filled)
    return whole


def _close(organization_id: UUID) -> Q:
    """Another appointment of the same rep ends or starts within an hour."""
    others = Appointment.objects.of(organization_id).filter(
        rep=OuterRef("rep"),
        starts_at__range=(
            Moved(OuterRef("starts_at"), by=-LONGEST),
            Moved(OuterRef("ends_at"), by=NEAR),
        ),
        ends_at__gt=Moved(OuterRef("starts_at"), by=-NEAR),
    )
    kept = others.exclude(status__in=[Status.CANCELLED.value, Status.LAPSED.value])
    return Q(Exists(kept.exclude(id=OuterRef("id"))))


def _since(organization_id: UUID, tenure: timedelta) -> Q:
    """Its rep had become one so long before, or longer."""
    older = Membership.objects.of(organization_id).filter(
        person=OuterRef("rep"),
        role=Role.REP.value,
        since__lte=Moved(OuterRef("starts_at"), by=-tenure),
    )
    return Q(Exists(older))


def _disputed(organization_id: UUID) -> Q:
    """The lead was contested at least once."""
    events = LeadEvent.objects.of(organization_id)
    return Q(lead__in=events.filter(kind="lead.contested").values("lead"))


FACTORS: Final[dict[Factor, Callable[[UUID], Q]]] = {
    Factor.FOLLOWED: _followed,
    Factor.CONTACTED: _contacted,
    Factor.SHEET: _sheet,
    Factor.LATE: lambda _: Q(lead__transmitted_at__gt=Moved("starts_at", by=-LATE)),
    Factor.LONG_WAIT: lambda _: Q(booked_at__lt=Moved("starts_at", by=-LONG)),
    Factor.CLOSE: _close,
    Factor.NEW: lambda organization_id: ~_since(organization_id, NEW),
    Factor.SETTLED: lambda organization_id: _since(organization_id, SETTLED),
    Factor.DISPUTED: _disputed,
}
