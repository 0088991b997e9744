"""How each wish is done: by the actions that everybody uses, a day's wishes of a kind at once."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from relais.appointments.actions import cancel_appointment, move_appointment
from relais.appointments.actions.batches import (
    Booking,
    Report,
    book_appointments,
    report_outcomes,
)
from relais.appointments.queries import to_come
from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import (
    contest_lead,
    dismiss_contest,
    recover_lead,
    refuse_lead,
    return_lead,
    uphold_contest,
)
from relais.leads.actions.batches import (
    Order,
    lose_leads,
    open_leads,
    start_approaches,
    take_up_leads,
    win_leads,
    write_sheets,
)
from relais.leads.events import Approach, CancelCause, Mode
from relais.leads.models import Lead
from relais.routing.actions.batches import (
    assign_leads,
    expire_turns,
    preview_leads,
    submit_leads,
    validate_leads,
)
from relais.routing.actions.route import Desk
from relais.simulation.wishes import Ahead, Booked, Kind, Wish
from relais.simulation.world import World

Wishes = Sequence[Wish]
Results = dict[UUID, Any]

NEEDS: Final = (
    "Remplacer un parc de douze véhicules",
    "Renouveler les postes de l’atelier",
    "Équiper un second site",
    "Sortir d’un contrat arrivé à terme",
)
CONTEXTS: Final = (
    "Contrat actuel jusqu’à l’été, deux fournisseurs consultés",
    "Budget voté, décision avant la fin du trimestre",
    "Croissance rapide, l’installation ne suit plus",
)
HABITS: Final = (
    "Direct, aime les chiffres",
    "Prudente, demande des références",
    "Pressé, préfère le matin",
)


class Week:
    """A week of a world: the deeds that are wanted, done kind after kind.

    Routing knows the reps and their turns as they stood when the week began.
    """

    def __init__(self, world: World, first: int) -> None:
        self._world = world
        self._desk: Desk | None = None
        self._at = min(world.moment(first, 9), world.at)

    def do(self, kind: Kind, wishes: Wishes) -> Results:
        """Do all wishes of a kind, and give what became of each, by its target."""
        return DEEDS[kind](self, wishes)

    def open(self, wishes: Wishes) -> Results:
        leads = open_leads(_orders(wishes), campaign_id=self._world.staff.campaign.id)
        return {wish.target_id: lead for wish, lead in zip(wishes, leads, strict=True)}

    def sheet(self, wishes: Wishes) -> Results:
        write_sheets(
            [
                (order, self._words(order), wish.more)
                for wish, order in zip(wishes, _orders(wishes), strict=True)
            ]
        )
        return {}

    def book(self, wishes: Wishes) -> Results:
        carried = self._carried(wishes)
        return carried | self._book([w for w in wishes if w.target_id not in carried])

    def _carried(self, wishes: Wishes) -> Results:
        """What was promised with one rep may have gone on to another with the lead."""
        first = min(wish.at for wish in wishes)
        rows = to_come(self._world.staff.organization_id, at=first)
        return {
            row.lead_id: Booked(
                row.id, row.rep_id, self._world.day_of(row.starts_at), row.starts_at
            )
            for row in rows.filter(lead_id__in=[wish.target_id for wish in wishes])
        }

    def _book(self, wishes: Wishes) -> Results:
        leads = Lead.objects.in_bulk([wish.target_id for wish in wishes])
        unheld = [leads[w.target_id] for w in wishes if leads[w.target_id].rep_id is None]
        wanted = preview_leads(unheld, desk=self.desk()) if unheld else {}
        bookings: list[Booking] = []
        slots = {}
        for wish in wishes:
            lead = leads[wish.target_id]
            rep_id = lead.rep_id or wanted[lead.id].rep_id
            if rep_id is None:
                continue
            day, since = wish.more if isinstance(wish.more, Ahead) else (wish.more, wish.at)
            dice = self._world.dice("slot", wish.at, day)
            slot = self._world.free_slot(rep_id, day=day, dice=dice, since=since)
            slots[lead.id] = rep_id, *slot
            order = Order(lead.id, wish.by, wish.at)
            mode = Mode.VISIT if dice.random() < 0.8 else Mode.VIDEO
            bookings.append(Booking(order, rep_id, slots[lead.id][2], mode))
        booked = book_appointments(bookings) if bookings else {}
        return {lead_id: Booked(each, *slots[lead_id]) for lead_id, each in booked.items()}

    def move(self, wishes: Wishes) -> Results:
        results = {}
        for wish in wishes:
            old: Booked = wish.more
            dice = self._world.dice("moved", wish.at, old.day)
            day, start = self._world.free_slot(
                old.rep_id, day=old.day + 3, dice=dice, since=wish.at
            )
            move_appointment(
                wish.target_id,
                rep_id=None,
                starts_at=start,
                ends_at=None,
                by=wish.by,
                at=wish.at,
            )
            results[wish.target_id] = Booked(wish.target_id, old.rep_id, day, start)
        return results

    def cancel(self, wishes: Wishes) -> Results:
        for wish in wishes:
            cancel_appointment(wish.target_id, cause=CancelCause.PROSPECT, by=wish.by, at=wish.at)
        return {}

    def report(self, wishes: Wishes) -> Results:
        reports = [
            Report(order, *wish.more) for wish, order in zip(wishes, _orders(wishes), strict=True)
        ]
        return dict(report_outcomes(reports))

    def submit(self, wishes: Wishes) -> Results:
        return dict(submit_leads(_orders(wishes), desk=self.desk()))

    def desk(self) -> Desk:
        """Give the desk at which the leads of this week are routed."""
        self._desk = self._desk or Desk(self._world.staff.organization_id, at=self._at)
        return self._desk

    def _words(self, order: Order) -> dict[SheetField, str]:
        dice = self._world.dice("sheet", order.at)
        return {
            SheetField.NEED: dice.choice(NEEDS),
            SheetField.CONTEXT: dice.choice(CONTEXTS),
            SheetField.PERSONALITY: dice.choice(HABITS),
        }


def _take_up(week: Week, wishes: Wishes) -> Results:
    return dict(take_up_leads(_orders(wishes)))


def _call(week: Week, wishes: Wishes) -> Results:
    return dict(start_approaches(_orders(wishes), means=Approach.CALL))


def _win(week: Week, wishes: Wishes) -> Results:
    return dict(win_leads([(o, w.more) for w, o in zip(wishes, _orders(wishes), strict=True)]))


def _lose(week: Week, wishes: Wishes) -> Results:
    return dict(lose_leads([(o, w.more) for w, o in zip(wishes, _orders(wishes), strict=True)]))


def _contest(week: Week, wishes: Wishes) -> Results:
    return {
        wish.target_id: contest_lead(
            wish.target_id,
            reason_id=wish.more[0],
            evidence=wish.more[1],
            words=wish.more[2],
            by=wish.by,
            at=wish.at,
        )
        for wish in wishes
    }


def _judge(week: Week, wishes: Wishes) -> Results:
    return {wish.target_id: _verdict(wish) for wish in wishes}


def _verdict(wish: Wish) -> Lead:
    if wish.more:
        words = "La fiche et l’appel concordent."
        return dismiss_contest(wish.target_id, words=words, by=wish.by, at=wish.at)
    words = "Le projet n’existe pas."
    return uphold_contest(wish.target_id, reason_id=None, words=words, by=wish.by, at=wish.at)


def _recover(week: Week, wishes: Wishes) -> Results:
    return {
        wish.target_id: recover_lead(wish.target_id, campaign_id=wish.more, by=wish.by, at=wish.at)
        for wish in wishes
    }


def _return(week: Week, wishes: Wishes) -> Results:
    missing = (SheetField.BEST_HOURS,)
    return {
        wish.target_id: return_lead(
            wish.target_id,
            reason_id=wish.more,
            missing=missing,
            words="Quand peut-on le joindre ?",
            by=wish.by,
            at=wish.at,
        )
        for wish in wishes
    }


def _refuse(week: Week, wishes: Wishes) -> Results:
    return {
        wish.target_id: refuse_lead(
            wish.target_id, reason_id=wish.more, words="", by=wish.by, at=wish.at
        )
        for wish in wishes
    }


def _expire(week: Week, wishes: Wishes) -> Results:
    return dict(expire_turns(_orders(wishes), desk=week.desk()))


def _assign(week: Week, wishes: Wishes) -> Results:
    chosen = [(o, w.more) for w, o in zip(wishes, _orders(wishes), strict=True)]
    return dict(assign_leads(chosen, desk=week.desk()))


def _validate(week: Week, wishes: Wishes) -> Results:
    return dict(validate_leads(_orders(wishes), desk=week.desk()))


def _orders(wishes: Wishes) -> list[Order]:
    return [Order(wish.target_id, wish.by, wish.at) for wish in wishes]


DEEDS: Final[dict[Kind, Callable[[Week, Wishes], Results]]] = {
    Kind.EXPIRE: _expire,
    Kind.ASSIGN: _assign,
    Kind.VALIDATE: _validate,
    Kind.CONTEST: _contest,
    Kind.JUDGE: _judge,
    Kind.TAKE_UP: _take_up,
    Kind.CALL: _call,
    Kind.CANCEL: Week.cancel,
    Kind.MOVE: Week.move,
    Kind.REPORT: Week.report,
    Kind.WIN: _win,
    Kind.LOSE: _lose,
    Kind.RECOVER: _recover,
    Kind.OPEN: Week.open,
    Kind.SHEET: Week.sheet,
    Kind.BOOK: Week.book,
    Kind.SUBMIT: Week.submit,
    Kind.RETURN: _return,
    Kind.REFUSE: _refuse,
}
