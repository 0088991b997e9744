"""Observations as those concerned see them: the rep, his direct manager, each observer his own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from relais.appointments.models import Appointment
from relais.calls.models import Call
from relais.coaching.models import Observation, Remark, ScoreSheet
from relais.coaching.queries.grids import GridView, view_of
from relais.coaching.queries.team import leads_directly, of_reps_led
from relais.coaching.rules.observing import (
    AHEAD,
    LATEST,
    ObservationState,
    Viewer,
    sees_sheet,
)
from relais.lib.errors import NotVisible
from relais.people.queries import Access

OPEN = ObservationState.OPEN.value


@dataclass(frozen=True)
class Seen:
    """An observation as one person sees it: `sheets` and `remarks` hold what he may see only."""

    observation: Observation
    viewer: Viewer
    grid: GridView
    sheets: list[ScoreSheet]
    remarks: list[Remark]
    company: str
    awaited: list[str]

    @property
    def own(self) -> ScoreSheet | None:
        """Give his own sheet."""
        mine = self.viewer.person_id
        return next((sheet for sheet in self.sheets if sheet.scorer_id == mine), None)


def observations_visible_to(access: Access, *, on: date) -> QuerySet[Observation]:
    """List the observations that somebody may know of, the latest first, cancelled ones left out.

    Those of himself, those of the reps whom he leads directly, those in which he has a sheet.
    """
    own = ScoreSheet.objects.of(access.organization_id).filter(scorer_id=access.person_id)
    seen = Q(rep_id=access.person_id) | Q(id__in=own.values("observation_id"))
    rows = Observation.objects.of(access.organization_id).filter(
        seen | of_reps_led(access, on=on), forgotten_at=None
    )
    rows = rows.exclude(state=ObservationState.CANCELLED.value)
    return rows.select_related("rep", "observer").order_by("-happened_on", "-id")


def get_observation(observation_id: UUID, *, access: Access, on: date) -> Observation:
    """Get an observation.

    :raises NotVisible: when there is none that this person may know of.
    """
    rows = observations_visible_to(access, on=on).select_related("grid", "unit")
    found = rows.filter(id=observation_id).first()
    if found is None:
        raise NotVisible
    return found


def seen_observation(observation_id: UUID, *, access: Access, on: date) -> Seen:
    """Get an observation with what this person may see of it.

    :raises NotVisible: when there is none that he may know of.
    """
    found = get_observation(observation_id, access=access, on=on)
    viewer = Viewer(
        access.person_id,
        is_rep=found.rep_id == access.person_id,
        is_manager=leads_directly(access, found.rep_id, on=on),
    )
    sheets = list(found.sheets.select_related("scorer").order_by("id"))
    talks = viewer.is_rep or viewer.is_manager
    remarks = found.remarks.select_related("author").order_by("written_at", "id")
    return Seen(
        found,
        viewer,
        view_of(found.grid),
        [one for one in sheets if sees_sheet(one.scorer_id, by=viewer, state=found.state)],
        list(remarks) if talks else [],
        company_of(found),
        [f"{one.scorer}" for one in sheets if one.scored_at is None],
    )


def has_come(observation: Observation, *, at: datetime) -> bool:
    """Say whether the day of an observation has come where the rep is."""
    here = ZoneInfo(observation.rep.timezone)
    return observation.happened_on <= at.astimezone(here).date()


def to_score(access: Access, *, on: date) -> QuerySet[Observation]:
    """List the observations that wait for somebody's own scores, the oldest first."""
    mine = ScoreSheet.objects.of(access.organization_id).filter(
        scorer_id=access.person_id, scored_at=None
    )
    rows = observations_visible_to(access, on=on).filter(state=OPEN, happened_on__lte=on)
    return rows.filter(id__in=mine.values("observation_id")).order_by("happened_on", "id")


def to_answer(access: Access, *, on: date) -> QuerySet[Observation]:
    """List the observations that a rep contests and his direct manager has not answered."""
    rows = Observation.objects.of(access.organization_id).filter(
        of_reps_led(access, on=on), awaits_since__isnull=False, forgotten_at=None
    )
    return rows.select_related("rep").order_by("awaits_since", "id")


def visits_to_observe(rep_id: UUID, *, organization_id: UUID, on: date) -> QuerySet[Appointment]:
    """List the appointments of a rep that may be observed, the soonest first."""
    taken = Observation.objects.of(organization_id).filter(appointment_id__isnull=False)
    taken = taken.exclude(state=ObservationState.CANCELLED.value)
    rows = Appointment.objects.of(organization_id).filter(
        rep_id=rep_id, transmitted=True, occupying=True,
        starts_at__date__gte=on - LATEST, starts_at__date__lte=on + AHEAD,
    )  # fmt: skip
    rows = rows.exclude(id__in=taken.values("appointment_id"))
    return rows.select_related("lead__account").order_by("starts_at", "id")


def calls_to_listen(rep_id: UUID, *, organization_id: UUID, on: date) -> QuerySet[Call]:
    """List a rep's own calls of the last days that may have been listened to, the latest first."""
    taken = Observation.objects.of(organization_id).filter(call_id__isnull=False)
    taken = taken.exclude(state=ObservationState.CANCELLED.value)
    rows = Call.objects.of(organization_id).filter(
        person_id=rep_id, started_at__date__gte=on - LATEST
    )
    rows = rows.exclude(id__in=taken.values("call_id"))
    return rows.select_related("contact__account").order_by("-started_at", "-id")


def company_of(observation: Observation) -> str:
    """Give the company that was visited or called, where the observation says which."""
    rows = Appointment.objects.of(observation.organization_id)
    if observation.appointment_id:
        names = rows.filter(id=observation.appointment_id).values_list("lead__account__name")
        return next((name for (name,) in names), "")
    if observation.call_id:
        calls = Call.objects.of(observation.organization_id).filter(id=observation.call_id)
        return next((name for (name,) in calls.values_list("contact__account__name")), "")
    return ""


@contextmanager
def locked_observation(observation_id: UUID, *, organization_id: UUID) -> Iterator[Observation]:
    """Open a transaction and hold an observation's row until it ends.

    :raises NotVisible: when the organization has none, or what it said is forgotten.
    """
    with transaction.atomic():
        rows = Observation.objects.of(organization_id).filter(id=observation_id, forgotten_at=None)
        found = rows.select_for_update().first()
        if found is None:
            raise NotVisible
        yield found
