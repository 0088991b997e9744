"""The steps of the clocks that run: reminders, and telling who leads."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from uuid import UUID

from relais.accounts.queries import left_behind
from relais.notifications.adapters import tell
from relais.notifications.queries.clocks import (
    Clock,
    callbacks_to_tell,
    lead_clocks,
    outcome_clocks,
)
from relais.notifications.queries.parts import Directory, leaders_of
from relais.notifications.rules.clocks import step_due
from relais.notifications.rules.notice import Notice
from relais.people.rules.access import Actor


def remind(*, by: Actor, at: datetime) -> int:
    """Tell the step that each clock of an organization has reached; give how many were new.

    The key names lead, clock and step: told once, whatever the frequency and after any pause.
    """
    organization_id = by.organization_id
    directory = Directory(organization_id, on=at.date())
    clocks = chain(lead_clocks(organization_id, at=at), outcome_clocks(organization_id, at=at))
    notices = [notice for clock in clocks for notice in _notices(clock, directory, at)]
    notices += _callbacks(organization_id, directory, at)
    notices += _left_behind(organization_id, at)
    return tell(notices, organization_id=organization_id, at=at)


def _notices(clock: Clock, directory: Directory, at: datetime) -> Iterator[Notice]:
    step = step_due(clock.steps, at=at)
    if step is None:
        return
    for person_id in directory.find(step.to, clock.parts):
        yield Notice(
            person_id=person_id,
            lead_id=clock.parts.lead_id,
            kind=step.kind,
            key=f"clock:{clock.parts.lead_id}:{clock.sequence}:{step.kind}",
            at=at,
            data={"due_at": clock.due_at.isoformat()},
        )


def _callbacks(organization_id: UUID, directory: Directory, at: datetime) -> Iterator[Notice]:
    for callback, parts in callbacks_to_tell(organization_id, at=at):
        promised = {callback.for_person_id} if callback.for_person_id else set()
        for person_id in directory.in_post(promised):
            yield Notice(
                person_id=person_id,
                lead_id=parts.lead_id,
                kind="callback_due",
                key=f"callback:{callback.id}",
                at=at,
                data={"due_at": callback.due_at.isoformat()},
            )


def _left_behind(organization_id: UUID, at: datetime) -> Iterator[Notice]:
    """Tell who led somebody that he has left and still answers for accounts, once."""
    for person in left_behind(organization_id, on=at.date()):
        for person_id in sorted(leaders_of(person, on=at.date())):
            yield Notice(
                person_id=person_id,
                lead_id=None,
                kind="accounts_left",
                key=f"left:{person.id}",
                at=at,
                data={},
            )
