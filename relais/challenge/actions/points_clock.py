"""Everyday points are kept for twelve months, rolling: the clock forgets what is older."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from relais.challenge.models import PointEntry, PointsKept
from relais.challenge.queries.holding import hold_points
from relais.challenge.queries.points import kept_since
from relais.challenge.rules.points import KEPT_MONTHS
from relais.database.among import among
from relais.leads.queries import opened_before
from relais.leads.queries.integrity import hold_log, is_out_of_patience
from relais.people.rules.access import Actor
from relais.privacy.rules import months_after

MOST: Final = 10_000  # awards in one round: nobody appends meanwhile
PATIENCE: Final = 1.0  # seconds to wait for those who write; else the next round tries again

_whose: Final = attrgetter("lead_id", "rule", "person_id")


def forget_points(*, by: Actor, at: datetime) -> int:
    """Erase for good the lines of what was won more than twelve months ago, and of its taking
    back; give how many lines there were. No rebuild brings them back.

    Of many it takes several rounds, the oldest first.
    """
    home = by.organization_id
    before = datetime.combine(months_after(at.date(), -KEPT_MONTHS), time(), UTC)
    since = kept_since(home)
    if (since and since >= before) or not (since or opened_before(home, before)):
        return 0
    try:
        with transaction.atomic():
            hold_log(within=PATIENCE)
            hold_points()
            return _forget(home, before)
    except OperationalError as error:
        if is_out_of_patience(error):
            return 0
        raise


def _forget(organization_id: UUID, before: datetime) -> int:
    """Forget as many as a round takes, and move the moment from which on points are kept."""
    oldest = _won(organization_id, before).order_by("occurred_at")
    moments = list(oldest.values_list("occurred_at", flat=True)[: MOST + 1])
    if len(moments) > MOST and moments[0] < moments[MOST]:
        before = moments[MOST]
    PointsKept.objects.update_or_create(
        organization_id=organization_id, defaults={"since": before}
    )  # fmt: skip
    gone = list(_lines_of_what_was_won(organization_id, before))
    PointEntry.objects.of(organization_id).filter(among("id", gone)).delete()
    return len(gone)


def _won(organization_id: UUID, before: datetime) -> QuerySet[PointEntry]:
    rows = PointEntry.objects.of(organization_id)
    return rows.filter(points__gt=0, occurred_at__lt=before)


def _lines_of_what_was_won(organization_id: UUID, before: datetime) -> Iterator[UUID]:
    """Yield the lines by which points were won before a moment, and those that took them back:
    of a lead, a rule and a person each follows what it takes back."""
    leads = set(_won(organization_id, before).values_list("lead_id", flat=True))
    rows = PointEntry.objects.of(organization_id).filter(among("lead_id", leads))
    told = rows.order_by("lead_id", "rule", "person_id", "sequence")
    for _, lines in groupby(told, key=_whose):
        goes = False
        for line in lines:
            if line.points > 0:
                goes = line.occurred_at < before
            if goes:
                yield line.id
