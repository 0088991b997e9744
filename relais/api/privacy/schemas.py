"""What is said of privacy, and what is answered."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field

from relais.api.fields import NO_NUL, Day, Email, In, Line, Name, Out, Short
from relais.privacy.queries import (
    CertificateKind,
    Channel,
    DisclosureKind,
    RequestKind,
    RequestState,
)

Reason = Annotated[str, Field(min_length=1, max_length=2_000, pattern=NO_NUL)]
Text = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Contacts = Annotated[list[UUID], Field(max_length=50)]


class RequestOut(Out):
    """What somebody asks about his data, and until when to answer."""

    id: UUID
    kind: RequestKind
    state: RequestState
    who: str
    reach: str
    person_id: UUID | None
    channel: Channel
    received_on: date
    due_on: date
    extended_at: datetime | None
    extended_for: str
    closed_at: datetime | None
    refused_for: str


class RequestIn(In):
    """What somebody asks, how it came and when, and who of the files or of the house he is."""

    kind: RequestKind
    who: Name
    reach: Line = ""
    channel: Channel
    received_on: Day
    contact_ids: Contacts = []
    person_id: UUID | None = None


class SubjectsIn(In):
    """Who of the files the person who asks is."""

    contact_ids: Annotated[list[UUID], Field(min_length=1, max_length=50)]


class PrivacyReasonIn(In):
    """Why, in words that the person is told."""

    words: Reason


class CorrectionIn(In):
    """What is held of a contact, all of it: what is left out is emptied."""

    contact_id: UUID
    last_name: Name
    first_name: Text = ""
    function: Text = ""
    email: Email | Annotated[str, Field(max_length=0)] = ""
    phone: Short = ""


class FoundOut(Out):
    """A contact who somebody may be."""

    id: UUID
    first_name: str
    last_name: str
    email: str
    phone: str
    company: str


class HeldOut(Out):
    """How much is held of a contact, by place."""

    contact_id: UUID
    places: dict[str, int]


class FileOut(Out):
    """All that is held about somebody, room by room."""

    made_at: datetime
    about: str
    held: dict[str, dict[str, list[dict[str, Any]]]]


class HoldOut(Out):
    """A reason for which a contact may not be erased."""

    id: UUID
    contact_id: UUID
    reason: str
    held_at: datetime
    lifted_at: datetime | None


class GroupOut(Out):
    """How many persons, under the campaign that came last, by the year of their last act."""

    campaign: str
    year: int
    persons: int


class CertificateOut(Out):
    """What was erased, in counts; no personal data."""

    id: UUID
    kind: CertificateKind
    request_id: UUID | None
    counts: dict[str, int]
    groups: list[GroupOut]
    kept: dict[str, int]
    issued_at: datetime
    issued_by_id: UUID | None


class DueOut(Out):
    """Whose time is over, and how many are kept nevertheless and why.

    `coaching` counts the observations and plans that are kept in detail for more than a year,
    `challenges` those that have told of single persons for a year since their end.
    """

    persons: int
    groups: list[GroupOut]
    kept: dict[str, int]
    coaching: int
    challenges: int


class DisclosureOut(Out):
    """Somebody was handed data of persons, or read figures of single ones."""

    id: UUID
    kind: DisclosureKind
    person_id: UUID | None
    request_id: UUID | None
    what: str
    door: str
    at: datetime


class MandateRecordIn(In):
    """What is written of a mandate, all of it: what is left out is emptied."""

    instructions_on: Day | None = None
    sub_processors: Line = ""
    sub_processors_on: Day | None = None
    countries: Line = ""
    countries_on: Day | None = None
    returned_on: Day | None = None
    erased_on: Day | None = None
    certificate: Annotated[str, Field(max_length=120, pattern=NO_NUL)] = ""


class MandateRecordOut(Out):
    """What is written of the mandate of an outsourced call center."""

    call_center_id: UUID
    instructions_on: date | None
    sub_processors: str
    sub_processors_on: date | None
    countries: str
    countries_on: date | None
    returned_on: date | None
    erased_on: date | None
    certificate: str


class MandateOut(Out):
    """An outsourced call center, what is written of its mandate, and what that lacks."""

    call_center_id: UUID
    name: str
    mandate_since: date | None
    mandate_until: date | None
    record: MandateRecordOut | None
    lacks: list[str]
