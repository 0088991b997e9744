"""How reps honour with and without their manager's own follow-up.

A module of its own: it loads the statistics, when somebody asks.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from relais.diagnosis.queries.associations import association_with
from relais.diagnosis.rules.associations import Association, Factor
from relais.leads.models import LeadEvent, Message
from relais.people.rules.access import Access

LOOKED_BACK: Final = timedelta(weeks=12)


def honouring_followed(access: Access, *, at: datetime) -> Association | None:
    """Compare what was honoured in the last twelve weeks with and without somebody's follow-up.

    None for a team so small that before the privacy checklist its figures would be those of
    persons.
    """
    has = _followed_by(access.person_id, access.organization_id)
    start = at - LOOKED_BACK
    return association_with(has, factor=Factor.FOLLOWED, access=access, start=start, end=at, at=at)


def _followed_by(person_id: UUID, organization_id: UUID) -> Q:
    """A deed or a word of his on the lead stands before the appointment's start."""
    of_lead = {"lead": OuterRef("lead")}
    deeds = LeadEvent.objects.of(organization_id).filter(
        **of_lead, person=person_id, occurred_at__lt=OuterRef("starts_at")
    )
    words = Message.objects.of(organization_id).filter(
        **of_lead, author=person_id, written_at__lt=OuterRef("starts_at")
    )
    return Q(Exists(deeds)) | Q(Exists(words))
