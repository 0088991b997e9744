"""What a lead stands for in the books after each of its events (pure).

A lead is a set of items: so much of a measure, dated by the business day on which it counts. What
an event changes is the difference between the items after it and those before; an item that
vanishes takes its date with it, so that all differences add up to what stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from relais.appointments.rules import HONOURED
from relais.leads import events as e
from relais.leads.events import Outcome, State
from relais.leads.lifecycle import OPEN, WITH_REP, Fold, Recorded, Told, apply


class Measure(StrEnum):
    """What is counted in the books: stages, amounts, what is paid by the piece, and waste."""

    VALIDATED = "validated"
    TRANSMITTED = "transmitted"
    TAKEN_UP = "taken_up"
    APPROACH = "approach"
    HELD = "held"
    WON = "won"
    TOLD = "told"
    SIGNED_FOR = "signed_for"
    MARGIN = "margin"
    LEADS_PAID = "leads_paid"
    APPOINTMENTS_PAID = "appointments_paid"
    VISITS_PAID = "visits_paid"
    UPHELD = "upheld"
    NOT_HONOURED = "not_honoured"
    NEVER_TAKEN_UP = "never_taken_up"


class Item(NamedTuple):
    """A measure and the moment at which it counts."""

    measure: Measure
    at: datetime


Items = dict[Item, int]

STAGES: Final = {
    Measure.VALIDATED: "validated_at",
    Measure.TRANSMITTED: "transmitted_at",
    Measure.TAKEN_UP: "taken_up_at",
    Measure.APPROACH: "approach_at",
    Measure.WON: "won_at",
}
WAITING: Final = frozenset({State.VALIDATED, State.TRANSMITTED, State.CONTESTED_NEW})


@dataclass(slots=True)
class _Slot:
    """An appointment, as far as the books need it."""

    rep_id: UUID
    starts_at: datetime
    due_at: datetime
    booked: bool = False
    freed: bool = False
    lapsed: bool = False
    outcome: Outcome | None = None

    def kept(self) -> bool:
        """Say whether it was to be kept, as `appointments.rules.dueness` does."""
        if self.outcome is None:
            return self.booked and not self.freed
        return self.outcome is not Outcome.PROSPECT_CANCELLED and not self.lapsed


@dataclass(slots=True)
class Standing:
    """A lead as its events make it, and what it stands for."""

    currency: str
    fold: Fold = field(default_factory=Fold)
    slots: dict[UUID, _Slot] = field(default_factory=dict)
    upheld_at: datetime | None = None
    expired_at: datetime | None = None

    def tell(self, recorded: Recorded) -> None:
        """Let an event happen to it."""
        apply(self.fold, recorded.event, Told(recorded.occurred_at, recorded.inferred))
        self._tell_slots(recorded)
        self._follow(recorded)
        if isinstance(recorded.event, e.LeadContestUpheld) and not recorded.inferred:
            self.upheld_at = self.upheld_at or recorded.occurred_at
        if isinstance(recorded.event, e.LeadTakeUpExpired):
            self.expired_at = self.expired_at or recorded.occurred_at

    def items(self) -> Items:
        """Give what it stands for now; nothing once its import was undone."""
        if self.fold.state is State.VOIDED:
            return {}
        found: Items = {}
        for measure, count, at in (*self._stages(), *self._meetings(), *self._waste()):
            found[Item(measure, at)] = found.get(Item(measure, at), 0) + count
        return {item: count for item, count in found.items() if count}

    def _stages(self) -> Iterator[tuple[Measure, int, datetime]]:
        fold = self.fold
        for measure, name in STAGES.items():
            if at := getattr(fold, name):
                yield measure, 1, at
        if fold.validated_at:
            yield Measure.LEADS_PAID, 1, fold.validated_at
        if fold.won_at and fold.currency == self.currency:
            yield Measure.SIGNED_FOR, fold.amount or 0, fold.won_at
            if fold.margin is not None:
                yield Measure.TOLD, 1, fold.won_at
                yield Measure.MARGIN, fold.margin, fold.won_at

    def _meetings(self) -> Iterator[tuple[Measure, int, datetime]]:
        for slot in self.slots.values():
            if slot.kept():
                yield Measure.APPOINTMENTS_PAID, 1, slot.starts_at
                if slot.outcome is Outcome.HELD:
                    yield Measure.HELD, 1, slot.starts_at
            if slot.outcome in HONOURED:
                yield Measure.VISITS_PAID, 1, slot.starts_at

    def _waste(self) -> Iterator[tuple[Measure, int, datetime]]:
        """Each line from when it is true, until one that goes before it is."""
        if self.fold.validated_at is None:
            return
        lines = [
            (Measure.NEVER_TAKEN_UP, self._never_taken_up()),
            (Measure.NOT_HONOURED, self._missed()),
            (Measure.UPHELD, self.upheld_at),
        ]
        for place, (line, since) in enumerate(lines):
            after = [at for _, at in lines[place + 1 :] if at]
            until = min(after, default=None)
            if since and (until is None or since < until):
                yield line, 1, since
                if until:
                    yield line, -1, until

    def _never_taken_up(self) -> datetime | None:
        fold = self.fold
        if fold.taken_up_at or fold.state not in WAITING:
            return None
        return self.expired_at or fold.due_at

    def _missed(self) -> datetime | None:
        kept = [slot for slot in self.slots.values() if slot.kept()]
        if any(slot.outcome is Outcome.HELD for slot in self.slots.values()):
            return None
        return min((slot.due_at for slot in kept if slot.outcome not in HONOURED), default=None)

    def _tell_slots(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, e.AppointmentBooked):
            slot = _Slot(event.rep_id, event.starts_at, event.outcome_due_at)
            self.slots[event.appointment_id] = slot
        elif isinstance(event, e.AppointmentMoved):
            slot = self.slots[event.appointment_id]
            slot.rep_id, slot.starts_at = event.rep_id, event.starts_at
            slot.due_at = event.outcome_due_at
        elif isinstance(event, e.AppointmentCancelled):
            self.slots[event.appointment_id].freed = True
        elif isinstance(event, e.AppointmentLapsed):
            self.slots[event.appointment_id].freed = True
            self.slots[event.appointment_id].lapsed = True
        elif isinstance(event, e.AppointmentOutcomeReported | e.AppointmentOutcomeCorrected):
            self.slots[event.appointment_id].outcome = event.outcome

    def _follow(self, recorded: Recorded) -> None:
        """What is to come follows the lead, as in `appointments.projections`."""
        own = getattr(recorded.event, "appointment_id", None)
        for slot_id, slot in self.slots.items():
            to_come = slot.starts_at > recorded.occurred_at or slot_id == own
            if slot.outcome or slot.freed or not to_come:
                continue
            if recorded.after not in OPEN:
                slot.freed = True
            else:
                slot.booked = recorded.after in WITH_REP and recorded.rep_id == slot.rep_id
