"""Joining a challenge, withdrawing from it, and agreeing to be named."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from relais.challenge.models import Challenge, Entrant, Entry, Total
from relais.challenge.queries.challenges import (
    entrant_of,
    get_challenge,
    locked_challenge,
    today_of,
    ways_to_join,
)
from relais.challenge.rules.game import (
    ChallengeState,
    DaysWrong,
    JoinedAlready,
    MayNotJoin,
    NotJoined,
    NotNamedHere,
    NotStarted,
    Side,
)
from relais.challenge.rules.ledger import Team
from relais.challenge.rules.points import AWARDS
from relais.leads.models import LeadEvent
from relais.lib.errors import NotVisible
from relais.people.models import CallCenter
from relais.people.rules.access import Actor

MOMENT: Final = timedelta(microseconds=1)


def join_challenge(
    challenge_id: UUID,
    *,
    side: Side | None = None,
    shows_name: bool = False,
    by: Actor,
    at: datetime,
) -> Entrant:
    """Take part in a challenge, for one's own team: what one does from now on counts.

    :param side: as what, for who is both a rep and a telemarketer.
    :raises NotVisible: for a challenge that one may not see.
    :raises NotStarted: unless it runs.
    :raises JoinedAlready: when one takes part.
    :raises MayNotJoin: when it is not for one's role or unit.
    :raises NotNamedHere: for an outsourced telemarketer who would be named.
    :raises DaysWrong: after its last day.
    """
    with _held(challenge_id, by=by, at=at) as (challenge, person_id):
        if entrant_of(challenge, person_id):
            raise JoinedAlready
        today = today_of(by.organization_id, at)
        if today > challenge.until:
            raise DaysWrong
        ways = ways_to_join(challenge, person_id, on=today)
        if not ways or (side and side not in ways):
            raise MayNotJoin
        chosen = side or next(iter(ways))
        team = ways[chosen]
        if shows_name:
            _check_may_be_named(by.organization_id, team)
        _open_totals(challenge, person_id, chosen, team)
        entrant = Entrant.objects.create(
            organization_id=by.organization_id,
            challenge=challenge,
            person_id=person_id,
            side=chosen.value,
            unit_id=team.unit_id,
            call_center_id=team.call_center_id,
            agreed_at=max(at, _last_deed(by.organization_id, person_id, since=at) or at),
            shows_name=shows_name,
        )
        _count_team(entrant)
        return entrant


def withdraw_from_challenge(challenge_id: UUID, *, by: Actor, at: datetime) -> Entrant:
    """Leave a challenge: one stands in no list any more, and nothing else is counted.

    What one won stays in the team's total, so that nobody reads from it who left.
    :raises NotVisible: for a challenge that one may not see.
    :raises NotStarted: unless it runs.
    :raises NotJoined: when one takes no part.
    """
    with _held(challenge_id, by=by, at=at) as (challenge, person_id):
        entrant = entrant_of(challenge, person_id)
        if entrant is None:
            raise NotJoined
        rows = Entry.objects.of(by.organization_id).filter(challenge=challenge)
        last = rows.filter(person_id=person_id).aggregate(last=Max("recorded_at"))["last"]
        entrant.withdrew_at = max(at, last + MOMENT) if last else at
        entrant.save()
        _totals(challenge).filter(person_id=person_id).update(counts=False)
        _count_team(entrant)
        return entrant


def show_name(challenge_id: UUID, shows_name: bool, *, by: Actor, at: datetime) -> Entrant:
    """Agree to be named among the first while it runs; or take that back, at any time.

    :raises NotVisible: for a challenge that one may not see.
    :raises NotStarted: for who agrees, unless it runs.
    :raises NotJoined: when one takes no part.
    :raises NotNamedHere: for an outsourced telemarketer who would be named.
    """
    with _seen(challenge_id, by=by, at=at) as (challenge, person_id):
        if shows_name:
            _check_started(challenge)
        entrant = entrant_of(challenge, person_id)
        if entrant is None:
            raise NotJoined
        if shows_name:
            _check_may_be_named(
                by.organization_id, Team(entrant.unit_id, entrant.call_center_id)
            )  # fmt: skip
        entrant.shows_name = shows_name
        entrant.save()
        _count_team(entrant)
        return entrant


@contextmanager
def _held(challenge_id: UUID, *, by: Actor, at: datetime) -> Iterator[tuple[Challenge, UUID]]:
    """Hold a challenge that runs, for somebody who sees it."""
    with _seen(challenge_id, by=by, at=at) as (challenge, person_id):
        _check_started(challenge)
        yield challenge, person_id


@contextmanager
def _seen(challenge_id: UUID, *, by: Actor, at: datetime) -> Iterator[tuple[Challenge, UUID]]:
    """Hold a challenge, whether it runs or not, for somebody who sees it."""
    if by.access is None:
        raise NotVisible
    get_challenge(challenge_id, access=by.access, on=at.date())
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        yield challenge, by.access.person_id


def _check_started(challenge: Challenge) -> None:
    if challenge.state is not ChallengeState.STARTED:
        raise NotStarted


def _check_may_be_named(organization_id: UUID, team: Team) -> None:
    if team.call_center_id is None:
        return
    centers = CallCenter.objects.of(organization_id).filter(id=team.call_center_id)
    if centers.filter(kind=CallCenter.Kind.OUTSOURCED).exists():
        raise NotNamedHere


def _open_totals(challenge: Challenge, person_id: UUID, side: Side, team: Team) -> None:
    """Make the totals of a person and his team, or count his again."""
    team_id = team.unit_id or team.call_center_id
    if team_id is None:
        raise MayNotJoin
    rules = challenge.rules
    more = {"side": side.value, "counts": True, "factor": rules.person_factor(team_id)}
    _totals(challenge).update_or_create(
        person_id=person_id,
        defaults={"counts": True},
        create_defaults={
            "organization_id": challenge.organization_id, "challenge": challenge, **more,
        },
    )  # fmt: skip
    found: dict[str, UUID] = {"unit_id": team_id} if team.unit_id else {"call_center_id": team_id}
    of_team = Side.REP if team.unit_id else Side.TELEMARKETER
    _totals(challenge).get_or_create(
        **found,
        person=None,
        defaults={
            "organization_id": challenge.organization_id,
            "challenge": challenge,
            "side": of_team.value,
            "factor": rules.team_factor(team_id),
        },
    )


def _count_team(entrant: Entrant) -> None:
    """Count who stands behind the points of somebody's team, so that no page has to."""
    team = {"unit_id": entrant.unit_id, "call_center_id": entrant.call_center_id}
    rows = Entrant.objects.of(entrant.organization_id).filter(
        challenge_id=entrant.challenge_id, **team
    )
    still = Q(withdrew_at=None)
    counts = rows.aggregate(
        now=Count("id", filter=still),
        ever=Count("person_id", distinct=True),
        named=Count("id", filter=still & Q(shows_name=True)),
    )
    _totals(entrant.challenge).filter(person=None, **team).update(**counts)


def _totals(challenge: Challenge) -> QuerySet[Total]:
    return Total.objects.of(challenge.organization_id).filter(challenge=challenge)


def _last_deed(organization_id: UUID, person_id: UUID, *, since: datetime) -> datetime | None:
    """Give the moment after the last deed that was told while he waited to join, on a lead that
    is his, or was."""
    events = LeadEvent.objects.of(organization_id)
    was_his = Exists(events.filter(lead_id=OuterRef("lead_id"), payload__rep_id=str(person_id)))
    his = Q(lead__rep_id=person_id) | Q(lead__originator_id=person_id) | was_his
    kinds = [event.kind for event in AWARDS]
    rows = events.filter(his, kind__in=kinds, occurred_at__gte=since)
    last = rows.aggregate(last=Max("occurred_at"))["last"]
    return last + MOMENT if last else None
