"""Asking that something be computed beside the pages."""

from datetime import datetime

from relais.diagnosis.models import Computation
from relais.diagnosis.queries.kept import Plain, key_of
from relais.people.rules.access import Access


def want(kind: str, asked: Plain, *, access: Access, at: datetime) -> Computation:
    """Ask for something once a day; who asks again gets what is there, or is being computed."""
    row, _new = Computation.objects.get_or_create(
        organization_id=access.organization_id,
        kind=kind,
        key=key_of(asked),
        day=at.date(),
        defaults={"asked": asked.plain(), "asked_by": access.person_id, "asked_at": at},
    )
    return row


def want_again(row: Computation, *, at: datetime) -> Computation:
    """Ask once more for what failed; what has not failed goes on as it is."""
    rows = Computation.objects.of(row.organization_id).filter(id=row.id).exclude(error="")
    if rows.update(error="", asked_at=at, claimed_until=None, step=0):
        row.refresh_from_db()
    return row
