"""The organization of a simulated world: units, persons and their roles, rules, campaigns."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from relais.campaigns.actions import (
    Terms,
    add_cost,
    create_campaign,
    engage_call_center,
    publish_definition,
    set_objective,
    set_status,
)
from relais.campaigns.models import Campaign, Reason
from relais.campaigns.rules.terms import CostKind, ReasonKind, Status
from relais.people.actions import (
    add_call_center,
    add_person,
    add_unit,
    complete_privacy_checklist,
    found_organization,
    give_login,
    give_role,
)
from relais.people.models import Login, Unit
from relais.people.queries import actor_of, root_unit
from relais.people.rules.access import Actor, Door, Role
from relais.routing.actions import add_rule
from relais.simulation.ground import ground_of
from relais.simulation.names import persons
from relais.simulation.rules import Rep, Scenario, draw, is_followed

PASSWORD: Final = "relais-demo-2026"
LOST_AGAIN: Final = 0.08  # of the leads, those that are called again in the recovery campaign
RUNS_ON: Final = 3  # months of an objective beyond those that are lived
CHALLENGE: Final = "challenge"  # the measure of the objective that a challenge sets
AGENCIES: Final = (
    "de Lyon", "de Grenoble", "d’Annecy", "de Valence", "de Marseille", "de Nice", "de Toulon",
)  # fmt: skip
WITH_AGENCIES: Final = 3  # the region that has them
TARGET: Final = (
    {"code": "size", "kind": "size", "weight": 2, "min": 10},
    {"code": "horizon", "kind": "horizon", "weight": 3, "max": 12, "required": True},
    {
        "code": "renewal",
        "kind": "free",
        "weight": 1,
        "question": "Un renouvellement est-il prévu cette année ?",
    },
)


@dataclass(frozen=True)
class Post:
    """A rep at work: how he behaves, who he is, and who leads and reviews there."""

    rep: Rep
    by: Actor
    manager: Actor
    relay: Actor

    @property
    def id(self) -> UUID:
        """Give the rep's id."""
        return id_of(self.by)


@dataclass
class Staff:
    """Everybody of a world, and what they work with."""

    organization_id: UUID
    system: Actor
    director: Actor
    campaign: Campaign
    recovery: Campaign
    posts: dict[UUID, Post] = field(default_factory=dict)
    telemarketers: list[Actor] = field(default_factory=list)
    regions: list[Unit] = field(default_factory=list)
    logins: dict[str, str] = field(default_factory=dict)
    reached: set[UUID] = field(default_factory=set)  # who has an address: they can sign in
    reasons: dict[ReasonKind, list[UUID]] = field(default_factory=dict)

    def relay_of(self, unit_id: UUID | None) -> Actor:
        """Give the relay who reviews what is for a unit."""
        return self._relays.get(unit_id) or next(iter(self._relays.values()))

    def manager_of(self, unit_id: UUID | None) -> Actor:
        """Give who leads a unit."""
        return self._managers[unit_id]

    _relays: dict[UUID | None, Actor] = field(default_factory=dict)
    _managers: dict[UUID | None, Actor] = field(default_factory=dict)


class Founding:
    """Builds the organization of a scenario, step by step, as an administrator would."""

    def __init__(self, scenario: Scenario, *, seed: int, since: date, slug: str) -> None:
        self._scenario, self._since, self._slug = scenario, since, slug
        self._names = persons(draw(scenario, seed, "names"))
        organization = found_organization(
            "Novalys Équipements",
            slug=slug,
            country="FR",
            timezone="Europe/Paris",
            language="fr",
            currency="EUR",
        )
        self._system = Actor(organization.id, Door.SIMULATION)
        root = root_unit(organization.id)
        if root is None:
            raise LookupError(organization.id)
        self._root = root
        self._fingerprint = make_password(PASSWORD)  # the same for all: it takes half a second
        self._logins: dict[str, str] = {}
        self._reached: set[UUID] = set()

    def staff(self, *, at: datetime) -> Staff:
        """Hire everybody, open the campaigns, and lay the rules of routing."""
        director = self._named("Dora", "Castellane", "director", Role.DIRECTOR, self._root.id)
        self._named("Ada", "Rivoire", "admin", Role.ADMIN, self._root.id)
        self._named("Paul", "Estève", "privacy", Role.PRIVACY_OFFICER, self._root.id)
        size = self._scenario.size
        leads = size.reps * size.leads_per_rep
        campaign = self._campaign("Renouvellement des parcs", director, wanted=leads, at=at)
        recovery = self._campaign("Relance", director, wanted=leads * LOST_AGAIN, at=at)
        staff = Staff(self._system.organization_id, self._system, director, campaign, recovery)
        self._hire_callers(staff)
        for number in range(self._scenario.size.regions):
            self._open_region(staff, number)
        self._price(campaign, at=at)
        complete_privacy_checklist(
            works_council_on=self._since,
            notice="Note d’information du CSE",
            impact_assessment="AIPD 1",
            by=self._system,
            at=at,
        )
        rows = Reason.objects.of(staff.organization_id).values_list("kind", "id")
        for kind, reason_id in rows.order_by("kind", "position"):
            staff.reasons.setdefault(ReasonKind(kind), []).append(reason_id)
        staff.logins, staff.reached = self._logins, self._reached
        return staff

    def _campaign(self, name: str, director: Actor, *, wanted: float, at: datetime) -> Campaign:
        terms = Terms(
            name=name,
            starts_on=self._since,
            owner_id=id_of(director),
            product="parc",
            brief="Entreprises de plus de dix personnes qui renouvellent leur parc dans l’année.",
        )
        campaign = create_campaign(terms, by=director, at=at)
        set_status(campaign.id, status=Status.RUNNING, by=director)
        publish_definition(campaign.id, criteria=TARGET, by=director, at=at)
        set_objective(
            campaign.id,
            measure="appointments",
            target=max(10, round(wanted / 10) * 10),
            since=self._since,
            until=self._since + timedelta(days=30 * (self._scenario.size.months + RUNS_ON)),
            words="Un rendez-vous pour chaque lead, et chacun visité.",
            by=director,
        )
        return campaign

    def _price(self, campaign: Campaign, *, at: datetime) -> None:
        """A set-up paid once, the hours of the call center, and each appointment."""
        since, until = self._since, at.date() + timedelta(days=30 * self._scenario.size.months)
        add_cost(campaign.id, kind=CostKind.FIXED, amount=18_000_00, since=since, by=self._system)
        add_cost(
            campaign.id,
            kind=CostKind.HOURLY,
            amount=29_00,
            hours=Decimal(20 * self._scenario.size.months * self._scenario.size.telemarketers),
            since=since,
            until=until,
            by=self._system,
        )
        add_cost(
            campaign.id, kind=CostKind.PER_APPOINTMENT, amount=45_00, since=since, by=self._system
        )

    def _hire_callers(self, staff: Staff) -> None:
        center = add_call_center(
            "Allovia", kind="outsourced", by=self._system, mandate_since=self._since
        )
        for campaign in (staff.campaign, staff.recovery):
            engage_call_center(
                campaign.id,
                call_center_id=center.id,
                since=self._since,
                until=None,
                by=self._system,
            )
        self._named("Sam", "Thorigny", "supervisor", Role.SUPERVISOR, None, center.id)
        tina = self._named("Tina", "Beaufort", "telemarketer", Role.TELEMARKETER, None, center.id)
        staff.telemarketers = [tina] + [
            self._hired(Role.TELEMARKETER, None, center.id)
            for _ in range(self._scenario.size.telemarketers - 1)
        ]

    def _open_region(self, staff: Staff, number: int) -> None:
        ground, first = ground_of(self._scenario, number), number == 0
        unit = add_unit(
            ground.name,
            kind="country" if ground.country else "region",
            parent_id=self._root.id,
            country=ground.country,
            timezone=ground.timezone,
            by=self._system,
        )
        areas = () if ground.country else tuple(postcode[:2] for postcode, _ in ground.cities)
        country = ground.country or "FR"
        add_rule(name=unit.name, unit_id=unit.id, country=country, areas=areas, by=self._system)
        named = self._named if first else None
        manager = (
            named("Maya", "Vernet", "manager", Role.MANAGER, unit.id)
            if named
            else self._hired(Role.MANAGER, unit.id)
        )
        relay = (
            named("Victor", "Sauzet", "relay", Role.RELAY, unit.id)
            if named
            else self._hired(Role.RELAY, unit.id)
        )
        staff.regions.append(unit)
        teams = self._teams(unit, number)
        for team in teams:
            staff._relays[team.id] = relay
            leads = manager if team is unit else self._hired(Role.MANAGER, team.id)
            staff._managers[team.id] = leads
        staff._relays[unit.id], staff._managers[unit.id] = relay, manager
        for place in range(self._scenario.size.reps_per_region):
            self._hire_rep(staff, number, place, teams[place % len(teams)], relay)

    def _teams(self, unit: Unit, number: int) -> list[Unit]:
        if self._scenario.waves or number != WITH_AGENCIES:
            return [unit]
        return [
            add_unit(f"Agence {of_city}", kind="agency", parent_id=unit.id, by=self._system)
            for of_city in AGENCIES
        ]

    def _hire_rep(self, staff: Staff, region: int, place: int, team: Unit, relay: Actor) -> None:
        rep = Rep(region * self._scenario.size.reps_per_region + place, region)
        weight = 0 if is_followed(self._scenario, region) else 1
        if rep.number == 0:
            by = self._named("Rémy", "Aubrac", "rep", Role.REP, team.id, weight=weight)
        else:
            by = self._hired(Role.REP, team.id, weight=weight)
        staff.posts[id_of(by)] = Post(rep, by, staff._managers[team.id], relay)

    def _hired(
        self,
        role: Role,
        unit_id: UUID | None,
        call_center_id: UUID | None = None,
        *,
        weight: int = 1,
    ) -> Actor:
        first, last = next(self._names)
        return self._in_post(first, last, role, unit_id, call_center_id, weight)

    def _named(
        self,
        first: str,
        last: str,
        called: str,
        role: Role,
        unit_id: UUID | None,
        call_center_id: UUID | None = None,
        *,
        weight: int = 1,
    ) -> Actor:
        """Hire one of those who can sign in, under a first name that is easy to remember."""
        actor = self._in_post(first, last, role, unit_id, call_center_id, weight)
        plain = {"Rémy": "remy"}.get(first, first.lower())
        self._logins[called] = f"{plain}@{self._slug}.example"
        self._reached.add(id_of(actor))
        login = give_login(
            id_of(actor), email=self._logins[called], password=None, by=self._system
        )  # fmt: skip
        Login.objects.filter(pk=login.pk).update(password=self._fingerprint)
        return actor

    def _in_post(
        self,
        first: str,
        last: str,
        role: Role,
        unit_id: UUID | None,
        call_center_id: UUID | None,
        weight: int,
    ) -> Actor:
        person = add_person(last, first_name=first, joined_on=self._since, by=self._system)
        give_role(
            person.id,
            role,
            since=self._since,
            unit_id=unit_id,
            call_center_id=call_center_id,
            weight=weight,
            by=self._system,
        )
        actor = actor_of(person.id, on=self._since, door=Door.SIMULATION)
        if actor is None:
            raise LookupError(person.id)
        return actor


def id_of(actor: Actor) -> UUID:
    """Give who somebody at work is.

    :raises LookupError: for the system, which is nobody.
    """
    if actor.person_id is None:
        raise LookupError("the system is nobody")
    return actor.person_id
