"""Which deeds are open to a person on a lead now: the guards themselves are asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from relais.appointments.queries import holds_slot
from relais.appointments.rules.booking import check_booker
from relais.leads import events as e
from relais.leads.events import Event, State
from relais.leads.lifecycle import allows
from relais.leads.models import Lead
from relais.leads.queries import unit_path_of
from relais.leads.rules import guards as g
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor, Role

Check = Callable[[Lead, str | None, Actor], None]


def _originator(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_originator(lead, by=by)


def _reviewer(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_reviewer(lead, path, by=by)


def _rep(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_rep(lead, by=by)


def _rep_or_manager(lead: Lead, path: str | None, by: Actor) -> None:
    if lead.state == State.VALIDATED:
        g.check_manager(path, by=by)
    g.check_rep_or_manager(lead, path, by=by)


def _manager(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_manager(path, by=by)


def _judge(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_judge(lead, path, by=by)


def _party(lead: Lead, path: str | None, by: Actor) -> None:
    g.check_party(lead, path, by=by)


def _party_or_privacy(lead: Lead, path: str | None, by: Actor) -> None:
    if not by.has(Role.PRIVACY_OFFICER):
        g.check_party(lead, path, by=by)


def _booker(lead: Lead, path: str | None, by: Actor) -> None:
    check_booker(lead, path, by=by)


DEEDS: Final[dict[str, tuple[type[Event], Check]]] = {
    "submit": (e.LeadSubmitted, _originator),
    "drop": (e.LeadDropped, _originator),
    "return": (e.LeadReturned, _reviewer),
    "refuse": (e.LeadRefused, _reviewer),
    "validate": (e.LeadValidated, _reviewer),
    "reopen-review": (e.LeadReviewReopened, _reviewer),
    "take-up": (e.LeadTakenUp, _rep),
    "undo-take-up": (e.LeadTakeUpUndone, _rep),
    "start-approach": (e.LeadApproachStarted, _rep),
    "undo-approach": (e.LeadApproachUndone, _rep),
    "win": (e.LeadWon, _rep_or_manager),
    "cancel-win": (e.LeadWinCancelled, _rep_or_manager),
    "lose": (e.LeadLost, _rep_or_manager),
    "reopen": (e.LeadReopened, _rep_or_manager),
    "contest": (e.LeadContested, _rep),
    "judge": (e.LeadContestUpheld, _judge),
    "assign": (e.LeadReassigned, _manager),
    "release": (e.LeadReleased, _manager),
    "recover": (e.LeadRecovered, _party),
    "withdraw": (e.LeadWithdrawn, _party_or_privacy),
    "book": (e.AppointmentBooked, _booker),
}


def deeds_open_to(lead: Lead, *, by: Actor, at: datetime) -> set[str]:
    """Give the names of the deeds that this person may do on this lead in its state.

    While an appointment is to come it is moved: no second one is booked. Time may still refuse
    one: a window that has closed, a prospect who is left alone.
    """
    path, state = unit_path_of(lead), State(lead.state)
    open_deeds = {
        name
        for name, (event, check) in DEEDS.items()
        if _follows(state, event) and _passes(check, lead, path, by)
    }
    if state in (State.QUALIFYING, State.RETURNED) and _passes(_originator, lead, path, by):
        open_deeds.add("sheet")
    if _passes(_party, lead, path, by):
        open_deeds.add("message")
    if "book" in open_deeds and holds_slot(lead, at=at):
        open_deeds ^= {"book", "move"}
    return open_deeds


def _follows(state: State, event: type[Event]) -> bool:
    """Winning from "taken up" starts the approach on the way."""
    return allows(state, event) or (event is e.LeadWon and state is State.TAKEN_UP)


def _passes(check: Check, lead: Lead, path: str | None, by: Actor) -> bool:
    try:
        check(lead, path, by)
    except Refusal:
        return False
    return True
