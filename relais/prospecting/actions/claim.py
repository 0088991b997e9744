"""Giving prospects out: one at a time, and never the same to two people."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from relais.campaigns.models import Campaign
from relais.campaigns.queries import check_open_for, running_campaign
from relais.people.rules.access import Actor
from relais.privacy.queries import check_may_call
from relais.privacy.rules import Objected
from relais.prospecting.actions.follow import close_prospect
from relais.prospecting.models import Prospect
from relais.prospecting.queries import held_by, locked, queues
from relais.prospecting.rules import (
    CLAIM_LASTS,
    ClosedAs,
    NotATelemarketer,
    check_free_for,
    check_telephones,
)


def claim_next(
    campaign_id: UUID, *, by: Actor, at: datetime, leave: Q | None = None
) -> Prospect | None:
    """Give somebody the next prospect to call, for half an hour; None when there is nobody.

    Who holds one already is given the same again. Who has objected is closed on the way.
    :param leave: who is not given, unless he was promised a call: a predicate of higher rooms.
    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a campaign that the organization does not have.
    :raises CampaignNotRunning: when the campaign is not called now.
    :raises NotEngaged: when the telemarketer's call center does not work for it.
    """
    check_telephones(by)
    if by.person_id is None:
        raise NotATelemarketer
    campaign = running_campaign(campaign_id, organization_id=by.organization_id, on=at.date())
    check_open_for(campaign, by=by, on=at.date())
    _end_claims(by.organization_id, at=at)
    while True:
        with transaction.atomic():
            prospect = _next(campaign, by.person_id, at=at, leave=leave)
            if prospect is None or _take(prospect, by.person_id, at=at):
                return prospect


def release_claim(prospect_id: UUID, *, by: Actor, at: datetime) -> Prospect:
    """Give a prospect back without a call; one that nobody holds stays as it is.

    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a prospect that the organization does not have.
    :raises HeldByAnother: while somebody else holds it.
    """
    check_telephones(by)
    with locked(prospect_id, organization_id=by.organization_id) as prospect:
        check_free_for(prospect.claimed_by_id, claimed_until=prospect.claimed_until, by=by, at=at)
        prospect.claimed_by_id = prospect.claimed_until = None
        prospect.save(update_fields=["claimed_by", "claimed_until"])
    return prospect


def _end_claims(organization_id: UUID, *, at: datetime) -> None:
    """Clear what has run out, in a transaction of its own that waits for nobody."""
    ended = Prospect.objects.of(organization_id).filter(claimed_until__lte=at)
    with transaction.atomic():
        ids = list(ended.select_for_update(skip_locked=True).values_list("id", flat=True))
        if ids:
            ended.filter(id__in=ids).update(claimed_by=None, claimed_until=None)


def _next(campaign: Campaign, person_id: UUID, *, at: datetime, leave: Q | None) -> Prospect | None:
    """Lock the one he holds, else the first of the first queue that has one.

    Rows that others lock are passed over: they are about to be taken.
    """
    held = held_by(person_id, campaign=campaign, at=at).select_related("contact__account")
    if prospect := held.select_for_update(of=("self",)).first():
        return prospect
    for queue in queues(person_id, campaign=campaign, at=at, leave=leave):
        rows = queue.select_related("contact__account")
        if prospect := rows.select_for_update(of=("self",), skip_locked=True).first():
            return prospect
    return None


def _take(prospect: Prospect, person_id: UUID, *, at: datetime) -> bool:
    """Claim a locked prospect; False when he may not be called, or somebody was quicker.

    The unique keys decide between two who reach for one contact in two campaigns, and between
    two windows of one person.
    """
    try:
        check_may_call(prospect.contact, at=at)
    except Objected:
        close_prospect(prospect, ClosedAs.DO_NOT_CALL, at=at)
        return False
    if prospect.claimed_by_id == person_id:
        return True
    prospect.claimed_by_id, prospect.claimed_until = person_id, at + CLAIM_LASTS
    try:
        with transaction.atomic():
            prospect.save(update_fields=["claimed_by", "claimed_until"])
    except IntegrityError:
        return False
    return True
