"""Promising to call somebody back, and keeping the promise."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.models import Contact
from relais.calls.models import Callback
from relais.calls.queries import promise_of
from relais.calls.rules import CallbackWhy, check_keeps, check_may_ask
from relais.campaigns.queries import check_open_for, get_campaign
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor
from relais.privacy.queries import check_may_call
from relais.prospecting.actions import join_campaign, promise_callback
from relais.prospecting.models import Prospect
from relais.prospecting.queries import locked
from relais.prospecting.rules import Status, check_telephones


def ask_callback(
    contact_id: UUID,
    *,
    campaign_id: UUID,
    due_at: datetime,
    why: CallbackWhy,
    for_person_id: UUID | None,
    lead_id: UUID | None,
    source: str,
    by: Actor,
    at: datetime,
) -> Callback:
    """Promise that a contact is called back: by one person, or by anybody.

    Whoever is no prospect of the campaign becomes one. Asked twice for the same lead, or else
    prospect, reason and `source`, the first promise stands, kept or not.
    :raises MayNotAskCallback: for who only administers or guards privacy.
    :raises NotVisible: for a contact or campaign that the organization does not have.
    :raises NotEngaged: when the telemarketer's call center does not work for the campaign.
    :raises Objected: when the contact does not want to be called; nothing is written then.
    """
    check_may_ask(by)
    campaign = get_campaign(campaign_id, organization_id=by.organization_id)
    check_open_for(campaign, by=by, on=at.date())
    contact = Contact.objects.of(by.organization_id).filter(id=contact_id).first()
    if contact is None:
        raise NotVisible
    check_may_call(contact, at=at)
    status = Status.QUALIFIED if lead_id else Status.TO_CALL
    with transaction.atomic():
        prospect = join_campaign(contact_id, campaign_id=campaign_id, status=status, by=by, at=at)
        key = {"lead_id": lead_id} if lead_id else {"lead_id": None, "prospect": prospect}
        callback, created = Callback.objects.of(by.organization_id).get_or_create(
            organization_id=by.organization_id,
            why=why.value,
            source=source,
            **key,
            defaults={
                "prospect": prospect,
                "campaign_id": campaign_id,
                "contact_id": contact_id,
                "for_person_id": for_person_id,
                "due_at": due_at,
                "asked_by_id": by.person_id,
                "asked_at": at,
            },
        )
        if created:
            _promise_again(prospect)
    return callback


def finish_callback(callback_id: UUID, *, by: Actor, at: datetime) -> Callback:
    """Say that a promise to call back is kept, or needs no keeping; said twice, the first counts.

    Who says so while he holds the prospect gives him back.
    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a callback that the organization does not have.
    :raises PromisedByAnother: when somebody else found the lead that it is about.
    :raises NotEngaged: when the telemarketer's call center does not work for the campaign.
    """
    check_telephones(by)
    callback = Callback.objects.of(by.organization_id).filter(id=callback_id).first()
    if callback is None:
        raise NotVisible
    check_keeps(callback.for_person_id, lead_id=callback.lead_id, by=by)
    with locked(callback.prospect_id, organization_id=by.organization_id) as prospect:
        check_open_for(prospect.campaign, by=by, on=at.date())
        pending = Callback.objects.of(by.organization_id).filter(id=callback_id, done_at=None)
        if pending.update(done_at=at):
            _promise_again(prospect)
            _give_back(prospect, by=by)
    callback.refresh_from_db()
    return callback


def _promise_again(prospect: Prospect) -> None:
    promise = promise_of(prospect.id, organization_id=prospect.organization_id)
    promise_callback(prospect, promise)


def _give_back(prospect: Prospect, *, by: Actor) -> None:
    if by.person_id and prospect.claimed_by_id == by.person_id:
        prospect.claimed_by_id = prospect.claimed_until = None
        prospect.save(update_fields=["claimed_by", "claimed_until"])
