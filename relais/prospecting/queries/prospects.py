"""Every read of prospects: who is called for a campaign."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from relais.accounts.models import Contact
from relais.campaigns.models import Campaign
from relais.campaigns.queries import campaigns_visible_to, check_open_for
from relais.campaigns.rules import terms
from relais.database.among import among, within
from relais.lib.errors import NotVisible, Refusal
from relais.people.rules.access import Access, Actor, Role
from relais.privacy.rules import name_value
from relais.prospecting.models import Prospect
from relais.prospecting.rules import (
    OVERDUE_AFTER,
    Status,
    check_may_import,
)

CHUNK = 5_000
NOBODY: Final = Q(pk__in=[])


def has_prospects(organization_id: UUID) -> bool:
    """Say whether anybody was ever brought in to be called."""
    return Prospect.objects.of(organization_id).exists()


def prospects_visible_to(access: Access, *, on: date) -> QuerySet[Prospect]:
    """List the prospects that a person may see: callers those of their campaigns, directors all.

    An outsourced call center sees those of the campaigns on which it is engaged that day.
    """
    return _visible_to(access, on).all()


@lru_cache(maxsize=1024)  # follows from the access and the day alone; never asked itself
def _visible_to(access: Access, on: date) -> QuerySet[Prospect]:
    prospects = Prospect.objects.of(access.organization_id)
    if access.has(Role.DIRECTOR):
        return prospects
    if not access.has(Role.TELEMARKETER, Role.SUPERVISOR):
        return prospects.none()
    campaigns = campaigns_visible_to(access, on=on).order_by()
    return prospects.filter(within("campaign_id", campaigns.values("id")))


def get_prospect(prospect_id: UUID, *, access: Access, on: date) -> Prospect:
    """Get a prospect with all that his page shows beside him.

    :raises NotVisible: when there is none that this person may see.
    """
    rows = prospects_visible_to(access, on=on).filter(id=prospect_id)
    prospect = rows.select_related("campaign", "contact__account", "callback_for").first()
    if prospect is None:
        raise NotVisible
    return prospect


def may_import(campaign: Campaign, *, by: Actor, on: date) -> bool:
    """Say whether somebody may bring prospects in for a campaign, as `import_prospects` decides."""
    try:
        check_may_import(by)
        check_open_for(campaign, by=by, on=on)
    except Refusal:
        return False
    return campaign.status != terms.Status.CLOSED


def prospects_of_contact(contact_id: UUID, *, access: Access, on: date) -> QuerySet[Prospect]:
    """List in which campaigns a contact was or is called, the latest first."""
    rows = prospects_visible_to(access, on=on).filter(contact_id=contact_id)
    return rows.select_related("campaign").order_by("-created_at", "-id")


def progress_of(campaign_id: UUID, *, access: Access, at: datetime) -> dict[Status, int]:
    """Count a campaign's prospects by where they stand; every status is there, in its order."""
    stands = Case(
        When(claimed_until__gt=at, then=Value(Status.CLAIMED.value)),
        When(callback_at__isnull=False, then=Value(Status.CALLED_BACK_LATER.value)),
        default="status",
        output_field=CharField(),
    )
    rows = prospects_visible_to(access, on=at.date()).filter(campaign_id=campaign_id)
    counted = rows.annotate(stands=stands).values("stands").annotate(found=Count("id"))
    found = dict(counted.order_by().values_list("stands", "found"))
    return {status: found.get(status.value, 0) for status in Status}


@contextmanager
def locked(prospect_id: UUID, *, organization_id: UUID) -> Iterator[Prospect]:
    """Open a transaction and hold one prospect's row until it ends.

    :raises NotVisible: when the organization has none.
    """
    with transaction.atomic():
        rows = Prospect.objects.of(organization_id).select_related("contact__account", "campaign")
        prospect = rows.select_for_update(of=("self",)).filter(id=prospect_id).first()
        if prospect is None:
            raise NotVisible
        yield prospect


def members_among(
    campaign_id: UUID, contact_ids: Iterable[UUID], *, organization_id: UUID
) -> set[UUID]:
    """Give those of many contacts that are prospects of a campaign already."""
    rows = Prospect.objects.of(organization_id).filter(campaign_id=campaign_id)
    iterator, found = iter(contact_ids), set[UUID]()
    while chunk := list(islice(iterator, CHUNK)):
        found.update(rows.filter(contact_id__in=chunk).values_list("contact_id", flat=True))
    return found


def reach_of(organization_id: UUID, contact_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Give the number to dial, the address and what tells many contacts by name; "" for none."""
    rows = Contact.objects.of(organization_id)
    columns = rows.values_list(
        "id", "phone", "account__phone", "email", "account_id", "first_name", "last_name"
    )
    iterator = iter(contact_ids)
    found: dict[UUID, tuple[str, ...]] = {}
    while chunk := list(islice(iterator, CHUNK)):
        for contact_id, own, company, email, account_id, *names in columns.filter(id__in=chunk):
            found[contact_id] = own or company, email, name_value(account_id, *names)
    return found


def joined(organization_id: UUID) -> Iterator[tuple[UUID, str, datetime]]:
    """Yield every prospect of an organization, with his campaign and since when."""
    rows = Prospect.objects.of(organization_id).order_by("created_at", "id")
    return rows.values_list("contact_id", "campaign__name", "created_at").iterator()


def held_of_contacts(
    organization_id: UUID, contact_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about some contacts."""
    rows = Prospect.objects.of(organization_id).filter(among("contact_id", contact_ids))
    columns = ("status", "attempts", "callback_at", "closed_outcome", "closed_at", "created_at")
    return {"to_call": rows.order_by("id").values(*columns, campaign_name=F("campaign__name"))}


def held_by(person_id: UUID, *, campaign: Campaign, at: datetime) -> QuerySet[Prospect]:
    """List the prospect that a person holds in a campaign: one, or none."""
    rows = Prospect.objects.of(campaign.organization_id).filter(campaign=campaign)
    return rows.filter(claimed_by_id=person_id, claimed_until__gt=at)


def queues(
    person_id: UUID, *, campaign: Campaign, at: datetime, leave: Q | None = None
) -> Collection[QuerySet[Prospect]]:
    """Give whom a person calls next in a campaign, queue after queue.

    His own callbacks that are due; those of anybody, and those that others let wait; then who
    has not been promised anything, by priority, the oldest first. Who is being called for
    another campaign is left out, as is, in the last queue, who waits for its callback.
    :param leave: who is left out of the last queue besides; what was promised is kept.
    """
    rows = Prospect.objects.of(campaign.organization_id)
    free = rows.filter(campaign=campaign, claimed_by=None)
    elsewhere = rows.filter(contact_id=OuterRef("contact_id")).exclude(campaign=campaign)
    claimed = Exists(elsewhere.filter(claimed_by__isnull=False))
    promised = Exists(
        elsewhere.filter(callback_at__isnull=False, campaign__status=terms.Status.RUNNING.value)
    )
    due = free.filter(~claimed, callback_at__lte=at).order_by("callback_at", "id")
    fresh = free.filter(~claimed, ~promised, _fresh(at), ~(leave or NOBODY))
    return (
        due.filter(callback_for_id=person_id),
        due.filter(_anybody(at)),
        fresh.order_by("-priority", "created_at", "id"),
    )


def to_call_now(access: Access, *, at: datetime, leave: Q | None = None) -> Counter[UUID]:
    """Count by campaign whom a person can be given to call now: callbacks due, and who is next.

    :param leave: who is not given, unless he was promised a call.
    """
    rows = prospects_visible_to(access, on=at.date()).order_by()
    free = rows.filter(Q(claimed_by=None) | Q(claimed_until__lte=at))
    own = Q(callback_for_id=access.person_id)
    found = Counter[UUID]()
    fresh = free.filter(_fresh(at), ~(leave or NOBODY))
    for queue in (free.filter(own | _anybody(at), callback_at__lte=at), fresh):
        counted = queue.values_list("campaign_id").annotate(found=Count("id"))
        found.update(dict(counted))
    return found


def _anybody(at: datetime) -> Q:
    """Whose promise anybody keeps: where a lead is behind it, nobody but who found that."""
    waiting = Q(callback_at__lte=at - OVERDUE_AFTER) & ~Q(status=Status.QUALIFIED.value)
    return Q(callback_for=None) | waiting


def _fresh(at: datetime) -> Q:
    """Who has been promised nothing, and may be called again by now."""
    now = Q(next_call_at=None) | Q(next_call_at__lte=at)
    return now & Q(callback_at=None, status=Status.TO_CALL.value)
