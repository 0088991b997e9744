"""Whose time is over, and who is kept nevertheless."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from relais.accounts.queries import collected, collected_before
from relais.appointments import queries as appointments
from relais.calls import queries as calls
from relais.challenge.queries import challenges_over
from relais.coaching.queries import observations_over, plans_over
from relais.erasure.rules import (
    KEPT_MONTHS,
    Kept,
    Life,
    details_before,
    groups_of,
    is_due,
    why_kept,
)
from relais.leads import queries as leads
from relais.leads.queries import opened_before
from relais.privacy.queries import awaited_contacts, held_contacts
from relais.prospecting.queries import joined

SHORTEST: Final = timedelta(days=KEPT_MONTHS // 12 * 365)  # less than that is never too long


@dataclass(frozen=True)
class Due:
    """The contacts whose time is over, and how many of them are kept for which reason.

    `coaching` counts the observations and plans of workers that are kept in detail too long,
    `challenges` those that tell of single persons for too long.
    """

    lives: dict[UUID, Life] = field(default_factory=dict)
    kept: dict[Kept, int] = field(default_factory=dict)
    coaching: int = 0
    challenges: int = 0

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Count them by campaign and by the year in which their time began."""
        return groups_of(self.lives.values())


def retention_due(organization_id: UUID, *, at: datetime) -> Due:
    """Tell whose time is over: three years after his own last act, or after he was collected.

    Where nobody can be, two short queries say so; else all are weighed in memory, in as many
    queries whatever the size.
    """
    on, first = at.date(), at - SHORTEST
    details = coaching_over(organization_id, on=on), games_over(organization_id, on=on)
    if not collected_before(organization_id, first) and not opened_before(organization_id, first):
        return Due({}, {}, *details)
    held, awaited = held_contacts(organization_id), awaited_contacts(organization_id)
    due, kept = dict[UUID, Life](), Counter[Kept]()
    for contact_id, life in _lives(organization_id).items():
        if not is_due(life, on=on):
            continue
        why = why_kept(life, on=on, held=contact_id in held, awaited=contact_id in awaited)
        if why:
            kept[why] += 1
        else:
            due[contact_id] = life
    return Due(due, dict(kept), *details)


def coaching_over(organization_id: UUID, *, on: date) -> int:
    """Count the observations and plans whose details have been held for a year."""
    before = details_before(on)
    seen = observations_over(organization_id, before=before).count()
    return seen + plans_over(organization_id, before=before).count()


def games_over(organization_id: UUID, *, on: date) -> int:
    """Count the challenges that have told of single persons for a year since their end."""
    return challenges_over(organization_id, before=details_before(on)).count()


def _lives(organization_id: UUID) -> dict[UUID, Life]:
    lives = {contact_id: Life(at) for contact_id, at in collected(organization_id)}
    for contact_id, campaign, _ in joined(organization_id):
        if life := lives.get(contact_id):
            life.campaign = campaign
    for cycle in leads.cycles_of(organization_id):
        if life := lives.get(cycle.contact_id):
            life.campaign = cycle.campaign
            life.collected_at = min(life.collected_at, cycle.opened_at)
            life.won_at = max(filter(None, (life.won_at, cycle.won_at)), default=None)
    for contact_id, at in chain(
        leads.prospect_acts(organization_id),
        appointments.prospect_acts(organization_id),
        calls.prospect_acts(organization_id),
    ):
        if life := lives.get(contact_id):
            life.acted_at = max(life.acted_at or at, at)
    return lives
