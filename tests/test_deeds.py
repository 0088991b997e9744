"""Every deed open to a person in a state is offered, and no other: the whole table, tried out.

Each deed is done for each person on a lead of each state, and undone; what is offered is what is
not refused. Time is left out: within the clocks, outside the prospect's rest.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import transaction

from relais.appointments.actions import book_appointment, move_appointment
from relais.appointments.tests.steps import THURSDAY
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads import actions
from relais.leads.events import Approach, Evidence, Mode, State, WithdrawalCause
from relais.leads.models import Lead
from relais.lib.errors import NotVisible, Refusal
from relais.lib.money import Currency
from relais.notifications.tests.steps import SHEET, submitted, transmitted
from relais.people.rules.access import Actor
from relais.routing import actions as routing
from relais.routing.queries import deeds_open_to
from tests.persons import World

NAMES: Final = (
    "tina", "theo", "sam", "victor", "oscar", "remy", "olga", "maya", "milo", "dora", "ada", "paul",
)  # fmt: skip
pytestmark = pytest.mark.once  # nothing here depends on the database

REST: Final = 100  # days after which a closed lead may come back

Make = Callable[[World], Lead]


class Undo(Exception):
    """What was tried was done, and is undone."""


def taken_up(world: World) -> Lead:
    return actions.take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)


def in_approach(world: World) -> Lead:
    lead = taken_up(world)
    return actions.start_approach(lead.id, means=Approach.CALL, by=world.by("remy"), at=world.at)


def contested(world: World, make: Make) -> Lead:
    return actions.contest_lead(
        make(world).id,
        reason_id=world.reason(ReasonKind.CONTEST, "not_qualified"),
        evidence=(Evidence.SHEET,),
        words="Non.",
        by=world.by("remy"),
        at=world.at,
    )


def won(world: World) -> Lead:
    lead: Lead = DEEDS["win"](world, in_approach(world).id, world.by("remy"))
    return lead


def lost(world: World) -> Lead:
    lead: Lead = DEEDS["lose"](world, in_approach(world).id, world.by("remy"))
    world.later(days=REST)
    return lead


def refused(world: World) -> Lead:
    lead: Lead = DEEDS["refuse"](world, submitted(world).id, world.by("victor"))
    world.later(days=REST)
    return lead


def recovered(world: World) -> Lead:
    lead = lost(world)
    DEEDS["recover"](world, lead.id, world.by("maya"))
    return lead


def waiting(world: World) -> Lead:
    """A lead that nobody could receive: every rep was away, and it came back from the first."""
    lead = transmitted(world)
    away = [
        routing.declare_absence(
            world.id(name), starts_at=world.at, ends_at=world.at.replace(month=9),
            by=world.system, at=world.at,
        )
        for name in ("olga", "sara", "remy")
    ]  # fmt: skip
    for absence in away:
        routing.cancel_absence(absence.id, by=world.system, at=world.at)
    return lead


MAKE: Final[dict[State, Make]] = {
    State.QUALIFYING: lambda world: world.open_lead(owner="remy"),
    State.SUBMITTED: submitted,
    State.RETURNED: lambda world: DEEDS["return"](world, submitted(world).id, world.by("victor")),
    State.REFUSED: refused,
    State.VALIDATED: waiting,
    State.TRANSMITTED: transmitted,
    State.TAKEN_UP: taken_up,
    State.IN_APPROACH: in_approach,
    State.CONTESTED_NEW: lambda world: contested(world, transmitted),
    State.CONTESTED_TAKEN: lambda world: contested(world, taken_up),
    State.CONTESTED_APPROACH: lambda world: contested(world, in_approach),
    State.WON: won,
    State.LOST: lost,
    State.RECOVERED: recovered,
    State.WITHDRAWN: lambda world: DEEDS["withdraw"](
        world, transmitted(world).id, world.by("maya")
    ),
}


def reasoned(deed: Callable[..., Any], kind: ReasonKind, code: str, **more: Any) -> Any:
    return lambda world, lead_id, by: deed(
        lead_id, reason_id=world.reason(kind, code), **more, by=by, at=world.at
    )


def plain(deed: Callable[..., Any], **more: Any) -> Any:
    return lambda world, lead_id, by: deed(lead_id, **more, by=by, at=world.at)


DEEDS: Final[dict[str, Callable[[World, UUID, Actor], Any]]] = {
    "drop": reasoned(actions.drop_lead, ReasonKind.DROP, "not_interested"),
    "return": reasoned(
        actions.return_lead, ReasonKind.RETURN, "need_unclear", missing=(SheetField.NEED,), words=""
    ),
    "refuse": reasoned(actions.refuse_lead, ReasonKind.REFUSE, "no_project", words=""),
    "validate": plain(routing.validate_lead),
    "reopen-review": plain(actions.reopen_review),
    "take-up": plain(actions.take_up_lead),
    "undo-take-up": plain(actions.undo_take_up),
    "start-approach": plain(actions.start_approach, means=Approach.CALL),
    "undo-approach": plain(actions.undo_approach),
    "win": lambda world, lead_id, by: actions.win_lead(
        lead_id, amount=9_000, margin=None, currency=Currency("EUR"),
        signed_on=world.at.date(), by=by, at=world.at,
    ),
    "cancel-win": plain(actions.cancel_win, words=""),
    "lose": reasoned(actions.lose_lead, ReasonKind.LOSE, "price", words=""),
    "reopen": plain(actions.reopen_lead),
    "contest": reasoned(
        actions.contest_lead, ReasonKind.CONTEST, "not_qualified", evidence=(), words="Non."
    ),
    "judge": plain(actions.dismiss_contest, words=""),
    "assign": lambda world, lead_id, by: routing.assign_lead(
        lead_id, rep_id=world.id("olga"), words="", by=by, at=world.at
    ),
    "release": plain(routing.release_lead, words=""),
    "recover": lambda world, lead_id, by: actions.recover_lead(
        lead_id, campaign_id=world.campaign.id, by=by, at=world.at
    ),
    "withdraw": plain(actions.withdraw_lead, cause=WithdrawalCause.OBJECTION),
    "message": plain(actions.post_message, text="Bonjour"),
    "sheet": plain(actions.write_sheet, fields=SHEET, answers={}),
    "submit": plain(routing.submit_lead),
    "book": lambda world, lead_id, by: book_appointment(
        lead_id, rep_id=None, starts_at=THURSDAY, ends_at=None, mode=Mode.VISIT, by=by, at=world.at
    ),
    "move": lambda world, appointment_id, by: move_appointment(
        appointment_id, rep_id=None, starts_at=THURSDAY + timedelta(days=1), ends_at=None, by=by,
        at=world.at,
    ),
}  # fmt: skip


def allowed(world: World, lead: Lead, name: str) -> set[str]:
    """Try every deed as somebody, and give those that were not refused; nothing stays of them."""
    tried = DEEDS.keys() - {"book", "move"}
    return {deed for deed in tried if done(world, lead.id, deed, world.by(name))}


def done(world: World, lead_id: UUID, deed: str, by: Actor) -> bool:
    try:
        with transaction.atomic():
            DEEDS[deed](world, lead_id, by)
            raise Undo
    except Undo:
        return True
    except (Refusal, NotVisible):
        return False


@pytest.mark.parametrize("state", MAKE, ids=str)
def test_what_is_offered_is_what_is_not_refused(world: World, state: State) -> None:
    lead = MAKE[state](world)
    lead = Lead.objects.get(id=lead.id)
    assert lead.state == state
    if state in (State.QUALIFYING, State.RETURNED):
        actions.write_sheet(lead.id, fields=SHEET, answers={}, by=world.by("tina"), at=world.at)
    offered = {name: offered_to(world, lead, name) - {"book"} for name in NAMES}
    assert offered == {name: allowed(world, lead, name) for name in NAMES}


@pytest.mark.parametrize(
    "state",
    [State.TRANSMITTED, State.TAKEN_UP, State.IN_APPROACH, State.CONTESTED_TAKEN, State.WON],
    ids=str,
)
def test_what_is_booked_is_moved_and_nothing_booked_beside_it(world: World, state: State) -> None:
    lead = MAKE[state](world)
    before = {name: offered_to(world, lead, name) & {"book", "move"} for name in NAMES}
    mine = {name for name in NAMES if done(world, lead.id, "book", world.by(name))}
    assert before == {name: {"book"} if name in mine else set() for name in NAMES}
    if not mine:
        return
    row = DEEDS["book"](world, lead.id, world.by("remy"))
    after = {name: offered_to(world, lead, name) & {"book", "move"} for name in NAMES}
    assert after == {name: {"move"} if name in mine else set() for name in NAMES}
    for name in NAMES:
        assert not done(world, lead.id, "book", world.by(name))
        assert done(world, row.id, "move", world.by(name)) == (name in mine)


def offered_to(world: World, lead: Lead, name: str) -> set[str]:
    """Give what the page of a lead offers to somebody."""
    lead.refresh_from_db()
    return deeds_open_to(lead, by=world.by(name), at=world.at)


def test_every_state_is_in_the_table() -> None:
    assert set(MAKE) == set(State) - {State.NEW, State.VOIDED}
