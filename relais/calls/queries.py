"""Every read of calls and callbacks."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from relais.accounts.models import Contact
from relais.accounts.queries import moment_of, zone_of_contact
from relais.calls.models import Call, Callback
from relais.calls.rules import (
    ALLOWED,
    CallbackWhy,
    CallEnd,
    CallOutcome,
    PromisedByAnother,
    check_keeps,
)
from relais.database.among import among
from relais.people.rules.access import Access, Actor, Role
from relais.privacy.queries import check_may_call, objected_among
from relais.privacy.rules import name_value
from relais.prospecting.queries import get_prospect, prospects_visible_to
from relais.prospecting.rules import OVERDUE_AFTER, NoNumber, Promise

__all__ = [
    "ALLOWED",
    "Call",
    "CallEnd",
    "CallOutcome",
    "Callback",
    "CallbackWhy",
    "both_clocks",
    "callbacks_due",
    "callbacks_since",
    "callbacks_visible_to",
    "calls_of_contact",
    "calls_of_lead",
    "calls_of_person",
    "calls_of_prospect",
    "calls_visible_to",
    "first_promised",
    "held_of_contacts",
    "held_of_person",
    "kept_by",
    "may_keep",
    "moment_of",
    "number_to_dial",
    "outcomes_of",
    "promise_of",
    "prospect_acts",
    "still_wanted",
    "zone_of_contact",
]


def calls_visible_to(access: Access, *, on: date) -> QuerySet[Call]:
    """List the calls that a person may see: those to the prospects that he may see."""
    prospects = prospects_visible_to(access, on=on)
    return Call.objects.of(access.organization_id).filter(prospect__in=prospects)


def callbacks_visible_to(access: Access, *, on: date) -> QuerySet[Callback]:
    """List the callbacks that a person may see: those to the prospects that he may see."""
    prospects = prospects_visible_to(access, on=on)
    return Callback.objects.of(access.organization_id).filter(prospect__in=prospects)


def calls_of_prospect(prospect_id: UUID, *, access: Access, on: date) -> QuerySet[Call]:
    """List the calls to a prospect, the latest first."""
    return _shown(calls_visible_to(access, on=on).filter(prospect_id=prospect_id))


def calls_of_contact(contact_id: UUID, *, access: Access, on: date) -> QuerySet[Call]:
    """List the calls to a contact in all campaigns that a person may see, the latest first."""
    return _shown(calls_visible_to(access, on=on).filter(contact_id=contact_id))


def calls_of_person(person_id: UUID, *, access: Access, on: date) -> QuerySet[Call]:
    """List the calls that somebody made, the latest first."""
    return _shown(calls_visible_to(access, on=on).filter(person_id=person_id))


def calls_of_lead(lead_id: UUID, *, organization_id: UUID) -> QuerySet[Call]:
    """List the calls about a lead, for who may see the lead itself."""
    return _shown(Call.objects.of(organization_id).filter(lead_id=lead_id))


def callbacks_due(access: Access, *, at: datetime) -> QuerySet[Callback]:
    """List whom a person should call back now, the longest due first.

    A telemarketer sees his own, those of anybody, and those that others let wait, unless a lead is
    behind them: who found it books anew, or his supervisor. Who has objected since he was promised
    a call is left in peace.
    """
    rows = callbacks_visible_to(access, on=at.date()).filter(done_at=None, due_at__lte=at)
    if not access.has(Role.SUPERVISOR, Role.DIRECTOR):
        own = Q(for_person_id=access.person_id) | Q(for_person=None)
        rows = rows.filter(own | Q(due_at__lte=at - OVERDUE_AFTER, lead_id=None))
    wanted = still_wanted(rows, organization_id=access.organization_id)
    beside = wanted.select_related("contact__account", "campaign", "for_person")
    return beside.order_by("due_at", "id")


def may_keep(callback: Callback, *, by: Actor) -> bool:
    """Say whether somebody may keep a promise, so that a page offers only what is possible."""
    try:
        check_keeps(callback.for_person_id, lead_id=callback.lead_id, by=by)
    except PromisedByAnother:
        return False
    return True


def kept_by(by: Actor) -> Q:
    """Say which promises somebody keeps by a call, as `check_keeps` decides."""
    if by.is_system or by.has(Role.SUPERVISOR):
        return Q()
    return Q(lead_id=None) | Q(for_person=None) | Q(for_person_id=by.person_id)


def callbacks_since(
    access: Access, *, since: datetime, at: datetime, on: date
) -> QuerySet[Callback]:
    """List the callbacks of a person, or of anybody, that fell due in a stretch of time.

    Who leads sees those of all.

    :param on: the day of `at`, on which call centers are engaged.
    """
    rows = callbacks_visible_to(access, on=on).filter(done_at=None)
    if not access.has(Role.SUPERVISOR, Role.DIRECTOR):
        rows = rows.filter(Q(for_person_id=access.person_id) | Q(for_person=None))
    return rows.filter(due_at__gt=since, due_at__lte=at).order_by("due_at", "id")


def still_wanted(callbacks: QuerySet[Callback], *, organization_id: UUID) -> QuerySet[Callback]:
    """Leave out the callbacks to who has objected, in whatever campaign and by whatever way.

    An objection is kept as a fingerprint of what would be dialled or written to: it is held
    against each contact as `check_may_call` does.
    """
    columns = (
        "contact_id", "contact__phone", "contact__account__phone", "contact__email",
        "contact__account_id", "contact__first_name", "contact__last_name",
    )  # fmt: skip
    reach: dict[UUID, set[str]] = {}

    def known() -> Iterator[str]:
        rows = callbacks.order_by().values_list(*columns)
        for contact_id, own, company, email, account_id, *names in rows:
            reach[contact_id] = {own or company, email, name_value(account_id, *names)}
            yield from reach[contact_id]

    objected = objected_among(organization_id, known())  # where nobody has, it reads none of them
    closed = [contact_id for contact_id, one in reach.items() if not objected.isdisjoint(one)]
    return callbacks.exclude(contact_id__in=closed) if closed else callbacks


def outcomes_of(
    campaign_id: UUID, *, access: Access, since: datetime, until: datetime
) -> dict[CallOutcome, int]:
    """Count what a campaign's calls of a stretch of time achieved; every outcome is there."""
    rows = calls_visible_to(access, on=until.date()).filter(
        campaign_id=campaign_id, started_at__gte=since, started_at__lt=until
    )
    counted = rows.values("outcome").annotate(found=Count("id")).order_by()
    found = Counter(dict(counted.values_list("outcome", "found")))
    return {outcome: found[outcome.value] for outcome in CallOutcome}


def number_to_dial(prospect_id: UUID, *, access: Access, at: datetime) -> str:
    """Give the number of a prospect to who is about to dial it.

    :raises NotVisible: for a prospect that this person may not see.
    :raises Objected: when he does not want to be called.
    :raises NoNumber: when there is none.
    """
    contact = get_prospect(prospect_id, access=access, on=at.date()).contact
    check_may_call(contact, at=at)
    if not contact.number:
        raise NoNumber
    return contact.number


def both_clocks(
    moment: datetime, *, contact: Contact, own_zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """Give a moment as the prospect's clock shows it, and as the caller's own does."""
    return moment.astimezone(zone_of_contact(contact)), moment.astimezone(own_zone)


def promise_of(prospect_id: UUID, *, organization_id: UUID) -> Promise | None:
    """Give the first promise to a prospect that is not kept yet."""
    first = first_promised(prospect_id, organization_id=organization_id)
    return Promise(first.due_at, first.for_person_id) if first else None


def first_promised(prospect_id: UUID, *, organization_id: UUID) -> Callback | None:
    """Give the callback of the first promise to a prospect that is not kept yet."""
    rows = Callback.objects.of(organization_id).filter(prospect_id=prospect_id, done_at=None)
    return rows.order_by("due_at", "id").first()


def held_of_contacts(
    organization_id: UUID, contact_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about some contacts: the calls, and the promises to call back."""
    calls = Call.objects.of(organization_id).filter(among("contact_id", contact_ids))
    promised = Callback.objects.of(organization_id).filter(among("contact_id", contact_ids))
    return {"calls": _calls(calls, "note"), "callbacks": _callbacks(promised)}


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody who telephones."""
    calls = Call.objects.of(organization_id).filter(person_id=person_id)
    promised = Callback.objects.of(organization_id).filter(for_person_id=person_id)
    return {"calls": _calls(calls, "lead_id", "note"), "callbacks": _callbacks(promised)}


def prospect_acts(organization_id: UUID) -> Iterator[tuple[UUID, datetime]]:
    """Yield when contacts acted themselves: they asked to be called back. Our own calls do not."""
    asked = Callback.objects.of(organization_id).filter(why=CallbackWhy.ASKED.value)
    yield from asked.values_list("contact_id", "asked_at").iterator()


def _calls(rows: QuerySet[Any, Any], *more: str) -> QuerySet[Any, Any]:
    columns = ("started_at", "ended_at", "end", "outcome", "callback_at", *more)
    return rows.order_by("started_at", "id").values(*columns, campaign_name=F("campaign__name"))


def _callbacks(rows: QuerySet[Callback]) -> QuerySet[Any, Any]:
    return rows.order_by("due_at", "id").values("due_at", "why", "asked_at", "done_at")


def _shown(calls: QuerySet[Call]) -> QuerySet[Call]:
    return calls.select_related("campaign", "person").order_by("-started_at", "-id")
