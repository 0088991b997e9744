"""How many leads each team may expect, before a challenge starts."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count

from relais.challenge.rules.game import Rules, Side
from relais.leads.models import Lead
from relais.people.queries import holders_of
from relais.people.rules.access import Role

BEFORE: Final = timedelta(weeks=12)


def volumes_of(organization_id: UUID, rules: Rules, *, at: datetime) -> list[dict[UUID, int]]:
    """Count what came to each team in the twelve weeks before: of units the leads transmitted, of
    call centers those that they opened; of who is in post there, though none came."""
    leads = Lead.objects.of(organization_id).order_by()
    if rules.campaigns:
        leads = leads.filter(campaign__in=rules.campaigns)
    found: list[dict[UUID, int]] = []
    if rules.sides is not Side.TELEMARKETER:
        came = leads.filter(transmitted_at__gte=at - BEFORE, transmitted_at__lt=at)
        came = came.filter(unit__isnull=False)
        if rules.units:
            came = came.filter(unit__in=rules.units)
        units = _posts(organization_id, Role.REP, "unit_id", at=at)
        none = {unit: 0 for unit in units if not rules.units or unit in rules.units}
        found.append(none | dict(came.values_list("unit_id").annotate(count=Count("id"))))
    if rules.sides is not Side.REP:
        opened = leads.filter(opened_at__gte=at - BEFORE, opened_at__lt=at)
        opened = opened.filter(call_center__isnull=False)
        none = dict.fromkeys(_posts(organization_id, Role.TELEMARKETER, "call_center_id", at=at), 0)
        found.append(none | dict(opened.values_list("call_center_id").annotate(count=Count("id"))))
    return found


def heads_of(organization_id: UUID, *, on: date) -> dict[UUID, int]:
    """Count who is in post: reps by unit, telemarketers by call center."""
    reps = holders_of(organization_id, Role.REP, on=on).values_list("unit_id", "person_id")
    callers = holders_of(organization_id, Role.TELEMARKETER, on=on)
    agents = callers.values_list("call_center_id", "person_id")
    pairs: set[tuple[UUID | None, UUID]] = {*reps, *agents}
    return Counter(team for team, _ in pairs if team)


def _posts(organization_id: UUID, role: Role, column: str, *, at: datetime) -> set[UUID]:
    """Give where somebody holds a role: the units, or the call centers."""
    posts = holders_of(organization_id, role, on=at.date()).filter(**{f"{column}__isnull": False})
    return set(posts.order_by().values_list(column, flat=True))
