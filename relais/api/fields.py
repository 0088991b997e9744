"""The types of requests and answers: every number and text has its bounds, every time its zone."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from ninja import Path
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema

T = TypeVar("T")

LARGEST = 2**53 - 1  # what every JSON reader holds without loss
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no NUL in a text


def _in_our_time(moment: datetime) -> datetime:
    if not FIRST_DAY.year <= moment.year <= LAST_DAY.year:
        raise ValueError(f"between {FIRST_DAY.year} and {LAST_DAY.year}")
    return moment.astimezone(UTC)


Words = Annotated[str, Field(max_length=20_000, pattern=NO_NUL)]
Line = Annotated[str, Field(max_length=400, pattern=NO_NUL)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Short = Annotated[str, Field(max_length=60, pattern=NO_NUL)]
Tag = Annotated[str, Field(max_length=10, pattern=r"^[A-Za-z0-9.-]*$")]
ExternalKey = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]+$")]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Zone = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")]
Month = Annotated[str, Path(pattern=r"^(19[789][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])$")]
Language = Annotated[str, Field(pattern=r"^(fr|en)$")]
Clock = Annotated[str, Field(pattern=r"^([0-9]{1,3}d|[0-9]{1,3}h([0-9]{1,2}m)?|[0-9]{1,4}m)$")]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")]
Amount = Annotated[int, Field(ge=0, le=LARGEST)]
Signed = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Small = Annotated[int, Field(ge=0, le=2**15 - 1)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=5_000)]


def one_of(words: type[StrEnum]) -> WithJsonSchema:
    """Describe a list of words where it is used: three rooms have a `Status` of their own."""
    return WithJsonSchema({"type": "string", "enum": [word.value for word in words]})


class In(BaseModel):
    """A request's body: a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer, read from a row or from a dictionary of its columns."""

    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel, Generic[T]):
    """A page of a list; `next` is the cursor of the page after, null on the last one."""

    items: list[T]
    next: str | None


class Listing(BaseModel):
    """Which page is asked for: `cursor` comes from the page before."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=600)] = ""
