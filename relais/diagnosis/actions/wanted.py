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
