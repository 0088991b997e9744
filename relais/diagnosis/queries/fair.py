"""A look at fair play that is under way beside the pages, and what was last looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from relais.challenge.models import Challenge, Entrant, FairLook
from relais.challenge.queries import look_of
from relais.diagnosis.models import Computation
from relais.diagnosis.queries.kept import key_of

KIND: Final = "fair_look"
MANY: Final = 200  # who took part, from which a page does not wait for a look


@dataclass(frozen=True)
class AskedLook:
    """Which challenge is to be looked at, since which look: after it another can be asked for."""

    challenge_id: UUID
    since: datetime | None

    def plain(self) -> dict[str, Any]:
        """Give it as JSON."""
        since = self.since and self.since.isoformat()
        return {"challenge_id": str(self.challenge_id), "since": since}


@dataclass(frozen=True)
class Looking:
    """What was last looked at, and the computation of the look that was asked for since.

    `weighed` gives by check of how many persons there was enough, and of how many.
    """

    look: FairLook | None
    computation: Computation | None = None

    @property
    def looked_at(self) -> datetime | None:
        """Give when it was looked at; None if never."""
        return self.look.looked_at if self.look else None

    @property
    def people(self) -> int:
        """Give how many took part then."""
        return self.look.people if self.look else 0

    @property
    def rewarded(self) -> int:
        """Give how many appointments had won points then."""
        return self.look.rewarded if self.look else 0

    @property
    def weighed(self) -> dict[str, list[int]]:
        """Give of how many persons there was enough."""
        return self.look.weighed if self.look else {}

    @property
    def under_way(self) -> bool:
        """Say whether the worker looks, or is about to."""
        return self.computation is not None and not self.computation.error

    @property
    def failed(self) -> bool:
        """Say whether it could not be looked at today."""
        return self.computation is not None and bool(self.computation.error)


def are_many(challenge: Challenge) -> bool:
    """Say whether so many took part that a page must not wait for a look."""
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.values("id")[: MANY + 1].count() > MANY


def looking_at(challenge: Challenge, *, on: date) -> Looking:
    """Tell what was last looked at in a challenge, and whether a look is under way."""
    look = look_of(challenge)
    asked = AskedLook(challenge.id, look.looked_at if look else None)
    rows = Computation.objects.of(challenge.organization_id).filter(done_at=None, day=on)
    return Looking(look, rows.filter(kind=KIND, key=key_of(asked)).first())
