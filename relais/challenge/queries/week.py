"""What is told of a week of a challenge by mail: to whom, where it stands, one's own week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet, Sum

from relais.challenge.models import Challenge, Entrant, Entry
from relais.challenge.queries.challenges import entrant_of
from relais.challenge.queries.standing import Standing, standing_of
from relais.challenge.rules.game import ChallengeState
from relais.challenge.rules.ledger import day_begins
from relais.people.models import Person
from relais.people.queries import access_of, in_post_among, organization

OPENS: Final = timedelta(hours=8)  # on Mondays, where the organization is
WEEK: Final = timedelta(days=7)


class Done(NamedTuple):
    """What somebody won in a week by one kind of deed, what was taken back subtracted."""

    rule: str
    deeds: int
    points: int


@dataclass(frozen=True)
class WeekTold:
    """A challenge as one of those who take part reads it once a week."""

    challenge: Challenge
    since: date
    standing: Standing
    own: Sequence[Done]


def weeks_to_tell(organization_id: UUID, *, at: datetime) -> Iterator[tuple[Challenge, date]]:
    """Yield the challenges that ran in the week before the last Monday morning, and that Monday.

    None before the organization's privacy checklist is complete.
    """
    running = Challenge.objects.of(organization_id).filter(
        started_at__isnull=False, ended_at=None, cancelled_at=None
    )
    found = list(running.order_by("id"))
    if not found:
        return
    house = organization(organization_id)
    if house.works_council_on is None:
        return
    monday = _monday(at, ZoneInfo(house.timezone))
    for challenge in found:
        if challenge.since < monday <= challenge.until + WEEK:
            yield challenge, monday


def readers_of(challenge: Challenge, *, monday: date) -> list[UUID]:
    """List who took part before a Monday began and still does, is in post and has an address."""
    zone = ZoneInfo(organization(challenge.organization_id).timezone)
    rows = _entrants(challenge).filter(agreed_at__lt=day_begins(monday, zone))
    reached = rows.filter(person__left_on=None).exclude(person__email="")
    ids = reached.order_by("person_id").values_list("person_id", flat=True)
    here = in_post_among(list(ids), on=monday)
    return [person_id for person_id in ids if person_id in here]


def week_of(challenge_id: UUID, *, reader: Person, since: date, on: date) -> WeekTold | None:
    """Give what somebody is told of a week from its Monday on; None where he takes no part now."""
    challenge = Challenge.objects.of(reader.organization_id).filter(id=challenge_id).first()
    if challenge is None or challenge.state is not ChallengeState.STARTED:
        return None
    access = access_of(reader.id, on=on)
    if access is None or entrant_of(challenge, reader.id) is None:
        return None
    lines = Entry.objects.of(reader.organization_id).filter(
        challenge=challenge, person_id=reader.id, week=since
    )
    by_rule = lines.order_by().values_list("rule").annotate(
        deeds=Count("lead_id", distinct=True), points=Sum("points")
    )  # fmt: skip
    own = [Done(*row) for row in by_rule.order_by("rule") if row[2] > 0]
    return WeekTold(challenge, since, standing_of(challenge, access=access), own)


def _entrants(challenge: Challenge) -> QuerySet[Entrant]:
    rows = Entrant.objects.of(challenge.organization_id)
    return rows.filter(challenge=challenge, withdrew_at=None)


def _monday(at: datetime, zone: ZoneInfo) -> date:
    """Give the last Monday whose morning has come."""
    day = (at.astimezone(zone).replace(tzinfo=None) - OPENS).date()
    return day - timedelta(days=day.weekday())
