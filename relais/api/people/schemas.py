"""What is said of people and of the organization, and what is answered."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field

from relais.api.fields import (
    NO_NUL,
    Country,
    Day,
    Email,
    ExternalKey,
    In,
    Language,
    Line,
    Moment,
    Name,
    Out,
    Short,
    Small,
    Tag,
    Zone,
)
from relais.people.queries import Role

Local = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Scopes = Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=40)]


class PersonOut(Out):
    """Somebody who works here; a leaver stays, with the day he left."""

    id: UUID
    first_name: str
    last_name: str
    email: str
    phone: str
    language: str
    country: str
    subdivision: str
    timezone: str
    joined_on: date | None
    left_on: date | None
    external_key: str | None


class PersonIn(In):
    """Somebody to add."""

    last_name: Name
    first_name: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    email: Email | Literal[""] = ""
    language: Language = "fr"
    country: Country = "FR"
    subdivision: Tag = ""
    timezone: Zone = "Europe/Paris"
    joined_on: Day | None = None
    external_key: ExternalKey | None = None


class StaffRowIn(In):
    """Somebody to bring in: role, unit and call center by their names; the rest as the house."""

    last_name: Name
    first_name: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    email: Email | Literal[""] = ""
    phone: Short = ""
    role: Short = ""
    unit: Line = ""
    call_center: Line = ""
    language: Language | Literal[""] = ""
    country: Country | Literal[""] = ""
    timezone: Zone | Literal[""] = ""


class StaffIn(In):
    """Who works here: 1,000 at most at a time."""

    persons: Annotated[list[StaffRowIn], Field(min_length=1, max_length=1_000)]


class UnitRowIn(In):
    """A unit to bring in, below the one that it names, which may stand before it."""

    name: Line
    kind: Short = ""
    above: Line = ""
    country: Country | Literal[""] = ""
    timezone: Zone | Literal[""] = ""


class UnitsIn(In):
    """The units of the house: 1,000 at most at a time."""

    units: Annotated[list[UnitRowIn], Field(min_length=1, max_length=1_000)]


class InvitedIn(In):
    """Whom to send a link to."""

    person_ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)]


class DetailsIn(In):
    """The details of a person, all of them: what is left out is emptied."""

    last_name: Name
    first_name: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    email: Email | Literal[""] = ""
    phone: Short = ""
    country: Country
    subdivision: Tag = ""
    timezone: Zone
    joined_on: Day | None = None


class RoleOut(Out):
    """A role that a person holds, between two days; for a rep, his part and his limit."""

    id: UUID
    person_id: UUID
    role: Role
    unit_id: UUID | None
    call_center_id: UUID | None
    since: date
    until: date | None
    weight: int
    capacity: int | None


class RoleIn(In):
    """A role to give, in a unit or a call center."""

    role: Role
    since: Day
    unit_id: UUID | None = None
    call_center_id: UUID | None = None
    weight: Small | None = None
    capacity: Small | None = None


class ShareIn(In):
    """A rep's part in the rotation, and how many open leads he has at most; null: any number."""

    weight: Small
    capacity: Small | None


class DayIn(In):
    """On which day."""

    on: Day


class LoginIn(In):
    """The address with which a person signs in; he chooses his password himself."""

    email: Email


class LanguageIn(In):
    """The language of screens and mails."""

    language: Language


class AbsenceOut(Out):
    """A time in which a person takes no lead and no appointment."""

    id: UUID
    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    cancelled_at: datetime | None


class AbsenceIn(In):
    """From when to when."""

    starts_at: Moment
    ends_at: Moment


class TokenOut(Out):
    """A key. Its secret is told once, to who made it."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class NewTokenOut(Out):
    """The secret of a new key; null when the same request comes again."""

    secret: str | None


class TokenIn(In):
    """What the key is for, what it may do, and until when."""

    name: Annotated[str, Field(min_length=1, max_length=120, pattern=NO_NUL)]
    scopes: Scopes
    expires_at: Moment | None = None


class UnitOut(Out):
    """A node of the sales force; `path` is made of the ids above it."""

    id: UUID
    name: str
    kind: str
    parent_id: UUID | None
    path: str
    country: str
    subdivision: str
    timezone: str
    external_key: str | None


class UnitIn(In):
    """A unit to add below another; what is left out is as in the unit above."""

    name: Line
    kind: Literal["country", "region", "agency"]
    parent_id: UUID
    country: Country | None = None
    subdivision: Tag | None = None
    timezone: Zone | None = None
    external_key: ExternalKey | None = None


class UnitDetailsIn(In):
    """All that is said of a unit; null above for the first one alone."""

    name: Line
    kind: Literal["country", "region", "agency"]
    parent_id: UUID | None
    country: Country
    subdivision: Tag = ""
    timezone: Zone


class CenterNameIn(In):
    """What a call center is called."""

    name: Line


class CallCenterOut(Out):
    """Where telemarketers work."""

    id: UUID
    name: str
    kind: str
    mandate_since: date | None
    mandate_until: date | None


class MandateIn(In):
    """Between which days a call center works for the organization."""

    mandate_since: Day | None = None
    mandate_until: Day | None = None


class CallCenterIn(MandateIn):
    """A call center to add; an outsourced one works between the dates of its mandate."""

    name: Line
    kind: Literal["in_house", "outsourced"]


class HoursOut(Out):
    """A stretch of a working week in local time; Monday is 0."""

    person_id: UUID | None
    country: str
    weekday: int
    starts: time
    ends: time


class HoursIn(In):
    """A stretch of a working week in local time; Monday is 0."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    starts: Local
    ends: Local


class WeekIn(In):
    """The whole week."""

    hours: Annotated[list[HoursIn], Field(max_length=50)]


class ClosingDayOut(Out):
    """A day on which the organization does not work in a country."""

    id: UUID
    country: str
    day: date
    name: str


class ClosingDayIn(In):
    """A day on which the organization does not work in a country."""

    country: Country
    day: Day
    name: Annotated[str, Field(max_length=120, pattern=NO_NUL)] = ""


class ChecklistIn(In):
    """What the law asks before individual figures may be shown."""

    works_council_on: Day
    notice: Annotated[str, Field(min_length=1, max_length=80, pattern=NO_NUL)]
    impact_assessment: Annotated[str, Field(min_length=1, max_length=80, pattern=NO_NUL)]


class OrganizationOut(Out):
    """The organization itself."""

    id: UUID
    name: str
    slug: str
    country: str
    timezone: str
    language: str
    currency: str
    works_council_on: date | None
    privacy_notice: str
    impact_assessment: str
