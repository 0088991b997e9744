"""Ending a challenge in one step, its standing frozen; or cancelling it with the reason."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from relais.challenge.models import Challenge, Entry, Total
from relais.challenge.models import Final as FinalRow
from relais.challenge.queries.challenges import locked_challenge, today_of
from relais.challenge.rules.game import (
    ChallengeState,
    NotStarted,
    StillRuns,
    check_director,
    check_reason,
)
from relais.challenge.rules.standing import ranked, weighed
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.people.rules.access import Actor

MOMENT: Final = timedelta(microseconds=1)
COLUMNS: Final = (
    "id", "organization_id", "challenge_id", "person_id", "unit_id", "call_center_id", "side",
    "rank", "points", "factor",
)  # fmt: skip


def end_challenge(challenge_id: UUID, *, by: Actor, at: datetime) -> Challenge:
    """End a challenge whose last day is past: who stands where is written, and nothing runs on.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotStarted: unless it runs.
    :raises StillRuns: until its last day has passed.
    """
    check_director(by)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        _check_started(challenge)
        if today_of(by.organization_id, at) <= challenge.until:
            raise StillRuns(until=challenge.until)
        challenge.ended_at, challenge.closed_by_id = _after(challenge, at), by.person_id
        challenge.save()
        insert_rows(FinalRow, _final(challenge), COLUMNS)
        return challenge


def cancel_challenge(challenge_id: UUID, *, words: str, by: Actor, at: datetime) -> Challenge:
    """Cancel a challenge, draft or running, with a reason that everybody who sees it reads.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises WhyCancelled: without a reason.
    :raises NotStarted: when it is over.
    """
    check_director(by)
    words = check_reason(words)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        if challenge.state is not ChallengeState.DRAFT:
            _check_started(challenge)
        challenge.cancelled_at, challenge.closed_by_id = _after(challenge, at), by.person_id
        challenge.closed_for = words
        challenge.save()
        return challenge


def _check_started(challenge: Challenge) -> None:
    if challenge.state is not ChallengeState.STARTED:
        raise NotStarted


def _after(challenge: Challenge, at: datetime) -> datetime:
    """Give the moment of closing: after all that the ledger holds."""
    rows = Entry.objects.of(challenge.organization_id).filter(challenge=challenge)
    last = rows.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return max(at, last + MOMENT) if last else at


def _final(challenge: Challenge) -> Iterator[tuple[object, ...]]:
    """Give where everybody stands: the persons of each side among themselves, and the teams."""
    rows = Total.objects.of(challenge.organization_id).filter(challenge=challenge, counts=True)
    groups: dict[tuple[bool, str], list[Total]] = {}
    for total in rows:
        groups.setdefault((total.person_id is None, total.side), []).append(total)
    for group in groups.values():
        for rank, one in ranked(group, lambda total: weighed(total.points, total.factor)):
            yield (
                uuid7(), one.organization_id, challenge.id, one.person_id, one.unit_id,
                one.call_center_id, one.side, rank, one.points, one.factor,
            )  # fmt: skip
