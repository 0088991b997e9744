"""How many telemarketers stand behind the figures of a call center: of a few, they are persons'."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from relais.lib.teams import SMALLEST_TEAM
from relais.measures.rules import By, TooFewBehind, TooFewReps
from relais.people.queries import below, holders_of, organization
from relais.people.rules.access import Access, Role


def callers_by_center(organization_id: UUID, *, on: date) -> Counter[UUID | None]:
    """Count the telemarketers in post in each call center; None is the house itself."""
    posts = holders_of(organization_id, Role.TELEMARKETER, on=on)
    held = set(posts.values_list("person_id", "call_center_id"))
    return Counter(center_id for _person_id, center_id in held)


def check_enough_callers(access: Access | None, *, by: tuple[By, ...] = (), at: datetime) -> None:
    """Keep from a supervisor figures that would be those of persons, while these are not shown.

    That is until the organization's privacy checklist is complete. One call center by another
    needs enough telemarketers in each of them.
    :raises TooFewBehind: where fewer than five telemarketers stand behind a figure.
    """
    if access is None or not _supervises_alone(access):
        return
    if organization(access.organization_id).works_council_on:
        return
    posts = holders_of(access.organization_id, Role.TELEMARKETER, on=at.date())
    ours = posts.filter(call_center_id__in=access.supervised)
    held = set(ours.values_list("person_id", "call_center_id"))
    sizes = Counter(center_id for _person_id, center_id in held)
    together = len({person_id for person_id, _center_id in held})
    fewest = min(sizes.values(), default=0) if By.CALL_CENTER in by else together
    if min(together, fewest) < SMALLEST_TEAM:
        raise TooFewBehind


def check_enough_reps(access: Access | None, *, at: datetime) -> None:
    """Keep from a manager figures that would be those of persons, while these are not shown.

    :raises TooFewReps: where fewer than five reps are in post in his units and those below.
    """
    if access is None or not access.has(Role.MANAGER) or access.has(Role.DIRECTOR):
        return
    if organization(access.organization_id).works_council_on:
        return
    posts = holders_of(access.organization_id, Role.REP, on=at.date())
    ours = posts.filter(below(access, Role.MANAGER)).order_by().values("person_id").distinct()
    if len(ours[:SMALLEST_TEAM]) < SMALLEST_TEAM:
        raise TooFewReps


def _supervises_alone(access: Access) -> bool:
    """Say whether it is as a supervisor that somebody sees the leads of others."""
    return access.has(Role.SUPERVISOR) and not access.has(Role.MANAGER, Role.DIRECTOR)
