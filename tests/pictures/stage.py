"""The demo organization on one fixed morning, and who of each role sits before the camera."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.core.management import call_command
from django.test import Client

from relais.appointments.queries import appointments_visible_to, outcomes_due
from relais.campaigns.models import Campaign
from relais.challenge.models import Challenge
from relais.leads.queries import State, leads_visible_to
from relais.people.actions import give_login
from relais.people.models import Membership, Person
from relais.people.queries import Access, access_of, actor_of
from relais.people.rules.access import Actor, Door, Role
from relais.prospecting.actions import claim_next
from relais.simulation.build import Built, build_world
from relais.simulation.queries import SCENARIOS

AT: Final = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)  # a Thursday, half past nine in Paris
SEED: Final = 1
ENOUGH: Final = 3


def build() -> Built:
    """Build the demo organization as of the morning, a prospect before each telemarketer."""
    call_command("migrate", verbosity=0, interactive=False)
    built = build_world(
        SCENARIOS["tribune"], seed=SEED, slug="demo", at=AT, told=lambda done, weeks: None
    )
    by = actor_of(busiest(built, Role.TELEMARKETER.value).id, on=AT.date(), door=Door.WEB)
    running = Campaign.objects.of(built.organization_id).filter(status="running")
    for campaign in running.order_by("starts_on") if by else ():
        claim_next(campaign.id, by=by, at=AT)  # type: ignore[arg-type]
        break
    return built


def speak(language: str) -> None:
    """Let everybody have his screens in a language."""
    Person.objects.update(language=language)


def challenge(built: Built, *, stage: str) -> UUID:
    """Give the challenge that runs, or that which has ended."""
    rows = Challenge.objects.of(built.organization_id).filter(started_at__isnull=False)
    return rows.get(ended_at__isnull=stage == "running").id


def session_of(built: Built, role: str) -> str:
    """Sign in whoever of a role has the most to do, and give his session."""
    person = busiest(built, role)
    if person.login is None:
        email = f"{role}@pictures.example"
        person.login = give_login(person.id, email=email, password=None, by=_system(built))
    client = Client()
    client.force_login(person.login)
    return client.cookies["sessionid"].value


def busiest(built: Built, role: str) -> Person:
    """Give who of a role has the most to do; of equals the first, who is always the same."""
    has = Membership.objects.of(built.organization_id).filter(role=role).order_by("id")
    persons = [one.person for one in has.select_related("person__login")]
    tell = TO_DO.get(role)
    return max(persons, key=lambda person: tell(person.id)) if tell else persons[0]


def _of_rep(person_id: UUID) -> tuple[int, int]:
    access = _access(person_id)
    mine = leads_visible_to(access).filter(rep_id=person_id)
    diary = appointments_visible_to(access).filter(rep_id=person_id, occupying=True)
    kinds = (
        mine.filter(state=State.TRANSMITTED.value).count(),
        diary.filter(starts_at__gt=AT).count(),
        outcomes_due(access, at=AT).filter(rep_id=person_id).count(),
    )
    return sum(min(kind, 1) for kind in kinds), sum(min(kind, ENOUGH) for kind in kinds)


def _of_relay(person_id: UUID) -> tuple[int]:
    rows = leads_visible_to(_access(person_id))
    return (rows.filter(state=State.SUBMITTED.value).count(),)


def _access(person_id: UUID) -> Access:
    access = access_of(person_id, on=AT.date())
    if access is None:
        raise LookupError(person_id)
    return access


def _system(built: Built) -> Actor:
    return Actor(built.organization_id, Door.SIMULATION)


TO_DO: Final[dict[str, Callable[[UUID], tuple[int, ...]]]] = {
    Role.REP.value: _of_rep,
    Role.RELAY.value: _of_relay,
}
