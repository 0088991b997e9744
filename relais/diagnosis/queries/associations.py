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
from relais.diagnosis.rules.columns import LATE, LONG, LONGEST, NEAR, NEW, SETTLED
from relais.leads.models import LeadEvent, Message
from relais.lib.teams import SMALLEST_TEAM
from relais.people.models import Membership
from relais.people.queries import organization
from relais.people.rules.access import Access, Role

IN_DIARY: Final = ~Q(status__in=[Status.CANCELLED.value, Status.LAPSED.value])


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
    deeds = deeds_of_leaders(organization_id).filter(
        lead=OuterRef("lead"), occurred_at__lt=OuterRef("starts_at")
    )
    return Q(Exists(deeds.exclude(person=OuterRef("rep"))))


def deeds_of_leaders(organization_id: UUID) -> QuerySet[LeadEvent]:
    """Give the deeds of those who lead reps, or did."""
    leaders = Membership.objects.of(organization_id).filter(role=Role.MANAGER.value)
    return LeadEvent.objects.of(organization_id).filter(person__in=leaders.values("person"))


def _contacted(organization_id: UUID) -> Q:
    """The approach had started, or the rep had written in the thread, before the start."""
    wrote = words_in_threads(organization_id).filter(
        lead=OuterRef("lead"), author=OuterRef("rep"), written_at__lt=OuterRef("starts_at")
    )
    return Q(lead__approach_at__lt=F("starts_at")) | Q(Exists(wrote))


def words_in_threads(organization_id: UUID) -> QuerySet[Message]:
    """Give what was written in the threads of leads; words that go with a deed are none of it."""
    return Message.objects.of(organization_id).filter(about=None)


def whole_sheet(organization_id: UUID, *, lead: str = "lead__") -> Q:
    """All that the campaign wants written on the hand-over sheet is written.

    :param lead: how a row leads to its lead.
    """
    campaigns = Campaign.objects.of(organization_id).values_list("id", "sheet_required")
    whole = Q(pk__in=[])
    for campaign_id, wanted in campaigns:
        filled = {f"{lead}sheet__{name}__gt": "" for name in wanted}
        whole |= Q(**{f"{lead}campaign_id": campaign_id}, **filled)
    return whole


def _close(organization_id: UUID) -> Q:
    """Another appointment of the same rep ends or starts within an hour."""
    others = in_diaries(organization_id).filter(
        rep=OuterRef("rep"),
        starts_at__range=(
            Moved(OuterRef("starts_at"), by=-LONGEST),
            Moved(OuterRef("ends_at"), by=NEAR),
        ),
        ends_at__gt=Moved(OuterRef("starts_at"), by=-NEAR),
    )
    return Q(Exists(others.exclude(id=OuterRef("id"))))


def in_diaries(organization_id: UUID) -> QuerySet[Appointment]:
    """Give what stands, or stood, in the diaries of reps."""
    return Appointment.objects.of(organization_id).filter(IN_DIARY)


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
    return Q(lead__in=contests(organization_id).values("lead"))


def contests(organization_id: UUID) -> QuerySet[LeadEvent]:
    """Give the events by which leads were contested."""
    return LeadEvent.objects.of(organization_id).filter(kind="lead.contested")


FACTORS: Final[dict[Factor, Callable[[UUID], Q]]] = {
    Factor.FOLLOWED: _followed,
    Factor.CONTACTED: _contacted,
    Factor.SHEET: whole_sheet,
    Factor.LATE: lambda _: Q(lead__transmitted_at__gt=Moved("starts_at", by=-LATE)),
    Factor.LONG_WAIT: lambda _: Q(booked_at__lt=Moved("starts_at", by=-LONG)),
    Factor.CLOSE: _close,
    Factor.NEW: lambda organization_id: ~_since(organization_id, NEW),
    Factor.SETTLED: lambda organization_id: _since(organization_id, SETTLED),
    Factor.DISPUTED: _disputed,
}
