"""Every read of acts."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from relais.acts.models import Act
from relais.acts.rules import ActKind, ActSource, ActState, leads
from relais.database.among import among, within
from relais.lib.errors import NotVisible
from relais.people.models import Membership
from relais.people.queries import below
from relais.people.rules.access import Access, Role

__all__ = [
    "Act",
    "ActKind",
    "ActSource",
    "ActState",
    "acts_between",
    "acts_due",
    "acts_from",
    "acts_of_source",
    "acts_to_measure",
    "acts_visible_to",
    "get_act",
    "held_of_leads",
    "held_of_person",
    "leads",
    "locked_act",
]


def acts_visible_to(access: Access) -> QuerySet[Act]:
    """List the acts that somebody may see, the soonest due first.

    Those that he does, agreed, or that are about him; those of units that he leads, but what is
    about one rep only where he leads the rep's own unit, that of his last post: individual
    matters stay with the rep and his direct manager.
    """
    mine = Q(owner=access.person_id) | Q(agreed_by=access.person_id) | Q(person=access.person_id)
    led = below(access, Role.MANAGER)
    if access.has(Role.DIRECTOR):
        led = Q()
    rows = Act.objects.of(access.organization_id).filter(
        mine | (led & Q(person=None)) | _directly(access)
    )
    return rows.select_related("owner", "person", "unit", "agreed_by").order_by(
        F("due_on").asc(nulls_last=True), "id"
    )


def get_act(act_id: UUID, *, access: Access) -> Act:
    """Get an act.

    :raises NotVisible: when there is none that this person may see.
    """
    act = acts_visible_to(access).filter(id=act_id).first()
    if act is None:
        raise NotVisible
    return act


def acts_due(access: Access, *, until: date) -> QuerySet[Act]:
    """List what somebody has agreed to do himself and has not done, due by a day."""
    return acts_visible_to(access).filter(
        owner=access.person_id, state=ActState.AGREED.value, due_on__lte=until
    )


def acts_between(
    organization_id: UUID, *, since: date, until: date, owner_id: UUID | None = None
) -> QuerySet[Act]:
    """List the agreed acts whose day lies in a period, both days included, done ones among them."""
    rows = Act.objects.of(organization_id).filter(due_on__gte=since, due_on__lte=until)
    rows = rows.filter(state__in=[ActState.AGREED.value, ActState.DONE.value])
    return rows.filter(owner=owner_id) if owner_id else rows


def acts_of_source(source: ActSource, source_id: UUID, *, access: Access) -> QuerySet[Act]:
    """List the acts that come from one meeting, plan or comparison, as far as one may see them."""
    return acts_visible_to(access).filter(source=source.value, source_id=source_id)


def acts_from(
    organization_id: UUID, source: ActSource, source_ids: Collection[UUID]
) -> QuerySet[Act]:
    """List the acts that come from some meetings, plans or comparisons, whoever looks.

    For what shows its own decisions to all who take part in it.
    """
    rows = Act.objects.of(organization_id).filter(source=source.value, source_id__in=source_ids)
    return rows.order_by("due_on", "id")


def acts_to_measure(organization_id: UUID, *, on: date) -> QuerySet[Act]:
    """List the acts done whose day to measure again has come, each once."""
    rows = Act.objects.of(organization_id).filter(measure_on__lte=on, measured_at=None)
    return rows.filter(state=ActState.DONE.value).select_related("unit").order_by("id")


@contextmanager
def locked_act(act_id: UUID, *, access: Access | None, organization_id: UUID) -> Iterator[Act]:
    """Open a transaction and hold an act's row until it ends.

    :raises NotVisible: when there is none that this person may see; the system sees all.
    """
    with transaction.atomic():
        rows = Act.objects.of(organization_id).filter(id=act_id)
        act = rows.select_for_update().first()
        if act is None:
            raise NotVisible
        if access is not None:
            get_act(act_id, access=access)
        yield act


def held_of_leads(
    organization_id: UUID, lead_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what is agreed about some leads."""
    rows = Act.objects.of(organization_id).filter(among("lead_id", lead_ids))
    columns = ("id", "lead_id", "what", "state", "due_on", "note")
    return {"acts": rows.order_by("proposed_at", "id").values(*columns)}


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody: what he is to do, and what is about him."""
    rows = Act.objects.of(organization_id).order_by("proposed_at", "id")
    shown = (
        "id", "source", "kind", "what", "state", "due_on", "agreed_at", "closed_at", "note",
        "baseline", "found",
    )  # fmt: skip
    return {
        "acts_of_his": rows.filter(owner=person_id).values(*shown),
        "acts_about_him": rows.filter(person=person_id).values(*shown),
    }


def _directly(access: Access) -> Q:
    """Give the predicate of what is about a rep of one's own unit, whichever he was in then.

    His unit is that of his last post: an act goes with him when he changes.
    """
    paths = access.unit_paths.get(Role.MANAGER, ())
    if not paths:
        return Q(pk__in=[])
    reps = Membership.objects.of(access.organization_id).filter(role=Role.REP.value)
    after = Q(until=None) | Q(until__gt=OuterRef("until"))
    later = reps.filter(after, person_id=OuterRef("person_id"), since__gt=OuterRef("since"))
    own = reps.filter(Q(until=None) | ~Exists(later), unit__path__in=list(paths))
    return within("person_id", own.values("person_id"))
