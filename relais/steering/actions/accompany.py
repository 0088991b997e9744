"""Going along with a rep: planned for a day, or written down once it is done."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from relais.acts.actions import Wanted, do_act, plan_act
from relais.acts.models import Act
from relais.acts.queries import ActKind, ActState
from relais.lib.errors import NotVisible
from relais.people.models import Membership, Person
from relais.people.queries import below, holders_of
from relais.people.rules.access import Actor, Role
from relais.steering.rules.cockpit import NotedAlready


def plan_accompanying(rep_id: UUID, *, what: str, due_on: date, by: Actor, at: datetime) -> Act:
    """Agree to go along with a rep until a day.

    :raises NotVisible: for who is not a rep under the actor.
    :raises WhatMissing: without words.
    :raises DueBefore: for a day that is past.
    """
    _, unit_id = _post_of(rep_id, by, at)
    wanted = Wanted(what, unit_id, ActKind.ACCOMPANY, person_id=rep_id)
    return plan_act(wanted, owner_id=_actor(by), due_on=due_on, by=by, at=at)


def note_accompanied(rep_id: UUID, *, what: str, by: Actor, at: datetime) -> Act:
    """Write down that one went along with a rep today; what was planned for it is done by this.

    Today is the actor's own day, where he is.
    :raises NotVisible: for who is not a rep under the actor.
    :raises NotedAlready: when it was written down today.
    """
    with transaction.atomic():
        post_id, unit_id = _post_of(rep_id, by, at)
        Membership.objects.of(by.organization_id).select_for_update().get(id=post_id)
        acts = Act.objects.of(by.organization_id).filter(
            owner_id=_actor(by), person_id=rep_id, kind=ActKind.ACCOMPANY.value
        )
        manager = Person.objects.of(by.organization_id).get(id=_actor(by))
        here = at.astimezone(ZoneInfo(manager.timezone))
        midnight = datetime.combine(here, time.min, here.tzinfo)
        if acts.filter(state=ActState.DONE.value, closed_at__gte=midnight).exists():
            raise NotedAlready
        planned = acts.filter(state=ActState.AGREED.value).order_by("due_on", "id").first()
        if planned is None:
            wanted = Wanted(what, unit_id, ActKind.ACCOMPANY, person_id=rep_id)
            due_on = max(here.date(), at.date())  # what is agreed is due today at the earliest
            planned = plan_act(wanted, owner_id=_actor(by), due_on=due_on, by=by, at=at)
        return do_act(planned.id, by=by, at=at)


def _actor(by: Actor) -> UUID:
    if by.person_id is None:
        raise NotVisible
    return by.person_id


def _post_of(rep_id: UUID, by: Actor, at: datetime) -> tuple[UUID, UUID]:
    """Find by which post, in which unit, somebody is a rep under the actor."""
    if by.access is None:
        raise NotVisible
    posts = holders_of(by.organization_id, Role.REP, on=at.date()).filter(person_id=rep_id)
    post = (
        posts.filter(below(by.access, Role.MANAGER)).exclude(person_id=by.access.person_id).first()
    )
    if post is None or post.unit_id is None:
        raise NotVisible
    return post.id, post.unit_id
