"""Every read of reps' own prospecting within this room; beside the leads it is in `measures`."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncWeek

from relais.database.among import among
from relais.database.prepared import Prepared, PreparedModels
from relais.people.rules.access import Access
from relais.prospecting.models import OwnProspecting, ProspectingTarget
from relais.prospecting.rules.own import Wish

ByWeek = dict[UUID, dict[date, int]]


def own_lines(access: Access) -> QuerySet[OwnProspecting]:
    """List what a rep logged of his own prospecting and did not take back, the latest first."""
    return _own(access.organization_id, access.person_id)


def own_since(access: Access, day: date) -> list[OwnProspecting]:
    """Give those lines from a day on."""
    return _own_since(access.organization_id, access.person_id, day)


def _ask_own_since(organization_id: UUID, person_id: UUID, day: date) -> QuerySet[OwnProspecting]:
    return _own(organization_id, person_id).filter(done_on__gte=day)


def _own(organization_id: UUID, person_id: UUID) -> QuerySet[OwnProspecting]:
    rows = OwnProspecting.objects.of(organization_id)
    return rows.filter(person_id=person_id, undone_at=None).order_by(
        "-done_on", "-logged_at", "-id"
    )


_own_since: Final = PreparedModels(
    _ask_own_since, examples=(UUID(int=1), UUID(int=2), date(1900, 1, 1))
)


def own_by_week(
    organization_id: UUID, person_ids: Collection[UUID], *, since: date, until: date
) -> ByWeek:
    """Add up some reps' own prospecting from a day to a day, both included, by week."""
    rows = OwnProspecting.objects.of(organization_id).filter(
        among("person_id", person_ids), undone_at=None, done_on__gte=since, done_on__lte=until
    )
    weeks = rows.annotate(week=TruncWeek("done_on")).values("person_id", "week").order_by()
    found: defaultdict[UUID, dict[date, int]] = defaultdict(dict)
    added = weeks.annotate(deeds=Sum("count"))
    for person_id, week, deeds in added.values_list("person_id", "week", "deeds"):
        found[person_id][week] = deeds
    return found


def targets_of(organization_id: UUID) -> QuerySet[ProspectingTarget]:
    """List what units wish of their reps, each unit's latest first."""
    rows = ProspectingTarget.objects.of(organization_id).select_related("unit")
    return rows.order_by("unit__path", "-since")


def wishes_of(organization_id: UUID) -> list[Wish]:
    """Give what units wish, by their paths."""
    return [Wish(*row) for row in _wishes(organization_id)]


def _ask_wishes(organization_id: UUID) -> QuerySet[Any, Any]:
    rows = targets_of(organization_id).select_related(None)
    return rows.values_list("unit__path", "since", "per_week")


_wishes: Final = Prepared(_ask_wishes, examples=(UUID(int=1),))


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody who works here, what he took back included."""
    rows = OwnProspecting.objects.of(organization_id)
    targets = ProspectingTarget.objects.of(organization_id).filter(set_by_id=person_id)
    others = rows.filter(logged_by_id=person_id).exclude(person_id=person_id)
    columns = ("kind", "count", "done_on", "logged_at", "undone_at", "external_key")
    own = rows.filter(person_id=person_id).order_by("done_on", "id")
    return {
        "own_prospecting": own.values(*columns),
        "own_prospecting_brought_for_others": others.order_by("logged_at", "id").values(
            "logged_at", "done_on"
        ),
        "prospecting_targets_set": targets.order_by("since", "id").values(
            "since", "per_week", "set_at", unit_name=F("unit__name")
        ),
    }
