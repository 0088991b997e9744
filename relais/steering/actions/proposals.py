"""Proposing what figures say may be done: acts that nobody has agreed to yet."""

from datetime import datetime

from django.db import transaction

from relais.acts.actions import Wanted, propose_act
from relais.acts.queries import Act, ActSource
from relais.lib.errors import NotVisible
from relais.people.queries import organization
from relais.people.rules.access import Actor, Role
from relais.steering.queries.proposals import Asked, proposals_for
from relais.steering.rules.proposal_words import words_of
from relais.steering.rules.proposals import Proposal


def propose_acts(asked: Asked, *, by: Actor, at: datetime) -> list[Act]:
    """Propose what the figures asked for say may be done; give what was new.

    Each is a unit's, and stands once: what is open, or was dropped this quarter, does not come
    again. Nobody is told before somebody agrees.
    :raises NotVisible: for who leads nobody, and for a unit that he does not lead.
    """
    access = by.access
    if access is None or not access.has(Role.MANAGER, Role.DIRECTOR):
        raise NotVisible
    fresh = proposals_for(access, asked, at=at) or []
    language = organization(by.organization_id).language
    with transaction.atomic():
        return [
            propose_act(_wanted(one, asked, at, language=language), by=by, at=at) for one in fresh
        ]


def _wanted(one: Proposal, asked: Asked, at: datetime, *, language: str) -> Wanted:
    today = at.date()
    scope = {
        "campaign_id": str(asked.campaign_id) if asked.campaign_id else None,
        "since": asked.start and asked.start.isoformat(),
        "until": (asked.end or at).isoformat(),
    }
    return Wanted(
        what=words_of(one, language=language),
        unit_id=one.unit_id,
        kind=one.kind,
        source=ActSource.DIAGNOSIS,
        source_id=asked.campaign_id,
        key=asked.key(one, today=today),
        expected=one.expected(),
        baseline={**one.baseline(), **scope},
        measure_on=one.measure_on(today),
    )
