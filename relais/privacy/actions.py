"""Writing down that somebody said no."""

from datetime import datetime

from relais.people.rules.access import Actor
from relais.privacy.models import Objection
from relais.privacy.queries import fingerprints_of


def record_objection(*values: str, by: Actor, at: datetime) -> None:
    """Keep the fingerprints of numbers and addresses that may not be contacted any more.

    Done twice, the first date stays.
    """
    Objection.objects.bulk_create(
        (
            Objection(
                organization_id=by.organization_id,
                fingerprint=found,
                recorded_at=at,
                recorded_by_id=by.person_id,
            )
            for found in fingerprints_of(by.organization_id, *values)
        ),
        ignore_conflicts=True,
    )
