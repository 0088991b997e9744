"""The fixed words that events use (pure)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class State(StrEnum):
    """Where a lead is in its life."""

    NEW = "new"
    QUALIFYING = "qualifying"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REFUSED = "refused"
    VALIDATED = "validated"
    TRANSMITTED = "transmitted"
    TAKEN_UP = "taken_up"
    IN_APPROACH = "in_approach"
    CONTESTED_NEW = "contested_new"
    CONTESTED_TAKEN = "contested_taken"
    CONTESTED_APPROACH = "contested_approach"
    WON = "won"
    LOST = "lost"
    RECOVERED = "recovered"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


class DueFor(StrEnum):
    """Which clock runs on a lead."""

    REVIEW = "review"
    TAKE_UP = "take_up"
    JUDGMENT = "judgment"


class AssignmentReason(StrEnum):
    """Why this rep."""

    OWNER = "owner"
    ACCOUNT_PAIR = "account_pair"
    PROMISED = "promised"
    RULE = "rule"
    SHARE = "share"
    MANAGER = "manager"
    IMPORTED = "imported"


class ReleaseReason(StrEnum):
    """Why a lead went back to be routed again."""

    ABSENCE = "absence"
    LEAVER = "leaver"
    MANAGER = "manager"


class Approach(StrEnum):
    """With what an approach started."""

    CALL = "call"
    MAIL = "mail"
    PROPOSAL = "proposal"
    APPOINTMENT = "appointment"


class Evidence(StrEnum):
    """What a dispute rests on."""

    SHEET = "sheet"
    RECORDING = "recording"
    DEFINITION = "definition"
    PROSPECT = "prospect"
    DIARY = "diary"


class WithdrawalCause(StrEnum):
    """Why a lead may no longer be worked."""

    OBJECTION = "objection"
    ERASURE = "erasure"


class Outcome(StrEnum):
    """What became of an appointment."""

    HELD = "held"
    REP_ABSENT = "rep_absent"
    REP_CANCELLED = "rep_cancelled"
    PROSPECT_ABSENT = "prospect_absent"
    PROSPECT_CANCELLED = "prospect_cancelled"


class CancelCause(StrEnum):
    """Why a booked appointment was taken out of the diary."""

    PROSPECT = "prospect"
    TELEMARKETER = "telemarketer"
    REASSIGNED = "reassigned"


class Mode(StrEnum):
    """How the two meet."""

    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True)
class Event:
    """Something that happened to a lead."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
