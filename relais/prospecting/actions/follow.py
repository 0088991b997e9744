"""What calls and promises make of a prospect; the caller holds his row."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from relais.database.among import among
from relais.database.models import uuid7
from relais.people.rules.access import Actor
from relais.privacy.rules import Objected
from relais.prospecting.models import Prospect
from relais.prospecting.rules import ClosedAs, Promise, Status, Step

STANDS: Final = ("status", "closed_outcome", "missed")
MOMENTS: Final = ("closed_at", "next_call_at")


def count_attempt(prospect: Prospect, step: Step, *, promise: Promise | None, at: datetime) -> None:
    """Count a call and put the prospect where it leaves him; his claim is over.

    Who does not want to be called stays so, whatever a later call says.
    """
    prospect.attempts += 1
    prospect.missed = 0 if step.reached else prospect.missed + 1
    prospect.claimed_by_id = prospect.claimed_until = None
    if prospect.closed_outcome != ClosedAs.DO_NOT_CALL:
        if step.status:
            prospect.status = step.status.value
            prospect.closed_outcome = step.closed_as.value if step.closed_as else ""
            prospect.closed_at = at if step.closed_as else None
        prospect.next_call_at = step.next_call_at
        _promise(prospect, promise)
    prospect.save()


def standing_of(prospect: Prospect) -> dict[str, Any]:
    """Give where a prospect stands, as JSON, for `take_back_attempt`."""
    moments = {name: getattr(prospect, name) for name in MOMENTS}
    told = {name: at.isoformat() if at else None for name, at in moments.items()}
    return told | {name: getattr(prospect, name) for name in STANDS}


def take_back_attempt(
    prospect: Prospect, found: Mapping[str, Any], *, promise: Promise | None
) -> None:
    """Put a prospect where a call found him, uncounted; whoever calls this counts another."""
    prospect.attempts -= 1
    for name in STANDS:
        setattr(prospect, name, found[name])
    for name in MOMENTS:
        told = found[name]
        setattr(prospect, name, datetime.fromisoformat(told) if told else None)
    _promise(prospect, promise)


def close_prospect(prospect: Prospect, outcome: ClosedAs, *, at: datetime) -> None:
    """Call a prospect no more in this campaign."""
    prospect.status, prospect.closed_outcome = Status.CLOSED.value, outcome.value
    prospect.closed_at = at
    prospect.next_call_at = prospect.claimed_by_id = prospect.claimed_until = None
    _promise(prospect, None)
    prospect.save()


def close_contacts(contact_ids: Collection[UUID], *, organization_id: UUID, at: datetime) -> None:
    """Call some contacts no more, in any campaign: they do not want it, or are erased."""
    rows = Prospect.objects.of(organization_id).filter(among("contact_id", contact_ids))
    rows.exclude(closed_outcome=ClosedAs.DO_NOT_CALL.value).update(
        status=Status.CLOSED.value,
        closed_outcome=ClosedAs.DO_NOT_CALL.value,
        closed_at=at,
        next_call_at=None,
        callback_at=None,
        callback_for=None,
        claimed_by=None,
        claimed_until=None,
    )


def promise_callback(prospect: Prospect, promise: Promise | None) -> None:
    """Note when a prospect is called back, or that nothing is promised any more.

    :raises Objected: for who does not want to be called.
    """
    if promise and prospect.closed_outcome == ClosedAs.DO_NOT_CALL:
        raise Objected
    _promise(prospect, promise)
    prospect.missed = 0
    prospect.save(update_fields=["callback_at", "callback_for", "missed"])


def join_campaign(
    contact_id: UUID, *, campaign_id: UUID, status: Status, by: Actor, at: datetime
) -> Prospect:
    """Make a contact a prospect of a campaign if he is none, and hold his row."""
    rows = Prospect.objects.of(by.organization_id)
    Prospect.objects.bulk_create(
        [
            Prospect(
                id=uuid7(),
                organization_id=by.organization_id,
                campaign_id=campaign_id,
                contact_id=contact_id,
                status=status.value,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return rows.select_for_update().get(campaign_id=campaign_id, contact_id=contact_id)


def _promise(prospect: Prospect, promise: Promise | None) -> None:
    prospect.callback_at = promise.at if promise else None
    prospect.callback_for_id = promise.person_id if promise else None
