"""What time does to fair play: each challenge looked at once a day, and forgotten after a year."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from relais.challenge.actions.fair import look_at_challenge
from relais.challenge.models import Challenge, FairLook, FairPoint
from relais.challenge.queries.challenges import today_of
from relais.challenge.rules.fair import KEPT_MONTHS
from relais.outbox.actions import forget_answers
from relais.people.queries import organization
from relais.people.rules.access import Actor
from relais.privacy.rules import months_after

log = logging.getLogger(__name__)

DAY: Final = timedelta(days=1)
AFTER: Final = timedelta(days=60)  # what is undone later is looked for by hand


def look_daily(*, by: Actor, at: datetime) -> int:
    """Forget what is too old, and look at one challenge that was not looked at for a day."""
    return forget_fair_points(by=by, at=at) + _look_at_next(by=by, at=at)


def forget_fair_points(*, by: Actor, at: datetime) -> int:
    """Erase for good what was to be looked at a year ago, with all that was said of it."""
    before = months_after(at.date(), -KEPT_MONTHS)
    rows = FairPoint.objects.of(by.organization_id).filter(found_at__date__lt=before)
    ids = list(rows.values_list("id", flat=True))
    if ids:
        forget_answers(by.organization_id, ids)
        rows.filter(id__in=ids).delete()
    return len(ids)


def _look_at_next(*, by: Actor, at: datetime) -> int:
    today = today_of(by.organization_id, at)
    lately = FairLook.objects.filter(challenge_id=OuterRef("id"), looked_at__gt=at - DAY)
    rows = Challenge.objects.of(by.organization_id).filter(
        ~Exists(lately),
        started_at__isnull=False,
        cancelled_at=None,
        since__lte=today,
        until__gte=today - AFTER,
    )
    waiting = list(rows.order_by("id").values_list("id", flat=True))
    if not waiting or not organization(by.organization_id).works_council_on:
        return 0
    return _look_at_first(waiting, by=by, at=at)


def _look_at_first(waiting: Sequence[UUID], *, by: Actor, at: datetime) -> int:
    """Look at the first that can be looked at: one that fails does not keep the others.

    :raises Exception: what the last has failed of, where none can be.
    """
    for number, challenge_id in enumerate(waiting, 1):
        try:
            with transaction.atomic():
                look_at_challenge(challenge_id, by=by, at=at)
        except Exception:
            if number == len(waiting):
                raise
            log.exception("a challenge could not be looked at")
        else:
            return 1
    return 0
