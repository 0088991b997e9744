"""Counting what is asked for once a day: several kinds of computation ask for the same."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from relais.diagnosis.models import Computation
from relais.diagnosis.queries.counted import counted_among
from relais.diagnosis.queries.kept import Asked, computation_of, key_of
from relais.diagnosis.rules.counted import Counted

KIND: Final = "counted"


def count_once(
    organization_id: UUID,
    asked: Asked,
    *,
    asked_by: UUID,
    at: datetime,
    tell: Callable[[int], None],
) -> Counted:
    """Count the due appointments asked for, or give what was counted of them that day.

    :param tell: hears which of the `STEPS` of `counted_among` is done.
    """
    row = computation_of(organization_id, KIND, asked, day=at.date())
    if row:
        return Counted.of_kept(row.result)
    counted = counted_among(organization_id, asked, at=at, tell=tell)
    plain = {"asked": asked.plain(), "asked_by": asked_by, "asked_at": at, "done_at": at}
    Computation.objects.get_or_create(
        organization_id=organization_id,
        kind=KIND,
        key=key_of(asked),
        day=at.date(),
        defaults={**plain, "result": counted.kept()},
    )
    return counted
