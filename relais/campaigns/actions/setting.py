"""Setting campaigns: their terms, target definition, costs, reasons, call centers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relais.campaigns.actions.rates import rate_anew, rate_cost
from relais.campaigns.models import (
    Campaign,
    Cost,
    Engagement,
    Objective,
    Reason,
    TargetDefinition,
)
from relais.campaigns.queries import get_campaign, latest_definition
from relais.campaigns.rules.access import check_may_configure
from relais.campaigns.rules.target_json import as_json, parse_target
from relais.campaigns.rules.terms import (
    FIRST_REASONS,
    CostKind,
    ReasonKind,
    SheetField,
    Spread,
    Status,
    check_cost,
    check_days,
    check_status,
)
from relais.lib.errors import NotVisible
from relais.people.queries import check_ours
from relais.people.rules.access import Actor
from relais.people.rules.working_time import Span

CLOCKS = (
    "review_clock",
    "take_up_clock",
    "outcome_clock",
    "contest_window",
    "judgment_clock",
    "review_notice",
)


Keeper = Callable[[Campaign], None]  # refuses that the currency of a campaign is changed

_keepers: list[Keeper] = []


def keep_currency(keepers: Sequence[Keeper]) -> None:
    """Set who keeps a campaign to its currency; `config.wiring` calls it once."""
    _keepers[:] = keepers


@dataclass(frozen=True)
class Terms:
    """What can be said of a campaign when it is made, or changed later."""

    name: str
    starts_on: date
    owner_id: UUID
    ends_on: date | None = None
    product: str = ""
    brief: str = ""
    relay_required: bool = True
    sheet_required: tuple[SheetField, ...] = (SheetField.NEED, SheetField.CONTEXT)
    currency: str = "EUR"
    spread: Spread = Spread.VALIDATED
    clocks: Mapping[str, str] = field(default_factory=dict)
    cool_off_days: int = 90
    slot_minutes: int = 60
    buffer_minutes: int = 30
    attempt_cap: int = 6
    external_key: str | None = None


def create_campaign(terms: Terms, *, by: Actor, at: datetime) -> Campaign:
    """Create a campaign as a draft; the organization's first one brings the first reasons.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises WrongSpan: for a clock that is not like "4h" or "2d".
    :raises EndsBeforeItBegins: for a last day before the first.
    :raises django.db.IntegrityError: for a name that is taken.
    """
    check_may_configure(by)
    check_ours(by.organization_id, persons=[terms.owner_id])
    check_days(terms.starts_on, terms.ends_on)
    with transaction.atomic():
        lay_first_reasons(by=by)
        return Campaign.objects.create(
            organization_id=by.organization_id,
            status=Status.DRAFT.value,
            created_at=at,
            **_columns(terms),
        )


def change_campaign(campaign_id: UUID, terms: Terms, *, by: Actor) -> Campaign:
    """Change a campaign's terms; clocks that run already keep the deadline they were given.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises WrongSpan: for a clock that is not like "4h" or "2d".
    :raises EndsBeforeItBegins: for a last day before the first.
    :raises Refusal: for another currency, where a room above keeps to the one it has reckoned in.
    """
    check_may_configure(by)
    check_ours(by.organization_id, persons=[terms.owner_id])
    check_days(terms.starts_on, terms.ends_on)
    with transaction.atomic():
        campaign = _locked(campaign_id, by)
        before = campaign.currency
        if terms.currency != before:
            for check in _keepers:
                check(campaign)
        for name, value in _columns(terms).items():
            setattr(campaign, name, value)
        campaign.save()
        if campaign.currency != before:
            rate_anew(campaign.costs.select_related("campaign"))
    return campaign


def set_status(campaign_id: UUID, *, status: Status, by: Actor) -> Campaign:
    """Start, pause, close or reopen a campaign.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises StatusNotReachable: when its life does not know the step, or is there already.
    """
    check_may_configure(by)
    with transaction.atomic():
        campaign = _locked(campaign_id, by)
        check_status(Status(campaign.status), status)
        campaign.status = status.value
        campaign.save(update_fields=["status"])
    return campaign


def publish_definition(
    campaign_id: UUID, *, criteria: Sequence[Mapping[str, Any]], by: Actor, at: datetime
) -> TargetDefinition:
    """Publish a new version of whom the campaign looks for; earlier leads keep theirs.

    What is in force already is not published again.
    :raises NotADirector: for anybody but a director or an administrator.
    :raises WrongTarget: when two criteria have the same code.
    :raises WrongCriterion: for the first that cannot be read, saying which and why.
    """
    check_may_configure(by)
    target = parse_target(list(criteria))
    with transaction.atomic():
        campaign = _locked(campaign_id, by)
        latest = latest_definition(campaign)
        if latest and latest.criteria == as_json(target):
            return latest
        return TargetDefinition.objects.create(
            organization_id=by.organization_id,
            campaign=campaign,
            version=campaign.definitions.count() + 1,
            criteria=as_json(target),
            published_at=at,
            published_by_id=by.person_id,
        )


def set_objective(
    campaign_id: UUID,
    *,
    measure: str,
    target: int,
    since: date,
    until: date | None,
    words: str,
    by: Actor,
) -> Objective:
    """Set what a campaign wants; said twice for the same measure and day, the last counts.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises EndsBeforeItBegins: for a last day before the first.
    """
    check_may_configure(by)
    check_days(since, until)
    with transaction.atomic():
        campaign = _locked(campaign_id, by)
        objective, _ = Objective.objects.update_or_create(
            organization_id=by.organization_id,
            campaign=campaign,
            measure=measure,
            since=since,
            defaults={"target": target, "until": until, "words": words},
        )
    return objective


def remove_objective(objective_id: UUID, *, by: Actor) -> None:
    """Take back an objective that was set by mistake.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises NotVisible: for an objective that the organization does not have, or no longer.
    """
    _remove(Objective, objective_id, by)


def add_cost(
    campaign_id: UUID,
    *,
    kind: CostKind,
    amount: int,
    since: date,
    by: Actor,
    until: date | None = None,
    hours: Decimal | None = None,
    minutes: int | None = None,
    currency: str | None = None,
    call_center_id: UUID | None = None,
) -> Cost:
    """Say what a campaign pays from a day on, in minor units of its currency or of another.

    The rate of that day is kept with it; where none is known, the first that is stored for it.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises HoursNeeded: for a cost by the hour without hours.
    :raises MinutesNeeded: for reps' time without the minutes of a visit.
    :raises EndsBeforeItBegins: for a last day before the first.
    """
    check_may_configure(by)
    check_ours(by.organization_id, call_centers=[call_center_id])
    check_cost(kind, hours=hours, minutes=minutes)
    check_days(since, until)
    campaign = get_campaign(campaign_id, organization_id=by.organization_id)
    cost = Cost(
        organization_id=by.organization_id,
        campaign=campaign,
        call_center_id=call_center_id,
        kind=kind.value,
        amount=amount,
        hours=hours,
        minutes=minutes,
        currency=currency or campaign.currency,
        since=since,
        until=until,
    )
    rate_cost(cost)
    cost.save()
    return cost


def remove_cost(cost_id: UUID, *, by: Actor) -> None:
    """Take back a cost that was written down by mistake.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises NotVisible: for a cost that the organization does not have, or no longer.
    """
    _remove(Cost, cost_id, by)


def engage_call_center(
    campaign_id: UUID, *, call_center_id: UUID, since: date, until: date | None, by: Actor
) -> Engagement:
    """Let a call center work for a campaign between two days; engaged already, dates change.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises EndsBeforeItBegins: for a last day before the first.
    """
    check_may_configure(by)
    check_days(since, until)
    check_ours(by.organization_id, call_centers=[call_center_id])
    with transaction.atomic():
        campaign = _locked(campaign_id, by)
        engagement, _ = Engagement.objects.update_or_create(
            organization_id=by.organization_id,
            campaign=campaign,
            call_center_id=call_center_id,
            since=since,
            defaults={"until": until},
        )
    return engagement


def add_reason(
    kind: ReasonKind,
    *,
    code: str,
    label_en: str,
    label_fr: str,
    campaign_id: UUID | None,
    by: Actor,
) -> Reason:
    """Add a reason to a list: the organization's, or one campaign's own.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises django.db.IntegrityError: for a code that stands on the list.
    """
    check_may_configure(by)
    if campaign_id:
        get_campaign(campaign_id, organization_id=by.organization_id)
    with transaction.atomic():
        return Reason.objects.create(
            organization_id=by.organization_id,
            campaign_id=campaign_id,
            kind=kind.value,
            code=code,
            label_en=label_en,
            label_fr=label_fr,
        )


def retire_reason(reason_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a reason off its list; what was counted under it stays.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises NotVisible: for a reason that the organization does not have.
    """
    check_may_configure(by)
    rows = Reason.objects.of(by.organization_id).filter(id=reason_id)
    if not rows.exists():
        raise NotVisible
    rows.filter(retired_at=None).update(retired_at=at)


def lay_first_reasons(*, by: Actor) -> None:
    """Give an organization without reasons those that everybody starts with."""
    if Reason.objects.of(by.organization_id).filter(Q(campaign=None)).exists():
        return
    Reason.objects.bulk_create(
        Reason(
            organization_id=by.organization_id,
            kind=kind.value,
            code=code,
            label_en=label_en,
            label_fr=label_fr,
            position=position,
        )
        for kind, reasons in FIRST_REASONS.items()
        for position, (code, label_en, label_fr) in enumerate(reasons)
    )


def _columns(terms: Terms) -> dict[str, Any]:
    clocks = {name: str(Span.parse(text)) for name, text in terms.clocks.items() if name in CLOCKS}
    named = {
        name: getattr(terms, name)
        for name in Terms.__dataclass_fields__
        if name not in ("clocks", "sheet_required")
    }
    return {**named, **clocks, "sheet_required": [name.value for name in terms.sheet_required]}


def _locked(campaign_id: UUID, by: Actor) -> Campaign:
    get_campaign(campaign_id, organization_id=by.organization_id)
    return Campaign.objects.select_for_update().get(id=campaign_id)


def _remove(table: type[Objective] | type[Cost], row_id: UUID, by: Actor) -> None:
    check_may_configure(by)
    removed, _ = table.objects.of(by.organization_id).filter(id=row_id).delete()
    if not removed:
        raise NotVisible
