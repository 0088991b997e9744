"""What happens to a lead is told to those whom it concerns, in the transaction in which it happens.

Has no `clear`: what people were told is not told again when projections are rebuilt.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from relais.leads.lifecycle import Recorded
from relais.notifications.adapters import tell_first
from relais.notifications.queries.parts import Directory, Parts, parts_at
from relais.notifications.rules.notice import Notice
from relais.notifications.rules.telling import Told, tellings

MOMENTS = ("due_at", "starts_at")


def apply(recorded: Sequence[Recorded]) -> None:
    """Tell what these events have to tell; nobody is told what he did himself."""
    told = list(tellings(recorded))
    if not told:
        return
    first = recorded[0]
    concerned = [(event, what.to) for event, what in told]
    parts = parts_at(concerned, organization_id=first.organization_id)
    directory = Directory(first.organization_id, on=first.recorded_at.date())
    directory.meet(
        {each for one in parts.values() for each in (one.rep_id, one.originator_id) if each}
    )
    notices = [
        notice
        for event, what in told
        for notice in _notices(event, what, parts[event.id], directory)
    ]
    tell_first(notices, organization_id=first.organization_id, at=first.recorded_at)


def _notices(event: Recorded, told: Told, parts: Parts, directory: Directory) -> Iterator[Notice]:
    for person_id in directory.find(told.to, parts) - {event.person_id}:
        yield Notice(
            person_id=person_id,
            lead_id=event.lead_id,
            kind=told.kind,
            key=f"event:{event.id}",
            at=event.occurred_at,
            data=_moments(event),
        )


def _moments(event: Recorded) -> dict[str, str]:
    moments = {name: getattr(event.event, name, None) for name in MOMENTS}
    return {name: at.isoformat() for name, at in moments.items() if isinstance(at, datetime)}
