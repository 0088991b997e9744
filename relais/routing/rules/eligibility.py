"""Who may receive a lead now, and why the others may not."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Ineligible(StrEnum):
    """Why somebody may not receive a lead now."""

    NOT_IN_POST = "not_in_post"
    ABSENT = "absent"
    TURN_LAPSED = "turn_lapsed"
    JUDGED_WRONG = "judged_wrong"
    FULL = "full"
    NO_PART = "no_part"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rep as routing sees him: `unit_ids` are his own unit and those above, his own first.

    `capacity` is how many open leads he may hold, None for no limit.
    """

    person_id: UUID
    unit_ids: tuple[UUID, ...]
    weight: int = 1
    capacity: int | None = None
    open_leads: int = 0
    in_post: bool = True
    absent: bool = False

    @property
    def unit_id(self) -> UUID:
        """Give the unit in which he stands."""
        return self.unit_ids[0]


def why_not(
    candidate: Candidate, *, lapsed: Collection[UUID], barred: Collection[UUID], open_leads: int
) -> Ineligible | None:
    """Say why a rep may not receive a lead by his part, or None if he may.

    :param lapsed: those who have let this lead lapse.
    :param barred: those for whom a judge has found it wrong.
    :param open_leads: how many leads he holds by now.
    """
    reason = why_barred(candidate, lapsed=lapsed, barred=barred)
    if reason:
        return reason
    if candidate.capacity is not None and open_leads >= candidate.capacity:
        return Ineligible.FULL
    return None if candidate.weight > 0 else Ineligible.NO_PART


def why_barred(
    candidate: Candidate, *, lapsed: Collection[UUID], barred: Collection[UUID]
) -> Ineligible | None:
    """Say why a rep may not even receive a lead of his own account, or None if he may.

    Capacity and part do not count here: the account is his, however much he has to do.
    """
    if not candidate.in_post:
        return Ineligible.NOT_IN_POST
    if candidate.absent:
        return Ineligible.ABSENT
    if candidate.person_id in barred:
        return Ineligible.JUDGED_WRONG
    return Ineligible.TURN_LAPSED if candidate.person_id in lapsed else None


def count_ineligible(reasons: Iterable[Ineligible | None]) -> dict[str, int]:
    """Count how many are kept out by each reason."""
    return dict(Counter(reason.value for reason in reasons if reason))
