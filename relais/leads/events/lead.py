"""What can happen to a lead itself (pure)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from relais.campaigns.rules.terms import SheetField
from relais.leads.events.terms import (
    Approach,
    AssignmentReason,
    Event,
    Evidence,
    ReleaseReason,
    WithdrawalCause,
)
from relais.lib.money import Currency


@dataclass(frozen=True)
class LeadOpened(Event):
    """A call, or a file, opened a cycle of this contact in this campaign."""

    kind = "lead.opened"
    campaign_id: UUID
    account_id: UUID
    contact_id: UUID
    originator_id: UUID | None = None
    call_center_id: UUID | None = None
    definition_id: UUID | None = None
    recovered_from_id: UUID | None = None
    call_id: UUID | None = None


@dataclass(frozen=True)
class LeadSubmitted(Event):
    """The telemarketer asks the relay for his review, due at `due_at`."""

    kind = "lead.submitted"
    unit_id: UUID | None = None
    definition_id: UUID | None = None
    score: int | None = None
    sheet: tuple[SheetField, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadDropped(Event):
    """The telemarketer gave the lead up before a review."""

    kind = "lead.dropped"
    reason_id: UUID | None = None


@dataclass(frozen=True)
class LeadReturned(Event):
    """The relay sent the lead back, saying what is missing."""

    kind = "lead.returned"
    reason_id: UUID | None = None
    missing: tuple[SheetField, ...] = ()


@dataclass(frozen=True)
class LeadRefused(Event):
    """The relay set the lead aside, with a counted reason."""

    kind = "lead.refused"
    reason_id: UUID | None = None


@dataclass(frozen=True)
class LeadValidated(Event):
    """The relay validated the lead, under his name; without a relay, the campaign's owner's."""

    kind = "lead.validated"
    relay_id: UUID | None = None
    definition_id: UUID | None = None
    relay_skipped: bool = False


@dataclass(frozen=True)
class LeadReviewReopened(Event):
    """A refused lead is to be reviewed once more, by `due_at`."""

    kind = "lead.review_reopened"
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadAssigned(Event):
    """Routing gave the lead to a rep, who sees it from now on; `facts` are the figures behind."""

    kind = "lead.assigned"
    rep_id: UUID
    reason: AssignmentReason
    unit_id: UUID | None = None
    rule_id: UUID | None = None
    facts: dict[str, int] | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadReassigned(Event):
    """A person gave the lead to another rep."""

    kind = "lead.reassigned"
    rep_id: UUID
    reason: AssignmentReason
    unit_id: UUID | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadReleased(Event):
    """The rep can no longer take the lead: it is routed again."""

    kind = "lead.released"
    reason: ReleaseReason


@dataclass(frozen=True)
class LeadTakeUpExpired(Event):
    """The rep let his turn lapse."""

    kind = "lead.take_up_expired"
    rep_id: UUID


@dataclass(frozen=True)
class LeadTakenUp(Event):
    """The rep took the lead up: his own act, once, timed."""

    kind = "lead.taken_up"
    rep_id: UUID


@dataclass(frozen=True)
class LeadTakeUpUndone(Event):
    """The rep took his take-up back."""

    kind = "lead.take_up_undone"
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadApproachStarted(Event):
    """The rep's first commercial act towards the prospect."""

    kind = "lead.approach_started"
    means: Approach


@dataclass(frozen=True)
class LeadApproachUndone(Event):
    """The approach was logged by mistake."""

    kind = "lead.approach_undone"


@dataclass(frozen=True)
class LeadWon(Event):
    """Signed, for so much (minor units) and, where known, such a margin."""

    kind = "lead.won"
    amount: int | None = None
    margin: int | None = None
    currency: Currency | None = None
    signed_on: date | None = None


@dataclass(frozen=True)
class LeadWinCancelled(Event):
    """The signature did not stand."""

    kind = "lead.win_cancelled"


@dataclass(frozen=True)
class LeadLost(Event):
    """Not signed, with a counted reason."""

    kind = "lead.lost"
    reason_id: UUID | None = None


@dataclass(frozen=True)
class LeadReopened(Event):
    """A lost lead lives again."""

    kind = "lead.reopened"


@dataclass(frozen=True)
class LeadContested(Event):
    """The rep contests the lead, with a counted reason and what it rests on."""

    kind = "lead.contested"
    rep_id: UUID
    reason_id: UUID
    evidence: tuple[Evidence, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadContestDismissed(Event):
    """The judge says that the lead stands; its clock runs again until `due_at`."""

    kind = "lead.contest_dismissed"
    due_at: datetime | None = None


@dataclass(frozen=True)
class LeadContestUpheld(Event):
    """The judge says that the lead should not have been transmitted."""

    kind = "lead.contest_upheld"
    reason_id: UUID | None = None


@dataclass(frozen=True)
class LeadContestSentBack(Event):
    """The judge sends the lead back to be completed."""

    kind = "lead.contest_sent_back"


@dataclass(frozen=True)
class LeadContestRerouted(Event):
    """The judge says that the lead is good, but for somebody else."""

    kind = "lead.contest_rerouted"


@dataclass(frozen=True)
class LeadRecovered(Event):
    """This cycle ends; `new_lead_id` goes on in a later campaign."""

    kind = "lead.recovered"
    new_lead_id: UUID
    campaign_id: UUID


@dataclass(frozen=True)
class LeadWithdrawn(Event):
    """The prospect objected, or asked to be erased."""

    kind = "lead.withdrawn"
    cause: WithdrawalCause


@dataclass(frozen=True)
class LeadImportUndone(Event):
    """The batch that brought this lead was undone; it counts nowhere."""

    kind = "lead.import_undone"
    batch_id: UUID
