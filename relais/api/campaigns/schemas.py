"""What is said of campaigns, and what is answered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field

from relais.api.fields import (
    Amount,
    Clock,
    Code,
    Count,
    CurrencyCode,
    Day,
    ExternalKey,
    In,
    Line,
    Name,
    Out,
    Short,
    Small,
    Words,
    one_of,
)
from relais.campaigns.queries import LARGEST_FILE, CostKind, ReasonKind, SheetField, Spread, Status

CampaignStatus = Annotated[Status, one_of(Status)]


class CampaignOut(Out):
    """What telemarketers call for; clocks are spans of working time ("4h", "2d")."""

    id: UUID
    name: str
    status: CampaignStatus
    starts_on: date
    ends_on: date | None
    owner_id: UUID
    product: str
    brief: str
    relay_required: bool
    sheet_required: list[SheetField]
    currency: str
    spread: Annotated[Spread, one_of(Spread)]
    review_clock: str
    take_up_clock: str
    outcome_clock: str
    contest_window: str
    judgment_clock: str
    review_notice: str
    cool_off_days: int
    slot_minutes: int
    buffer_minutes: int
    attempt_cap: int
    external_key: str | None


class ClocksIn(In):
    """Spans of working time; those left out keep what they were."""

    review_clock: Clock | None = None
    take_up_clock: Clock | None = None
    outcome_clock: Clock | None = None
    contest_window: Clock | None = None
    judgment_clock: Clock | None = None
    review_notice: Clock | None = None


class TermsIn(In):
    """A campaign's terms."""

    name: Name
    starts_on: Day
    owner_id: UUID
    ends_on: Day | None = None
    product: Short = ""
    brief: Words = ""
    relay_required: bool = True
    sheet_required: Annotated[list[SheetField], Field(max_length=len(SheetField))] = [
        SheetField.NEED,
        SheetField.CONTEXT,
    ]
    currency: CurrencyCode = "EUR"
    spread: Annotated[Spread, one_of(Spread)] = Spread.VALIDATED
    clocks: ClocksIn = ClocksIn()
    cool_off_days: Small = 90
    slot_minutes: Annotated[int, Field(ge=5, le=24 * 60)] = 60
    buffer_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 30
    attempt_cap: Annotated[int, Field(ge=1, le=1_000)] = 6
    external_key: ExternalKey | None = None


class StatusIn(In):
    """What the campaign becomes."""

    status: CampaignStatus


class DefinitionOut(Out):
    """One version of whom a campaign looks for."""

    id: UUID
    campaign_id: UUID
    version: int
    criteria: list[dict[str, Any]]
    published_at: datetime
    published_by_id: UUID | None


class DefinitionIn(In):
    """The criteria of a new version, each with its kind and a code of its own."""

    criteria: Annotated[list[dict[str, Any]], Field(max_length=100)]


class ObjectiveOut(Out):
    """What a campaign wants."""

    id: UUID
    campaign_id: UUID
    measure: str
    target: int
    since: date
    until: date | None
    words: str


class ObjectiveIn(In):
    """What a campaign wants; said again for the same measure and day, the last counts."""

    measure: Code
    target: Count
    since: Day
    until: Day | None = None
    words: Line = ""


class CostOut(Out):
    """What a campaign pays, in minor units."""

    id: UUID
    campaign_id: UUID
    call_center_id: UUID | None
    kind: CostKind
    amount: int
    hours: Decimal | None
    minutes: int | None
    currency: str
    rate: Decimal | None
    rate_on: date | None
    since: date
    until: date | None


class CostIn(In):
    """What a campaign pays from a day on, in minor units of its currency or the one told.

    `minutes` are those of a visit, and needed for `rep_time`.
    """

    kind: CostKind
    amount: Amount
    since: Day
    until: Day | None = None
    hours: Annotated[Decimal, Field(ge=0, le=10_000_000, decimal_places=2)] | None = None
    minutes: Annotated[int, Field(ge=1, le=1_440)] | None = None
    currency: CurrencyCode | None = None
    call_center_id: UUID | None = None


class ExchangeRateOut(Out):
    """How much of a currency one euro was on a day."""

    day: date
    currency: str
    per_euro: Decimal


class RatesIn(In):
    """A file of the European Central Bank, eurofxref in XML or CSV, as it is."""

    file: Annotated[str, Field(min_length=1, max_length=LARGEST_FILE)]


class StoredOut(Out):
    """How many rates are new."""

    stored: int


class EngagementOut(Out):
    """Which call center works for a campaign, and when."""

    id: UUID
    campaign_id: UUID
    call_center_id: UUID
    since: date
    until: date | None


class EngagementIn(In):
    """Which call center, from when to when."""

    call_center_id: UUID
    since: Day
    until: Day | None = None


class ReasonOut(Out):
    """An administered reason."""

    id: UUID
    campaign_id: UUID | None
    kind: ReasonKind
    code: str
    label_en: str
    label_fr: str


class NewReasonIn(In):
    """A reason to add: to the organization's list, or to one campaign's."""

    kind: ReasonKind
    code: Code
    label_en: Name
    label_fr: Name
    campaign_id: UUID | None = None
