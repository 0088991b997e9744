"""Looking at fair play now: where few took part at once, else in the worker.

It stands here, and not in `challenge`, since this room has what computes beside the pages.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from relais.challenge.actions import look_at_challenge
from relais.challenge.actions.fair import challenge_to_look_at
from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.wanted import want, want_again
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.fair import KIND, AskedLook, Looking, are_many, looking_at
from relais.people.rules.access import Actor, Door


def ask_look(challenge_id: UUID, *, by: Actor, at: datetime) -> Looking:
    """Look at a challenge, or ask the worker to: who asks again meanwhile meets the same look.

    One that has failed is tried again.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotStarted: for a draft, and for one that was cancelled.
    :raises PersonsFirst: before the organization's privacy checklist is complete.
    :raises TooLongAgo: a year after its last day.
    """
    challenge = challenge_to_look_at(challenge_id, by=by, at=at)
    if by.access is None or not are_many(challenge):
        return Looking(look_at_challenge(challenge_id, by=by, at=at))
    last = looking_at(challenge, on=at.date())
    asked = AskedLook(challenge.id, last.looked_at)
    row = want(KIND, asked, access=by.access, at=at)
    return Looking(last.look, want_again(row, at=at))


def compute_look(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Look for the worker at the challenge that was asked for; what is found is kept with it.

    :raises NotStarted: when it was cancelled meanwhile.
    """
    by = Actor(row.organization_id, Door.CLOCK)
    look_at_challenge(UUID(row.asked["challenge_id"]), by=by, at=at)
    return {}
