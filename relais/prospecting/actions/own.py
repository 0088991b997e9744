"""Logging a rep's own prospecting, taking a line back, and saying how much of it is wished."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from relais.lib.errors import NotVisible
from relais.people.models import Organization, Person
from relais.people.queries import check_ours
from relais.people.rules.access import Actor
from relais.prospecting.models import OwnProspecting, ProspectingTarget
from relais.prospecting.rules.own import (
    NoTargetHere,
    OwnKind,
    UndoneAlready,
    check_done,
    check_rep,
    check_target,
    monday_of,
)


def log_own(
    kind: OwnKind, *, count: int = 1, done_on: date | None = None, by: Actor, at: datetime
) -> OwnProspecting:
    """Log what a rep did to find prospects of his own; without a day it is today, where he is.

    :raises NotARep: for anybody else, the system included.
    :raises WrongCount: for nothing, or more than anybody does in a day.
    :raises DayToCome: for a day after today.
    :raises TooLongAgo: for one that is more than a year ago.
    """
    person = Person.objects.of(by.organization_id).get(id=check_rep(by))
    today = at.astimezone(ZoneInfo(person.timezone)).date()
    done_on = done_on or today
    check_done(count, done_on=done_on, today=today)
    return OwnProspecting.objects.create(
        organization_id=by.organization_id,
        person=person,
        kind=kind.value,
        count=count,
        done_on=done_on,
        logged_at=at,
        logged_by=person,
    )


def undo_own(line_id: UUID, *, by: Actor, at: datetime) -> OwnProspecting:
    """Take a line of one's own back; it stays, and counts for nothing.

    :raises NotARep: for who is none.
    :raises NotVisible: for a line of somebody else.
    :raises UndoneAlready: for one that was taken back.
    """
    with transaction.atomic():
        rows = OwnProspecting.objects.of(by.organization_id).select_for_update()
        line = rows.filter(id=line_id, person_id=check_rep(by)).first()
        if line is None:
            raise NotVisible
        if line.undone_at:
            raise UndoneAlready
        line.undone_at = at
        line.save(update_fields=["undone_at"])
    return line


def set_target(
    unit_id: UUID, *, per_week: int | None, since: date, by: Actor, at: datetime
) -> ProspectingTarget:
    """Say how much own prospecting a unit wishes of each rep in a week, from that week on.

    None ends what it wished itself: the unit above decides again. Said again for the same week,
    the last word holds.
    :raises NotADirector: for anybody else.
    :raises WrongCount: for a number that nobody could reach.
    :raises TargetOfThePast: for a week that is over.
    :raises NotVisible: for a unit that the organization does not have.
    :raises NoTargetHere: when there is nothing to end.
    """
    with transaction.atomic():
        home = Organization.objects.select_for_update().get(id=by.organization_id)
        today = at.astimezone(ZoneInfo(home.timezone)).date()
        check_target(per_week, since=since, today=today, by=by)
        check_ours(by.organization_id, units=[unit_id])
        monday = monday_of(since)
        if per_week is None:
            _check_wishes(unit_id, monday, by)
        target, _ = ProspectingTarget.objects.of(by.organization_id).update_or_create(
            {"per_week": per_week, "set_at": at, "set_by_id": by.person_id},
            organization_id=by.organization_id,
            unit_id=unit_id,
            since=monday,
        )
    return target


def _check_wishes(unit_id: UUID, monday: date, by: Actor) -> None:
    rows = ProspectingTarget.objects.of(by.organization_id).filter(unit_id=unit_id)
    standing = rows.filter(since__lte=monday).order_by("-since").first()
    if standing is None or standing.per_week is None:
        raise NoTargetHere
