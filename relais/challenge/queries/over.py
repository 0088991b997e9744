"""Challenges whose persons are held in detail for too long."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.challenge.models import Challenge


def challenges_over(organization_id: UUID, *, before: date) -> QuerySet[Challenge]:
    """List the challenges that ended, or were cancelled, before a day and still tell of single
    persons; of one that nobody ended, its last day counts."""
    rows = Challenge.objects.of(organization_id).filter(forgotten_at=None, started_at__isnull=False)
    left_open = Q(ended_at=None, cancelled_at=None, until__lt=before)
    ended, cancelled = Q(ended_at__date__lt=before), Q(cancelled_at__date__lt=before)
    return rows.filter(ended | cancelled | left_open)
