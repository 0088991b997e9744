"""What a mapping file says: which column of which file is what (docs/mappings/README.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class WrongMapping(Refusal):
    """A mapping that cannot be followed; `key` names the line to mend."""

    code = "wrong_mapping"
    message = gettext_noop("The mapping is wrong at “%(key)s”: %(problem)s.")


class Creates(StrEnum):
    """What an import may add where it is missing; what is not listed must be there already."""

    ORGANIZATION = "organization"
    CAMPAIGN = "campaign"
    PERSONS = "persons"
    ACCOUNTS = "accounts"


class Told(StrEnum):
    """What a row can tell of a lead's life, in the words of a mapping."""

    SUBMITTED = "submitted"
    VALIDATED = "validated"
    REFUSED = "refused"
    DROPPED = "dropped"
    ASSIGNED = "assigned"
    TAKEN_UP = "taken_up"
    APPROACH_STARTED = "approach_started"
    WON = "won"
    LOST = "lost"
    APPOINTMENT = "appointment"
    NOTHING = ""


class Orphans(StrEnum):
    """What becomes of a row whose lead is in no file."""

    REJECT = "reject"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands and how it is read: a column, or a text with columns in braces."""

    key: str
    file: str
    column: str = ""
    text: str = ""
    values: Mapping[str, str] | None = None
    otherwise: str | None = None
    formats: tuple[str, ...] = ()
    decimal: str = "."


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One table of the import: a CSV file or a sheet. All but the first belong to its rows."""

    name: str
    match: str
    sheet: str
    lead: str
    orphans: Orphans


@dataclass(frozen=True, slots=True)
class OrganizationSpec:
    """The organization to import into."""

    slug: str
    name: str
    country: str
    language: str
    currency: str


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """The campaign that takes the leads; `owner` is the director who answers for it."""

    name: str
    starts_on: date
    ends_on: date | None
    currency: str
    owner: str


@dataclass(frozen=True, slots=True)
class PersonsSpec:
    """Who a person is: his external key, and where his name stands.

    Without a file the cells of other files hold the key itself; with one they hold what stands
    in its column `known_by`.
    """

    file: str
    key: str
    known_by: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class LeadSpec:
    """The row that opens a lead."""

    key: Cell
    opened_at: Cell
    telemarketer: Cell | None


@dataclass(frozen=True, slots=True)
class StepSpec:
    """Something that a row of `file` tells. Without `at` it has no date, and is inferred."""

    file: str
    event: Cell
    at: Cell | None
    rep: Cell | None
    reason: Cell | None
    amount: Cell | None
    starts_at: Cell | None
    outcome: Cell | None
    minutes: int
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A whole mapping, read and checked."""

    name: str
    zone: ZoneInfo
    creates: frozenset[Creates]
    ignore: tuple[str, ...]
    organization: OrganizationSpec | None
    campaign: CampaignSpec
    files: tuple[FileSpec, ...]
    persons: PersonsSpec
    lead: LeadSpec
    account: Mapping[str, Cell]
    contact: Mapping[str, Cell]
    steps: tuple[StepSpec, ...] = field(default=())

    @property
    def first(self) -> FileSpec:
        """Give the file of which each row opens a lead."""
        return self.files[0]

    @property
    def joined(self) -> tuple[FileSpec, ...]:
        """Give the files whose rows add to a lead."""
        return tuple(file for file in self.files[1:] if file.lead)
