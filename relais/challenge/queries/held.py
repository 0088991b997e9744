"""What the challenge room holds of somebody."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from relais.challenge.models import (
    Drawn,
    Entrant,
    Entry,
    FairPoint,
    FairRemark,
    Final,
    PointEntry,
)


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give somebody's lines of everyday points and of challenges, and his part in these."""
    told = ("lead_id", "rule", "points", "because", "occurred_at")
    points = PointEntry.objects.of(organization_id).filter(person_id=person_id)
    entries = Entry.objects.of(organization_id).filter(person_id=person_id)
    parts = Entrant.objects.of(organization_id).filter(person_id=person_id)
    finals = Final.objects.of(organization_id).filter(person_id=person_id)
    drawn = Drawn.objects.of(organization_id).filter(person_id=person_id)
    looked_at = FairPoint.objects.of(organization_id).filter(person_id=person_id)
    said = FairRemark.objects.of(organization_id).filter(point__person_id=person_id)
    return {
        "points": points.order_by("occurred_at", "id").values(*told),
        "challenges": parts.order_by("agreed_at", "id").values(
            "challenge_id", "challenge__name", "side", "agreed_at", "withdrew_at", "shows_name"
        ),
        "challenge_points": entries.order_by("occurred_at", "id").values("challenge_id", *told),
        "challenge_prizes_drawn": drawn.order_by("id").values(
            "challenge_id", "ticket", "prize__words_en", "prize__value", "prize__currency"
        ),
        "challenge_ranks": finals.order_by("id").values(
            "challenge_id", "side", "rank", "points", "factor"
        ),
        "challenge_fair_play": looked_at.order_by("found_at", "id").values(
            "id",
            "challenge_id",
            "check_name",
            "found_at",
            "k",
            "n",
            "expected",
            "p",
            "others",
            "step",
            "cases",
            "answer",
            "note",
            "answered_at",
            "answered_by_id",
        ),
        "challenge_fair_play_remarks": said.order_by("written_at", "id").values(
            "point_id", "text", "written_at"
        ),
    }
