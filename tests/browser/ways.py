"""From which page a form goes to which address, and what has to have happened before."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.calls.actions import record_call
from relais.calls.models import Callback
from relais.calls.rules import CallEnd, CallOutcome
from relais.campaigns.actions import add_cost, set_status
from relais.campaigns.models import Cost, Objective
from relais.campaigns.rules.terms import CostKind, ReasonKind, Status
from relais.leads.events import Mode, Outcome
from relais.leads.models import Lead
from relais.notifications.models import Notification
from relais.notifications.tests.steps import transmitted
from relais.people.actions import add_person, close_day, give_role, issue_token
from relais.people.models import ApiToken, Login, Membership
from relais.people.rules.access import Role
from relais.prospecting.actions import claim_next, log_own
from relais.prospecting.queries import OwnKind
from relais.roi.actions import close_month
from relais.routing.actions import add_rule, book_for_routed_rep, declare_absence, slots_for_lead
from relais.web.reports.tests.conftest import honour
from tests.browser.steps import FORTNIGHT, nobody_can_receive, prospect, set_terms, visited
from tests.persons import NOON, SINCE, World
from tests.test_both_doors import opened

Way = tuple[str, ...]  # a page, and to which addresses forms go from there, the last by the deed


def to(page: str, deed: str) -> Callable[[World], Way]:
    """Go from a page to an address that is always the same, both by their names."""
    return lambda world: (reverse(page), reverse(deed))


# --- Leads and appointments ------------------------------------------------------------------


def book(lead: Lead, world: World) -> Appointment:
    """Let Tina book the first free slot."""
    until = world.at + FORTNIGHT
    _, free = slots_for_lead(lead, start=world.at, end=until, mode=Mode.VISIT, at=world.at)
    slot, by = free[0].start, world.by("tina")
    return book_for_routed_rep(
        lead.id, starts_at=slot, ends_at=None, mode=Mode.VISIT, by=by, at=world.at
    )


def of_an_appointment(
    make: Callable[[World], UUID], name: str, page: str = ""
) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/appointments/{make(world)}/"
        return f"{there}{page}", f"{there}{name}/"

    return way


def to_come(world: World) -> UUID:
    return book(opened(world), world).id


def over(world: World) -> UUID:
    return visited(world).appointments.get().id


def told(world: World) -> UUID:
    by, found = world.by("remy"), over(world)
    report_outcome(found, outcome=Outcome.HELD, reason_id=None, by=by, at=timezone.now())
    return found


def free_slots(world: World) -> Way:
    lead = opened(world)
    return f"/appointments/book/{lead.id}/", f"/appointments/book/{lead.id}/take/"


# --- Own prospecting -------------------------------------------------------------------------


def logged(world: World) -> Way:
    log_own(OwnKind.CALL, by=world.by("remy"), at=timezone.now())
    return "/prospecting/own/", "/prospecting/own/undo/"


# --- Calls -----------------------------------------------------------------------------------


def waiting(world: World) -> Way:
    prospect(world, "Imprimerie Delattre", owner="remy")
    return "/calls/", f"/calls/next/{world.campaign.id}/"


def called(name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        waiting(world)
        claimed = claim_next(world.campaign.id, by=world.by("tina"), at=timezone.now())
        assert claimed
        return f"/calls/{claimed.id}/", f"/calls/{claimed.id}/{name}/"

    return way


def promised(world: World) -> Way:
    waiting(world)
    tina, at = world.by("tina"), world.at
    claimed = claim_next(world.campaign.id, by=tina, at=at)
    assert claimed
    soon = at + timedelta(minutes=5)
    record_call(
        claimed.id, end=CallEnd.ANSWERED, outcome=CallOutcome.CALLBACK, started_at=at,
        ended_at=at, callback_at=soon, note="", by=tina, at=at,
    )  # fmt: skip
    return "/calls/callbacks/", f"/calls/callbacks/{Callback.objects.get().id}/finish/"


def wrongly_told(world: World) -> Way:
    waiting(world)
    tina, at = world.by("tina"), world.at
    claimed = claim_next(world.campaign.id, by=tina, at=at)
    assert claimed
    call = record_call(
        claimed.id, end=CallEnd.ANSWERED, outcome=CallOutcome.NOT_NOW, started_at=at, ended_at=at,
        callback_at=None, note="", by=tina, at=at,
    )  # fmt: skip
    return f"/calls/history/{call.id}/", f"/calls/history/{call.id}/correct/"


def handed_over(world: World) -> Way:
    lead = opened(world)
    return f"/calls/leads/{lead.id}/", f"/calls/leads/{lead.id}/send/"


# --- Campaigns -------------------------------------------------------------------------------


def of_the_campaign(
    name: str, *, page: str = "", before: Callable[[World], object] = lambda world: None
) -> Callable[[World], Way]:
    """Go from a page of the campaign to an address that may name a row which `before` gives."""

    def way(world: World) -> Way:
        row = before(world)
        there = f"/campaigns/{world.campaign.id}/"
        return f"{there}{page}", f"{there}{name.format(row)}/"

    return way


def cost(world: World) -> UUID:
    set_terms(world)
    return Cost.objects.get().id


def objective(world: World) -> UUID:
    set_terms(world)
    return Objective.objects.get().id


def reason(world: World) -> UUID:
    return world.reason(ReasonKind.LOSE, "postponed")


def paused(world: World) -> None:
    set_status(world.campaign.id, status=Status.PAUSED, by=world.system)


# --- People ----------------------------------------------------------------------------------


def of(name: str, deed: str) -> Callable[[World], Way]:
    """Go from the page of a person to a deed on him."""
    return lambda world: (f"/people/{world.id(name)}/", f"/people/{world.id(name)}/{deed}/")


def of_a_newcomer(deed: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        one = newcomer(world)
        return f"/people/{one}/", f"/people/{one}/{deed}/"

    return way


def newcomer(world: World) -> UUID:
    person = add_person("Castel", by=world.system, email="castel@example.com")
    unit_id = world.north.id
    give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=unit_id)
    return person.id


def all_newcomers(world: World) -> Way:
    newcomer(world)
    return "/people/", "/people/invite/"


def of_a_role(deed: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        held = Membership.objects.get(person_id=world.id("olga"))
        there = f"/people/{held.person_id}/"
        return there, f"{there}roles/{held.id}/{deed}/"

    return way


def away(world: World) -> Way:
    remy, start = world.id("remy"), world.at + FORTNIGHT
    end = start + timedelta(days=1)
    absence = declare_absence(remy, starts_at=start, ends_at=end, by=world.system, at=world.at)
    return f"/people/{remy}/", f"/people/{remy}/absences/{absence.id}/cancel/"


def key_of(name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/people/{world.id(name)}/"
        return there, f"{there}keys/{key(world, name)}/revoke/"

    return way


def own_key(world: World) -> Way:
    return "/me/", f"/me/keys/{key(world, 'tina')}/revoke/"


def key(world: World, name: str) -> UUID:
    issue_token(
        world.id(name), name="Agenda", scopes=("leads:read",), expires_at=None,
        by=world.by(name), at=world.at,
    )  # fmt: skip
    return ApiToken.objects.get(person_id=world.id(name)).id


def closed(world: World) -> Way:
    day = close_day(timezone.localdate(), country="FR", name="Pont", by=world.system)
    return "/people/time/", f"/people/time/{day.id}/open/"


def of_the_center(deed: str) -> Callable[[World], Way]:
    return lambda world: ("/people/centers/", f"/people/centers/{world.center.id}/{deed}/")


def of_the_north(world: World) -> Way:
    there = f"/people/units/{world.north.id}/"
    return there, f"{there}change/"


# --- Accounts, notifications, routing, one's own ---------------------------------------------


def of_an_account(name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/accounts/{opened(world).account_id}/"
        return there, f"{there}{name}/"

    return way


def of_a_contact(world: World) -> Way:
    lead = opened(world)
    there = f"/accounts/{lead.account_id}/"
    return there, f"{there}contacts/{lead.contact_id}/change/"


def owned(world: World) -> Way:
    opened(world)
    return "/accounts/transfer/", "/accounts/transfer/do/"


def notified(world: World) -> Way:
    transmitted(world)
    one = Notification.objects.get(person_id=world.id("remy"))
    return "/notifications/", f"/notifications/{one.id}/read/"


def all_notified(world: World) -> Way:
    transmitted(world)
    return "/notifications/", "/notifications/read/"


def a_month_over(world: World) -> Way:
    world.at -= timedelta(days=62)
    world.open_lead()
    return "/return/months/close/", "/return/months/close/do/"


def a_month_billed(world: World) -> Way:
    day = world.at.date() - timedelta(days=62)
    add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=1_000, since=day, by=world.system,
        call_center_id=world.center.id,
    )  # fmt: skip
    close_month(day, by=world.by("dora"), at=world.at)
    page = f"/return/statements/{day.year}-{day.month}/{world.center.id}/"
    return page, f"{page}close/"


def stuck(world: World) -> Way:
    nobody_can_receive(world)
    return "/routing/queue/", "/routing/queue/route/"


def stuck_one(world: World) -> Way:
    there = f"/routing/queue/{nobody_can_receive(world).id}/"
    return there, f"{there}assign/"


def of_a_rule(name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        first, _second = (add_rule(unit_id=world.north.id, by=world.system) for _ in range(2))
        return "/routing/rules/", f"/routing/rules/{first.id}/{name}/"

    return way


def link_by_mail(world: World) -> Way:
    login = Login.objects.get(email="tina@example.com")
    there = f"/password/{urlsafe_base64_encode(force_bytes(login.pk))}/"
    return f"{there}{default_token_generator.make_token(login)}/", f"{there}set-password/"


def brought(place: str, *steps: str) -> Callable[[World], Way]:
    return lambda world: (place, *(f"{place}{step}/" for step in steps))


# --- Acts that figures propose ---------------------------------------------------------------


def to_propose(world: World) -> Way:
    world.at = NOON  # what was due has long been told, or not
    honour(world, dict.fromkeys(("remy", "olga", "rosa", "rita", "rolf", "ruth"), (0, 6)))
    return "/reports/diagnosis/acts/", "/reports/diagnosis/acts/propose/"
