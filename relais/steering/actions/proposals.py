"""Proposing what figures say may be done: acts that nobody has agreed to yet."""

from datetime import datetime
from typing import Any

from django.db import transaction

from relais.acts.actions import Wanted, propose_act
from relais.acts.queries import Act, ActSource
from relais.diagnosis.actions import want
from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.counted import count_once
from relais.diagnosis.queries.counted import STEPS
from relais.diagnosis.queries.kept import Asked as Scope
from relais.diagnosis.queries.kept import Computation
from relais.diagnosis.queries.team import is_many
from relais.diagnosis.rules.facts import Facts
from relais.lib.errors import NotVisible
from relais.people.queries import actor_of, organization
from relais.people.rules.access import Access, Actor, Door, Role
from relais.steering.queries.proposals import Asked, drawn_of, fresh_of, proposals_for
from relais.steering.rules.proposals import Proposal, of_kept


def propose_acts(asked: Asked, *, by: Actor, at: datetime) -> list[Act]:
    """Propose what the figures asked for say may be done; give what was new.

    Each is a unit's, and stands once: what is open, or was dropped this quarter, does not come
    again. Nobody is told before somebody agrees.
    :raises NotVisible: for who leads nobody, and for a unit that he does not lead.
    """
    access = by.access
    if access is None or not access.has(Role.MANAGER, Role.DIRECTOR):
        raise NotVisible
    fresh = ask_proposals(access, asked, at=at)
    if fresh is None or isinstance(fresh, Computation):
        return []
    language = organization(by.organization_id).language
    with transaction.atomic():
        return [
            propose_act(_wanted(one, asked, at, language=language), by=by, at=at) for one in fresh
        ]


def ask_proposals(
    access: Access, asked: Asked, *, at: datetime
) -> list[Proposal] | Computation | None:
    """Give what the figures propose, or its computation; None for too small a team.

    :raises NotVisible: for a unit that the reader does not lead.
    :raises TooFewBehind: for a call center of so few that its figures would be persons'.
    """
    scope = asked.scope(access)
    if not is_many(access.organization_id, scope):
        return proposals_for(access, asked, at=at)
    row = want("proposals", scope, access=access, at=at)
    if row.done_at is None:
        return row
    if row.result["proposals"] is None:
        return None
    return fresh_of(access, asked, map(of_kept, row.result["proposals"]), at=at)


def compute_proposals(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Draw proposals for the worker, as who asked sees the figures."""
    by = actor_of(row.asked_by, on=at.date(), door=Door.CLOCK)
    if by is None or by.access is None:
        return {"proposals": None}
    home, access, steps = row.organization_id, by.access, STEPS + 1
    tell(0, steps)

    def facts_of(one: Asked) -> Facts:
        of, asked_by = one.scope(access), row.asked_by
        told = count_once(home, of, asked_by=asked_by, at=at, tell=lambda step: tell(step, steps))
        return told.facts

    scope = Scope.of(row.asked)
    asked = Asked(scope.unit_id, scope.campaign_id, scope.start, scope.end, scope.call_center_id)
    drawn = drawn_of(access, asked, at=at, facts_of=facts_of)
    return {"proposals": None if drawn is None else [one.kept() for one in drawn]}


def _wanted(one: Proposal, asked: Asked, at: datetime, *, language: str) -> Wanted:
    today = at.date()
    scope = {
        "campaign_id": str(asked.campaign_id) if asked.campaign_id else None,
        "call_center_id": str(asked.call_center_id) if asked.call_center_id else None,
        "since": asked.start and asked.start.isoformat(),
        "until": (asked.end or at).isoformat(),
    }
    return Wanted(
        what=one.words(language=language),
        unit_id=one.unit_id,
        kind=one.kind,
        source=ActSource.DIAGNOSIS,
        source_id=asked.campaign_id,
        key=asked.key(one, today=today),
        expected=one.expected(),
        baseline={**one.baseline(), **scope},
        measure_on=one.measure_on(today),
    )
