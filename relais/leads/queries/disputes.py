"""Disputes: whose they are to judge (domain.md, section 3)."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from relais.leads.lifecycle import CONTESTED
from relais.leads.models import Lead
from relais.people.queries import below, holding
from relais.people.rules.access import Access, Role

NOBODY: Final = Value(UUID(int=0), output_field=UUIDField())
PARTS: Final = ("originator_id", "relay_id", "rep_id")


def disputes_among(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Keep the leads in dispute, the first due first; each has its day, by which they are found."""
    disputed = [state.value for state in CONTESTED.values()]
    return leads.filter(state__in=disputed, due_at__isnull=False).order_by("due_at", "id")


def disputes_to_judge(access: Access, *, on: date) -> QuerySet[Lead]:
    """List the disputes that are this person's to judge on a day, the first due first.

    Those of a manager's reps are his; a director's are those that no manager over the rep's unit
    may judge. Nobody's is one in which he took part.
    """
    rows = Lead.objects.of(access.organization_id)
    own = Q(pk__in=[])
    if access.has(Role.MANAGER):
        own |= below(access, Role.MANAGER)
    if access.has(Role.DIRECTOR):
        own |= Q(~Exists(_managers_who_may(access, on)))
    his = Q()
    for part in PARTS:
        his |= Q((part, access.person_id))
    return disputes_among(rows.filter(own).exclude(his))


def _managers_who_may(access: Access, on: date) -> "QuerySet[Any]":
    """The managers over the unit of a lead who took no part in it."""
    managers = holding(access.organization_id, on=on).filter(role=Role.MANAGER.value)
    for part in PARTS:
        managers = managers.filter(~Q(person_id=Coalesce(OuterRef(part), NOBODY)))
    unit = Coalesce(OuterRef("unit__path"), Value(""), output_field=CharField())
    above: QuerySet[Any] = managers.annotate(of=unit)
    return above.filter(of__startswith=F("unit__path"))
