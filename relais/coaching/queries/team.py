"""Whom a manager leads directly: individual matters stay between the two."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.lib.errors import NotVisible
from relais.people.models import Membership, Person, Unit
from relais.people.queries import Access, Actor, Role, holding, managers_of


def reps_led(access: Access, *, on: date) -> dict[UUID, Person]:
    """Give the reps whom somebody leads directly, in the order of their names."""
    posts = _led(access, on=on).select_related("person")
    by_name = sorted(posts, key=lambda post: (post.person.last_name, post.person.first_name))
    return {post.person_id: post.person for post in by_name}


def of_reps_led(access: Access, *, on: date) -> Q:
    """Give the predicate of the rows about a rep whom somebody leads directly."""
    if not access.unit_paths.get(Role.MANAGER):
        return Q(pk__in=[])
    return Q(rep_id__in=list(_led(access, on=on).values_list("person_id", flat=True)))


def leads_directly(by: Access | Actor, rep_id: UUID, *, on: date) -> bool:
    """Say whether somebody leads a rep directly; the system does."""
    access = by.access if isinstance(by, Actor) else by
    return access is None or _led(access, on=on).filter(person_id=rep_id).exists()


def unit_of_rep(rep_id: UUID, *, by: Actor, on: date) -> Unit:
    """Give the unit in which the actor leads a rep directly.

    :raises NotVisible: when he does not: there is nothing of that rep for him to see.
    """
    posts = holding(by.organization_id, on=on).filter(role=Role.REP.value, unit__isnull=False)
    posts = posts if by.access is None else _led(by.access, on=on)
    post = posts.filter(person_id=rep_id).select_related("unit").order_by("since", "id").first()
    if post is None or post.unit is None:
        raise NotVisible
    return post.unit


def manager_of(unit: Unit, *, on: date) -> UUID | None:
    """Give who leads a unit: the first by name where there are several."""
    found = sorted(managers_of(unit, on=on), key=str)
    return found[0].id if found else None


def observers_for(rep_id: UUID, *, organization_id: UUID, on: date) -> list[Person]:
    """List who can be invited to observe a rep, by name: managers and relays, not himself."""
    posts = holding(organization_id, on=on).filter(
        role__in=[Role.MANAGER.value, Role.RELAY.value], unit__isnull=False
    )
    posts = posts.exclude(person_id=rep_id).select_related("person")
    found = {post.person_id: post.person for post in posts}
    return sorted(found.values(), key=lambda one: (one.last_name, one.first_name))


def _led(access: Access, *, on: date) -> QuerySet[Membership]:
    paths = access.unit_paths.get(Role.MANAGER, frozenset())
    posts = holding(access.organization_id, on=on).filter(role=Role.REP.value)
    return posts.filter(unit__path__in=list(paths)).exclude(person_id=access.person_id)
