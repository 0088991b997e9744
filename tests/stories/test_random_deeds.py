"""Anybody does anything at any time: of what may not be come refusals alone, and the log adds up.

Hypothesis draws the deed, the lead, who does it, mostly whom it falls to, and when.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from relais.appointments import actions as appointments
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads import actions
from relais.leads.events import (
    Approach,
    CancelCause,
    Evidence,
    Mode,
    Outcome,
    State,
    WithdrawalCause,
)
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import get_lead, mismatches
from relais.lib.errors import NotVisible, Refusal
from relais.lib.money import Currency
from relais.notifications.actions import tick
from relais.notifications.tests.steps import SHEET
from relais.people.rules.access import Actor
from relais.routing import actions as routing
from tests.persons import World, build_world
from tests.stories.conftest import prove, slot_of

MOST: Final = 6  # leads
EXAMPLES: Final = 10 if connection.vendor == "sqlite" else 5  # no rule asks which database it is
EVERYBODY: Final = ("tina", "theo", "sam", "victor", "oscar", "remy", "olga", "maya", "dora")
PAUSES: Final = tuple(
    timedelta(hours=hours) for hours in (0, 0, 0, 0.3, 0.3, 0.3, 3, 3, 24, 24, 6 * 24, 95 * 24)
)


@dataclass(frozen=True)
class Step:
    """A deed about to be done: on which lead, by whom, when."""

    world: World
    lead: Lead
    by: Actor
    at: datetime

    def reason(self, kind: ReasonKind, code: str) -> UUID:
        """Give one of the reasons that are counted."""
        return self.world.reason(kind, code)

    def appointment(self) -> UUID:
        """Give the lead's last appointment, else one that does not exist."""
        rows = self.lead.appointments.order_by("-starts_at")
        return rows.values_list("id", flat=True).first() or self.lead.id


Do = Callable[[Step], object]


def simple(deed: Callable[..., object], **more: object) -> Do:
    """Make a step of a deed that asks for nothing but what is given here."""
    return lambda s: deed(s.lead.id, **more, by=s.by, at=s.at)


def counted(deed: Callable[..., object], kind: ReasonKind, code: str, **more: object) -> Do:
    """Make a step of a deed with a counted reason."""
    return lambda s: deed(s.lead.id, reason_id=s.reason(kind, code), **more, by=s.by, at=s.at)


def win(s: Step) -> object:
    return actions.win_lead(
        s.lead.id,
        amount=48_000_00,
        margin=None,
        currency=Currency("EUR"),
        signed_on=s.at.date(),
        by=s.by,
        at=s.at,
    )


def assign(s: Step) -> object:
    rep_id = s.world.id("olga")
    return routing.assign_lead(s.lead.id, rep_id=rep_id, words="", by=s.by, at=s.at)


def recover(s: Step) -> object:
    return actions.recover_lead(s.lead.id, campaign_id=s.world.campaign.id, by=s.by, at=s.at)


def book(s: Step) -> object:
    starts_at = slot_of(s.lead, at=s.at)
    return routing.book_for_routed_rep(
        s.lead.id, starts_at=starts_at, ends_at=None, mode=Mode.VISIT, by=s.by, at=s.at
    )


def move(s: Step) -> object:
    starts_at = slot_of(s.lead, at=s.at)
    return appointments.move_appointment(
        s.appointment(), rep_id=None, starts_at=starts_at, ends_at=None, by=s.by, at=s.at
    )


def cancel(s: Step) -> object:
    cause = CancelCause.PROSPECT
    return appointments.cancel_appointment(s.appointment(), cause=cause, by=s.by, at=s.at)


def tell(deed: Callable[..., object], outcome: Outcome) -> Do:
    """Make a step that says what became of the appointment."""
    missed = outcome in (Outcome.REP_ABSENT, Outcome.REP_CANCELLED)
    return lambda s: deed(
        s.appointment(),
        outcome=outcome,
        reason_id=s.reason(ReasonKind.NOT_HONOURED, "overload") if missed else None,
        by=s.by,
        at=s.at,
    )


def be_away(s: Step) -> object:
    end = s.at + timedelta(days=2)
    remy = s.world.id("remy")
    return routing.declare_absence(remy, starts_at=s.at, ends_at=end, by=s.by, at=s.at)


# Whom a deed falls to, and the deed; "rep" is whoever has the lead.
DEEDS: Final[dict[str, tuple[str, Do]]] = {
    "write": ("tina", simple(actions.write_sheet, fields=SHEET, answers={})),
    "submit": ("tina", simple(routing.submit_lead)),
    "drop": ("tina", counted(actions.drop_lead, ReasonKind.DROP, "unreachable")),
    "return": (
        "victor",
        counted(
            actions.return_lead,
            ReasonKind.RETURN,
            "need_unclear",
            missing=(SheetField.NEED,),
            words="",
        ),
    ),
    "refuse": ("victor", counted(actions.refuse_lead, ReasonKind.REFUSE, "no_project", words="")),
    "reopen review": ("victor", simple(actions.reopen_review)),
    "validate": ("victor", simple(routing.validate_lead)),
    "take up": ("rep", simple(actions.take_up_lead)),
    "undo take-up": ("rep", simple(actions.undo_take_up)),
    "approach": ("rep", simple(actions.start_approach, means=Approach.CALL)),
    "undo approach": ("rep", simple(actions.undo_approach)),
    "win": ("rep", win),
    "cancel win": ("rep", simple(actions.cancel_win, words="")),
    "lose": ("rep", counted(actions.lose_lead, ReasonKind.LOSE, "postponed", words="")),
    "reopen": ("rep", simple(actions.reopen_lead)),
    "contest": (
        "rep",
        counted(
            actions.contest_lead,
            ReasonKind.CONTEST,
            "not_qualified",
            evidence=(Evidence.SHEET,),
            words="Non",
        ),
    ),
    "dismiss": ("maya", simple(actions.dismiss_contest, words="")),
    "uphold": ("maya", simple(actions.uphold_contest, reason_id=None, words="")),
    "send back": ("maya", simple(actions.send_back_contested, words="")),
    "reroute": ("maya", simple(routing.reroute_contested, words="")),
    "assign": ("maya", assign),
    "release": ("maya", simple(routing.release_lead, words="")),
    "recover": ("tina", recover),
    "withdraw": ("tina", simple(actions.withdraw_lead, cause=WithdrawalCause.OBJECTION)),
    "book": ("tina", book),
    "move": ("tina", move),
    "cancel": ("tina", cancel),
    "held": ("rep", tell(appointments.report_outcome, Outcome.HELD)),
    "missed": ("rep", tell(appointments.report_outcome, Outcome.REP_ABSENT)),
    "not held": ("rep", tell(appointments.correct_outcome, Outcome.PROSPECT_ABSENT)),
    "held after all": ("rep", tell(appointments.correct_outcome, Outcome.HELD)),
    "be away": ("maya", be_away),
}


# What comes next, as a rule: without this hint random deeds would hardly ever leave the start.
NEXT: Final[dict[State, tuple[str, ...]]] = {
    State.QUALIFYING: ("write", "write", "submit", "submit", "book", "drop"),
    State.RETURNED: ("write", "submit", "submit", "drop"),
    State.SUBMITTED: ("validate", "validate", "validate", "book", "move", "return", "refuse"),
    State.REFUSED: ("reopen review", "recover"),
    State.VALIDATED: ("assign", "book", "lose"),
    State.TRANSMITTED: ("take up", "take up", "contest", "release", "be away", "held", "missed"),
    State.TAKEN_UP: ("approach", "win", "book", "move", "contest", "undo take-up", "held"),
    State.IN_APPROACH: ("win", "lose", "book", "held", "missed", "undo approach", "contest"),
    State.WON: ("cancel win", "held", "not held", "held after all"),
    State.LOST: ("reopen", "recover", "not held"),
}
JUDGED: Final = ("dismiss", "uphold", "send back", "reroute")
OVER: Final = (State.RECOVERED, State.WITHDRAWN)


class Wish(NamedTuple):
    """A deed that is drawn: which, on which lead, by whom if by somebody else, how long after."""

    number: int
    which: int
    somebody: str | None
    pause: timedelta

    def named(self, state: State) -> str:
        """Give the deed's name: mostly what comes next, now and then anything."""
        likely = NEXT.get(state, JUDGED)
        names = sorted(DEEDS) if self.number % 5 == 0 else likely
        return names[self.number // 5 % len(names)]


WISHES: Final = st.lists(
    st.builds(
        Wish,
        number=st.integers(0, 5 * 420 - 1),
        which=st.integers(0, 3),
        somebody=st.sampled_from([None] * 60 + list(EVERYBODY)),
        pause=st.sampled_from(PAUSES),
    ),
    min_size=5,
    max_size=15,
)


class Deeds(RuleBasedStateMachine):
    """A small world in which deeds are drawn; at the end all that was done is taken back."""

    beginning: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.world = replace(self.beginning)
        self._before = transaction.savepoint()
        self.leads = [self._open(owner) for owner in ("remy", "olga", None)]

    @precondition(lambda self: len(self.leads) < MOST)
    @rule(owner=st.sampled_from(["remy", None]))
    def open(self, owner: str | None) -> None:
        """Open one more lead, for a company of its own."""
        self.leads.append(self._open(owner))

    @rule(wishes=WISHES)
    def work(self, wishes: list[Wish]) -> None:
        """Do one deed after the other."""
        for wish in wishes:
            self.world.at += wish.pause
            self._do(wish)

    @rule(pause=st.sampled_from(PAUSES))
    def strike(self, pause: timedelta) -> None:
        """Let the clock strike."""
        self.world.at += pause
        assert tick(self.world.at).failed == 0

    @invariant()
    def every_row_is_what_its_log_says(self) -> None:
        """Fold each log anew."""
        assert list(mismatches(self.world.organization.id)) == []

    def teardown(self) -> None:
        """Rebuild the projections on trial, then forget it all."""
        prove(self.world)
        transaction.savepoint_rollback(self._before)

    def _open(self, owner: str | None) -> UUID:
        return self.world.open_lead(owner=owner).id

    def _do(self, wish: Wish) -> None:
        """Do a deed; a refusal leaves nothing behind."""
        lead_id = self.leads[wish.which % len(self.leads)]
        lead = get_lead(lead_id, organization_id=self.world.organization.id)
        whose, do = DEEDS[wish.named(State(lead.state))]
        by = self.world.by(wish.somebody or self._name(whose, lead))
        before = LeadEvent.objects.count()
        try:
            do(Step(self.world, lead, by, self.world.at))
        except (Refusal, NotVisible):
            assert LeadEvent.objects.count() == before
        self._go_on(lead_id)

    def _go_on(self, lead_id: UUID) -> None:
        """Leave a lead that is at its end for the one that follows it, or another."""
        ended = Lead.objects.filter(id=lead_id, state__in=OVER).exists()
        if ended:
            after = Lead.objects.filter(recovered_from_id=lead_id).first()
            self.leads.remove(lead_id)
            self.leads.append(after.id if after else self._open("remy"))

    def _name(self, whose: str, lead: Lead) -> str:
        if whose != "rep":
            return whose
        names = {person.id: name for name, person in self.world.people.items()}
        return names[lead.rep_id] if lead.rep_id else "remy"


@pytest.mark.django_db
def test_whatever_people_do_the_log_adds_up() -> None:
    class InThisWorld(Deeds):
        beginning = build_world()

    run_state_machine_as_test(
        InThisWorld,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
