"""What is answered about a lead, and the bodies that several deeds share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import field_validator

from relais.api.fields import In, Out, Words
from relais.leads.queries import DueFor, State
from relais.people.queries import Access, is_inside


class LeadOut(Out):
    """A lead. Times are UTC, amounts in minor units of `currency`, `sequence` is its version."""

    id: UUID
    sequence: int
    state: State
    state_since: datetime | None
    campaign_id: UUID
    account_id: UUID
    contact_id: UUID
    originator_id: UUID | None
    call_center_id: UUID | None
    definition_id: UUID | None
    recovered_from_id: UUID | None
    score: int | None
    unit_id: UUID | None
    relay_id: UUID | None
    rep_id: UUID | None
    opened_at: datetime
    submitted_at: datetime | None
    validated_at: datetime | None
    transmitted_at: datetime | None
    taken_up_at: datetime | None
    approach_at: datetime | None
    contested_at: datetime | None
    closed_at: datetime | None
    won_at: datetime | None
    due_at: datetime | None
    due_for: DueFor | None
    reason_id: UUID | None
    amount: int | None
    margin: int | None
    currency: str
    external_key: str | None


class OutsideLeadOut(LeadOut):
    """A lead as it is told to whom a call center sends: what was signed, not what was earned."""

    @field_validator("margin", mode="before")
    @classmethod
    def _untold(cls, _: int | None) -> None:
        return None


def lead_out(access: Access) -> type[LeadOut]:
    """Give how a lead is told to somebody: margins stay in the house."""
    return LeadOut if is_inside(access) else OutsideLeadOut


class EventOut(Out):
    """Something that happened to a lead; `payload` is described in docs/events.md."""

    sequence: int
    kind: str
    payload: dict[str, Any]
    person_id: UUID | None
    door: str
    occurred_at: datetime
    recorded_at: datetime
    inferred: bool


class MessageOut(Out):
    """A word in a lead's thread; `about` is the sequence of the event that it goes with."""

    id: UUID
    author_id: UUID | None
    text: str
    written_at: datetime
    about: int | None


class SheetOut(Out):
    """What the telemarketer knows."""

    need: str = ""
    context: str = ""
    personality: str = ""
    history: str = ""
    objections: str = ""
    promises: str = ""
    best_hours: str = ""
    answers: dict[str, bool | int] = {}


class ReasonIn(In):
    """A counted reason, and words for people."""

    reason_id: UUID
    words: Words = ""


class WordsIn(In):
    """Words for people."""

    words: Words = ""
