"""Looking again whether an act worked, and telling those who agreed it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from relais.acts.actions import keep_measure, measure_later
from relais.acts.queries import Act
from relais.notifications.adapters import tell
from relais.notifications.rules.notice import Notice
from relais.people.rules.access import Actor
from relais.steering.queries.remeasure import seen_of
from relais.steering.rules.remeasure import again_after, measured, stretches


def measure_act(act: Act, *, by: Actor, at: datetime) -> int:
    """Compare before and after, and keep it; with too few data, look again later. Give 1 if kept.

    As many weeks as were foreseen must have passed since it was done, and what fell due in them
    must have had its time to be told.
    """
    weeks = int(act.expected.get("weeks") or 0)
    if not (weeks and act.agreed_at and act.closed_at):
        return 0
    first, second = stretches(agreed_at=act.agreed_at, done_at=act.closed_at, weeks=weeks)
    if at < second.until:
        measure_later(act.id, {}, on=second.until.date() + timedelta(days=1), by=by, at=at)
        return 0
    seen = seen_of(act, first, type(second)(second.since, at), at=at)
    found = measured(seen, first, type(second)(second.since, at))
    more = again_after(found, first, at=at, weeks=weeks)
    if more:
        on = at.date() + timedelta(weeks=more)
        measure_later(act.id, found, on=on, by=by, at=at)
        return 0
    return _keep(act, found, by=by, at=at)


def _keep(act: Act, found: dict[str, Any], *, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        keep_measure(act.id, found, by=by, at=at)
        concerned = {each for each in (act.owner_id, act.agreed_by_id) if each}
        notices = [
            Notice(
                person_id=person_id, lead_id=None, act_id=act.id, kind="act_measured",
                key=f"act:{act.id}:measured", at=at, data={},
            )
            for person_id in sorted(concerned)
        ]  # fmt: skip
        tell(notices, organization_id=by.organization_id, at=at)
    return 1
