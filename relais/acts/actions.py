"""Every deed on acts: propose, agree, do, take that back, drop, put off, measure again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from relais.acts.models import Act
from relais.acts.queries import acts_from, locked_act
from relais.acts.rules import (
    NO_WORDS,
    OPEN,
    ActKind,
    ActSource,
    ActState,
    NotClosed,
    NotOpen,
    NotProposed,
    check_due,
    check_may_be_about,
    check_may_do,
    check_may_give,
    check_what,
    check_why,
)
from relais.database.among import among
from relais.lib.errors import NotVisible
from relais.people.models import Membership, Person, Unit
from relais.people.queries import check_ours
from relais.people.rules.access import Actor, Role


@dataclass(frozen=True)
class Wanted:
    """What is to be done, for which unit, and what it comes from.

    `person_id` is the rep it is about. `expected` and `baseline` are figures that the one who
    proposes documents; `measure_on` is the day on which they are looked at again.
    """

    what: str
    unit_id: UUID
    kind: ActKind = ActKind.OTHER
    source: ActSource = ActSource.OWN
    source_id: UUID | None = None
    key: str | None = None
    person_id: UUID | None = None
    lead_id: UUID | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)
    baseline: Mapping[str, Any] = field(default_factory=dict)
    measure_on: date | None = None


def propose_act(wanted: Wanted, *, by: Actor, at: datetime) -> Act:
    """Propose an act, which nobody has agreed to yet; the same key proposes it once.

    :raises WhatMissing: without words.
    :raises NotVisible: for a unit or person that the organization does not have.
    """
    if wanted.key and (known := _of_key(wanted.key, by)):
        return known
    try:
        with transaction.atomic():
            return _write(wanted, by=by, at=at, state=ActState.PROPOSED.value)
    except IntegrityError:
        if wanted.key and (known := _of_key(wanted.key, by)):
            return known  # another process was quicker
        raise


def plan_act(wanted: Wanted, *, owner_id: UUID, due_on: date, by: Actor, at: datetime) -> Act:
    """Agree an act: who does it, until when.

    :raises WhatMissing: without words.
    :raises DueBefore: for a day that is past.
    :raises NotVisible: for a unit or person that the organization does not have.
    :raises NotYours: for a unit or rep that the actor does not lead, but his own act in his unit.
    """
    unit = _unit(wanted.unit_id, by)
    check_may_give(by, owner_id=owner_id, unit_path=unit.path)
    check_may_be_about(by, wanted.person_id, rep_paths=_posts(wanted.person_id, by))
    check_due(due_on, today=_today(by, at))
    _check_owner(owner_id, by)
    agreed = {"owner_id": owner_id, "due_on": due_on, "agreed_at": at, "agreed_by_id": by.person_id}
    return _write(wanted, by=by, at=at, state=ActState.AGREED.value, **agreed)


def agree_act(act_id: UUID, *, owner_id: UUID, due_on: date, by: Actor, at: datetime) -> Act:
    """Agree what was proposed: who does it, until when.

    :raises NotVisible: for who may not see it, and for a person whom nobody knows here.
    :raises NotYours: for another's act in a unit that the actor does not lead.
    :raises NotProposed: when it was agreed, or dropped, already.
    :raises DueBefore: for a day that is past.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        check_may_give(by, owner_id=owner_id, unit_path=act.unit.path)
        if act.state != ActState.PROPOSED:
            raise NotProposed
        check_due(due_on, today=_today(by, at))
        _check_owner(owner_id, by)
        act.owner_id, act.due_on = owner_id, due_on
        act.agreed_at, act.agreed_by_id = at, by.person_id
        act.state = ActState.AGREED.value
        act.save()
        return act


def do_act(act_id: UUID, *, by: Actor, at: datetime, note: str = "") -> Act:
    """Say that an act is done.

    :raises NotVisible: for who may not see it.
    :raises NotYours: for who neither does it, nor agreed it, nor leads its unit.
    :raises NotOpen: unless it is agreed and open.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        _check_his(act, by)
        if act.state != ActState.AGREED:
            raise NotOpen
        return _close(act, ActState.DONE, note=" ".join(note.split())[:400], by=by, at=at)


def reopen_act(act_id: UUID, *, by: Actor, at: datetime) -> Act:
    """Take back that an act is done or dropped: it is open again, as it was.

    :raises NotVisible: for who may not see it.
    :raises NotYours: for who neither does it, nor agreed it, nor leads its unit.
    :raises NotClosed: while it is open.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        _check_his(act, by)
        if act.state in OPEN:
            raise NotClosed
        was = ActState.AGREED if act.agreed_at else ActState.PROPOSED
        act.state, act.closed_at, act.closed_by_id, act.note = was.value, None, None, ""
        act.found, act.measured_at = {}, None  # what was found was of what is not done now
        act.save()
        return act


def drop_act(act_id: UUID, *, words: str, by: Actor, at: datetime) -> Act:
    """Drop an act that is not to be done after all, with the reason.

    :raises NotVisible: for who may not see it.
    :raises NotYours: for who neither does it, nor agreed it, nor leads its unit.
    :raises NotOpen: when it is done or dropped already.
    :raises WhyMissing: without a reason.
    """
    why = check_why(words)
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        _check_his(act, by)
        if act.state not in OPEN:
            raise NotOpen
        return _close(act, ActState.DROPPED, note=why, by=by, at=at)


def put_off_act(act_id: UUID, *, due_on: date, by: Actor, at: datetime) -> Act:
    """Give an agreed act another day.

    :raises NotVisible: for who may not see it.
    :raises NotYours: for who neither does it, nor agreed it, nor leads its unit.
    :raises NotOpen: unless it is agreed and open.
    :raises DueBefore: for a day that is past.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        _check_his(act, by)
        if act.state != ActState.AGREED:
            raise NotOpen
        check_due(due_on, today=_today(by, at))
        act.due_on = due_on
        act.save()
        return act


def keep_measure(act_id: UUID, found: Mapping[str, Any], *, by: Actor, at: datetime) -> Act:
    """Keep what stood when an act was measured again; only the first time counts.

    :raises NotVisible: when there is no such act.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        if act.measured_at is None:
            act.found, act.measured_at = dict(found), at
            act.save()
        return act


def measure_later(
    act_id: UUID, found: Mapping[str, Any], *, on: date, by: Actor, at: datetime
) -> Act:
    """Look at an act again on a later day: what is found so far is kept until then.

    :raises NotVisible: when there is no such act.
    """
    with locked_act(act_id, access=by.access, organization_id=by.organization_id) as act:
        if act.measured_at is None:
            act.found, act.measure_on = dict(found), on
            act.save()
        return act


def forget_acts(organization_id: UUID, lead_ids: Collection[UUID]) -> int:
    """Empty the words of what was agreed about some leads; give how many acts there were."""
    return _empty(Act.objects.of(organization_id).filter(among("lead_id", lead_ids)))


def forget_acts_from(
    organization_id: UUID, source: ActSource, source_ids: Collection[UUID]
) -> list[UUID]:
    """Empty the words of the acts of some meetings, plans or comparisons; give all their ids."""
    rows = acts_from(organization_id, source, source_ids)
    _empty(rows.order_by())
    return list(rows.values_list("id", flat=True))


def _empty(rows: QuerySet[Act]) -> int:
    """Empty words and notes."""
    return rows.exclude(what=NO_WORDS, note="").update(what=NO_WORDS, note="")


def _write(wanted: Wanted, *, by: Actor, at: datetime, **more: Any) -> Act:
    what, unit = check_what(wanted.what), _unit(wanted.unit_id, by)
    check_ours(by.organization_id, persons=[wanted.person_id])
    return Act.objects.create(
        organization_id=by.organization_id,
        source=wanted.source.value,
        source_id=wanted.source_id,
        key=wanted.key,
        kind=wanted.kind.value,
        what=what,
        unit=unit,
        person_id=wanted.person_id,
        lead_id=wanted.lead_id,
        expected=dict(wanted.expected),
        baseline=dict(wanted.baseline),
        measure_on=wanted.measure_on,
        proposed_at=at,
        **more,
    )


def _close(act: Act, state: ActState, *, note: str, by: Actor, at: datetime) -> Act:
    act.state = state.value
    act.note = "" if act.what == NO_WORDS else note  # whose words were erased keeps no new ones
    act.closed_at, act.closed_by_id = at, by.person_id
    act.save()
    return act


def _check_his(act: Act, by: Actor) -> None:
    """Refuse whom it is not for, among those who see an act.

    :raises NotYours: then.
    """
    check_may_do(
        by,
        owner_id=act.owner_id,
        agreed_by=act.agreed_by_id,
        about=act.person_id,
        path=act.unit.path,
    )


def _check_owner(owner_id: UUID, by: Actor) -> None:
    """Refuse whom a call center sends: he has nothing to do for the sales force.

    :raises NotVisible: for him, and for a person that the organization does not have.
    """
    posts = Membership.objects.of(by.organization_id).filter(call_center=None)
    if not posts.filter(person_id=owner_id, until=None).exists():
        raise NotVisible


def _today(by: Actor, at: datetime) -> date:
    """Give the actor's own day; the system's is that of UTC."""
    if by.person_id is None:
        return at.date()
    person = Person.objects.of(by.organization_id).get(id=by.person_id)
    return at.astimezone(ZoneInfo(person.timezone)).date()


def _posts(person_id: UUID | None, by: Actor) -> list[str]:
    """Give the paths of the units in which somebody is a rep."""
    if person_id is None:
        return []
    posts = Membership.objects.of(by.organization_id).filter(role=Role.REP.value, until=None)
    return list(posts.filter(person_id=person_id).values_list("unit__path", flat=True))


def _of_key(key: str, by: Actor) -> Act | None:
    return Act.objects.of(by.organization_id).filter(key=key).first()


def _unit(unit_id: UUID, by: Actor) -> Unit:
    unit = Unit.objects.of(by.organization_id).filter(id=unit_id).first()
    if unit is None:
        raise NotVisible
    return unit
