"""What time does to fair play: each challenge looked at once a day, and forgotten after a year."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from relais.challenge.actions.fair import look_at_challenge
from relais.challenge.models import Challenge, FairLook, FairPoint
from relais.challenge.queries.challenges import today_of
from relais.challenge.rules.fair import KEPT_MONTHS
from relais.outbox.actions import forget_answers
from relais.people.queries import organization
from relais.people.rules.access import Actor
from relais.privacy.rules import months_after

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
    found = rows.order_by("id").first()
    if found is None or not organization(by.organization_id).works_council_on:
        return 0
    look_at_challenge(found.id, by=by, at=at)
    return 1
