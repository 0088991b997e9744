"""What is to be looked at in a challenge, for who may: its director, and one's direct manager.

Nobody else sees it, on no wall and in no standing; the person concerned sees what is his.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import (
    Case,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)

from relais.appointments.models import Appointment
from relais.challenge.models import Challenge, FairDrawn, FairLook, FairPoint, FairRemark, FairRound
from relais.challenge.rules.game import ChallengeState
from relais.database.among import among
from relais.leads.queries import leads_visible_to
from relais.lib.errors import NotVisible
from relais.people.models import CallCenter
from relais.people.queries import holding, organization
from relais.people.rules.access import Access, Role


def is_looked_at(challenge: Challenge) -> bool:
    """Say whether a challenge can be looked at: it has started, and was not cancelled."""
    return challenge.state in (ChallengeState.STARTED, ChallengeState.ENDED)


def fair_points_of(challenge: Challenge, *, access: Access, on: date) -> QuerySet[FairPoint]:
    """List what is to be looked at, what is open first: for a director all but his own, for a
    manager what is about those whom he leads directly.

    :raises NotVisible: for anybody else, and before the privacy checklist is complete.
    """
    whose = whom_he_looks_at(access, on=on)
    if not organization(access.organization_id).works_council_on:
        raise NotVisible
    rows = _shown(FairPoint.objects.of(access.organization_id).filter(challenge=challenge))
    if whose is not None:
        rows = rows.filter(person_id__in=whose)
    return rows.exclude(person_id=access.person_id)


def get_fair_point(challenge: Challenge, point_id: UUID, *, access: Access, on: date) -> FairPoint:
    """Get a point that somebody may look at.

    :raises NotVisible: when there is none.
    """
    found = fair_points_of(challenge, access=access, on=on).filter(id=point_id).first()
    if found is None:
        raise NotVisible
    return found


def own_fair_points(challenge: Challenge, *, access: Access) -> QuerySet[FairPoint]:
    """List what is held of oneself, whether somebody has looked or not."""
    rows = FairPoint.objects.of(access.organization_id).filter(challenge=challenge)
    return _shown(rows.filter(person_id=access.person_id))


def whom_he_looks_at(access: Access, *, on: date) -> set[UUID] | None:
    """Give whom somebody may look at: None means all, himself left out.

    :raises NotVisible: for who neither directs nor leads a unit.
    """
    if access.has(Role.DIRECTOR):
        return None
    paths = access.unit_paths.get(Role.MANAGER)
    if not paths:
        raise NotVisible
    posts = holding(access.organization_id, on=on).filter(
        role__in=[Role.REP.value, Role.TELEMARKETER.value], unit__path__in=list(paths)
    )
    return set(posts.exclude(person_id=access.person_id).values_list("person_id", flat=True))


def look_of(challenge: Challenge) -> FairLook | None:
    """Give when a challenge was last looked at; None if never."""
    return FairLook.objects.of(challenge.organization_id).filter(challenge=challenge).first()


def rounds_of(challenge: Challenge) -> QuerySet[FairRound]:
    """List the drawings of appointments to be confirmed, with their seeds, the first first."""
    rows = FairRound.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.order_by("number")


def drawn_of(challenge: Challenge, *, access: Access, on: date) -> QuerySet[Any, Any]:
    """List the drawn appointments of those whom somebody looks at, those to be confirmed first;
    `drawn_id` is how each is confirmed.

    :raises NotVisible: for who looks at nobody.
    """
    whose = whom_he_looks_at(access, on=on)
    drawn = FairDrawn.objects.of(access.organization_id).filter(challenge=challenge)
    one = drawn.filter(appointment_id=OuterRef("id")).values("id")[:1]
    found = Appointment.objects.of(access.organization_id).filter(
        id__in=drawn.values("appointment_id")
    )
    if whose is not None:
        found = found.filter(rep_id__in=whose)
    told = found.exclude(rep_id=access.person_id).select_related("rep", "lead__account")
    rows = told.annotate(drawn_id=Subquery(one))
    return rows.order_by(F("prospect_said").asc(nulls_first=True), "starts_at", "id")


def leads_behind(points: Iterable[FairPoint], *, access: Access) -> dict[str, str]:
    """Give the companies of the leads behind some points, as far as somebody sees these leads."""
    ids = {UUID(lead_id) for point in points for lead_id, _ in point.cases}
    rows = leads_visible_to(access).filter(among("id", list(ids)))
    return {str(one): name for one, name in rows.values_list("id", "account__name")}


@contextmanager
def locked_point(
    point_id: UUID, *, challenge_id: UUID, organization_id: UUID
) -> Iterator[FairPoint]:
    """Open a transaction and hold a point until it ends.

    :raises NotVisible: when the challenge has none.
    """
    with transaction.atomic():
        rows = FairPoint.objects.of(organization_id).filter(challenge_id=challenge_id, id=point_id)
        found = rows.select_for_update().first()
        if found is None:
            raise NotVisible
        yield found


def _shown(rows: QuerySet[FairPoint]) -> QuerySet[FairPoint]:
    """Give whom each is about as `about_id`: None for whom an outsourced call center sends, who
    is told by his team alone."""
    remarks = Prefetch("remarks", FairRemark.objects.order_by("written_at", "id"))
    outsourced = When(call_center__kind=CallCenter.Kind.OUTSOURCED, then=Value(None))
    about = Case(outsourced, default=F("person_id"), output_field=UUIDField())
    told = rows.select_related("person", "unit", "call_center", "answered_by")
    return (
        told.annotate(about_id=about)
        .prefetch_related(remarks)
        .order_by(F("answered_at").desc(nulls_first=True), "check_name", "-k", "id")
    )
