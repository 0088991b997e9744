"""What is held about somebody because he works here."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from relais.people.models import Absence, ApiToken, Membership, Person, WorkingPeriod


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody: who he is, his roles, times, sign-in and keys.

    Secrets are kept as hashes only, and stay out.
    """
    person = Person.objects.of(organization_id).filter(id=person_id)
    roles = Membership.objects.of(organization_id).filter(person_id=person_id)
    away = Absence.objects.of(organization_id).filter(person_id=person_id)
    hours = WorkingPeriod.objects.of(organization_id).filter(person_id=person_id)
    keys = ApiToken.objects.of(organization_id).filter(person_id=person_id)
    return {
        "person": person.values(
            "id", "first_name", "last_name", "email", "phone", "phone_typed", "language", "country",
            "subdivision", "timezone", "joined_on", "left_on", "external_key",
            sign_in=F("login__email"), last_signed_in_at=F("login__last_login"),
        ),
        "roles": roles.order_by("since", "id").values(
            "role", "since", "until", "weight", "capacity", in_unit=F("unit__name"),
            in_call_center=F("call_center__name"),
        ),
        "absences": away.order_by("starts_at", "id").values(
            "starts_at", "ends_at", "cancelled_at"
        ),
        "working_hours": hours.order_by("weekday", "starts").values("weekday", "starts", "ends"),
        "keys": keys.order_by("created_at", "id").values(
            "name", "scopes", "created_at", "expires_at", "revoked_at"
        ),
    }  # fmt: skip
