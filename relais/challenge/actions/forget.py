"""Forgetting what single persons won long ago; what their teams won stays."""

from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from relais.challenge.models import Challenge, Drawn, Entrant, Entry, Final, Total, Week
from relais.challenge.queries.challenges import locked_challenge
from relais.challenge.queries.over import challenges_over


def forget_challenges(organization_id: UUID, *, before: date, at: datetime) -> dict[str, int]:
    """Erase for good what challenges over before a day tell of single persons; give how many
    challenges and lines there were.

    Parts, ledgers, weeks, places and who won a prize go; what teams won, how many stood behind
    it, and the draw as everybody may check it stay. No rebuild brings the lines back.
    """
    with transaction.atomic():
        ids = challenges_over(organization_id, before=before).order_by("id")
        lines = [
            _forget(challenge_id, organization_id=organization_id, at=at)
            for challenge_id in list(ids.values_list("id", flat=True))
        ]
    found = [count for count in lines if count is not None]
    return {"challenges": len(found), "challenge_lines": sum(found)}


def _forget(challenge_id: UUID, *, organization_id: UUID, at: datetime) -> int | None:
    """Forget one under its lock, once; give how many lines it had."""
    with locked_challenge(challenge_id, organization_id=organization_id) as challenge:
        if challenge.forgotten_at:
            return None
        challenge.forgotten_at = at
        challenge.save(update_fields=["forgotten_at"])
        lines = _remove(Entry, challenge)
        for whole in (Week, Drawn, Entrant):
            _remove(whole, challenge)
        for shared in (Total, Final):
            _remove(shared, challenge, person__isnull=False)
        teams = Total.objects.of(organization_id).filter(challenge=challenge)
        teams.update(named=0)  # who agreed did so for himself, and is no more
        return lines


def _remove(table: type[models.Model], challenge: Challenge, **which: bool) -> int:
    rows = table._default_manager.filter(
        Q(**which), organization_id=challenge.organization_id, challenge=challenge
    )
    return rows.delete()[0]
