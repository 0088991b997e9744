"""Bringing in the units and the staff of an organization: who is known is recognised."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from relais.database.models import uuid7
from relais.lib.brought import RowVerdict, Verdict, passed_over
from relais.lib.errors import Refusal
from relais.lib.folding import words_of
from relais.lib.names import full_name
from relais.lib.phones import phone_of
from relais.people.actions.organization import add_unit
from relais.people.models import CallCenter, Membership, Organization, Person, Unit
from relais.people.rules.access import Actor, Role
from relais.people.rules.offices import check_admin
from relais.people.rules.places import check_place
from relais.people.rules.staff import (
    IN_A_CENTER,
    KINDS,
    SPOKEN,
    NoSuchCenter,
    NoSuchUnit,
    NotAnAddress,
    SeveralOfThisName,
    SeveralUnits,
    StaffRow,
    UnitRow,
    check_name,
    kind_called,
    names_of,
    role_called,
)

LONGEST_UNIT, LONGEST_NAME, LONGEST_ADDRESS = 400, 200, 254
Post = tuple[UUID, str, UUID | None, UUID | None]  # person, role, unit, call center


def bring_units(rows: Sequence[UnitRow], *, by: Actor) -> list[RowVerdict]:
    """Add the units of a table that are not there yet, each below the one that it names.

    One without a kind is the next smaller than the unit above. Done twice, nothing is added.
    :raises ForAdministrators: for anybody else.
    """
    check_admin(by)
    verdicts = []
    with transaction.atomic():
        units = _Units(by.organization_id)
        for row in rows:
            try:
                verdicts.append(_bring_unit(row, units, by))
            except Refusal as why:
                verdicts.append(passed_over(why))
    return verdicts


def preview_units(rows: Sequence[UnitRow], *, by: Actor) -> list[RowVerdict]:
    """Say what `bring_units` would make of each row; nothing of it stays."""
    with transaction.atomic():
        verdicts = bring_units(rows, by=by)
        transaction.set_rollback(True)
    return verdicts


def bring_people(rows: Sequence[StaffRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Add the persons of a table who are not there yet, and give each the role that it names.

    Somebody is known by his address, without one by his name: who has none yet gets that of the
    row of his name, where he holds the role that it names. What else is known of him is not
    changed; a role that he holds already is not given again. Nobody gets a sign-in by this.
    :raises ForAdministrators: for anybody else.
    """
    check_admin(by)
    with transaction.atomic():
        register = _Register(by.organization_id, on=at.date())
        verdicts = [register.enter(row) for row in rows]
        register.write()
    return verdicts


def preview_people(rows: Sequence[StaffRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Say what `bring_people` would make of each row; nothing of it stays."""
    with transaction.atomic():
        verdicts = bring_people(rows, by=by, at=at)
        transaction.set_rollback(True)
    return verdicts


class _Units:
    """The units of an organization, by their names."""

    def __init__(self, organization_id: UUID) -> None:
        held = Organization.objects.select_for_update().get(id=organization_id)
        rows = list(Unit.objects.of(held.id).order_by("path"))
        self.root = next(row for row in rows if row.parent_id is None)
        self._names: dict[UUID, tuple[str, ...]] = {}
        self._called: dict[str, list[Unit]] = {}
        for row in rows:
            self.know(row)

    def know(self, unit: Unit) -> None:
        name = unit.name.strip().casefold()
        above = self._names.get(unit.parent_id, ()) if unit.parent_id else ()
        self._names[unit.id] = (*above, name)
        self._called.setdefault(name, []).append(unit)

    def find(self, told: str) -> Unit:
        """Give the unit of a name, or of several from above; the root for none."""
        names = names_of(told)
        if not names:
            return self.root
        found = [
            unit
            for unit in self._called.get(names[-1], ())
            if self._names[unit.id][-len(names) :] == names
        ]
        if not found:
            raise NoSuchUnit(name=told)
        if len(found) > 1:
            raise SeveralUnits(name=told)
        return found[0]

    def below(self, parent: Unit, name: str) -> Unit | None:
        called = self._called.get(name.strip().casefold(), ())
        return next((unit for unit in called if unit.parent_id == parent.id), None)


def _bring_unit(row: UnitRow, units: _Units, by: Actor) -> RowVerdict:
    name = check_name(row.name, longest=LONGEST_UNIT)
    parent = units.find(row.above)
    kind = kind_called(row.kind) or _next_below(parent.kind)
    if known := units.below(parent, row.name):
        return RowVerdict(Verdict.MATCHED, id=known.id)
    unit = add_unit(
        name,
        kind=kind,
        parent_id=parent.id,
        country=row.country.upper() or None,
        timezone=row.timezone or None,
        by=by,
    )
    units.know(unit)
    return RowVerdict(Verdict.CREATED, id=unit.id)


def _next_below(kind: str) -> str:
    return KINDS[min(KINDS.index(kind) + 1, len(KINDS) - 1)]


class _Register:
    """Who works here, and who comes with a table; written at once at its end."""

    def __init__(self, organization_id: UUID, *, on: date) -> None:
        self._units = _Units(organization_id)
        self._home = Organization.objects.get(id=organization_id)
        self._on = on
        centers = CallCenter.objects.of(organization_id).values_list("name", "id")
        self._centers = {name.strip().casefold(): center_id for name, center_id in centers}
        persons = Person.objects.of(organization_id).filter(left_on=None)
        self._known: dict[str, UUID] = {}
        self._without: dict[str, list[Person]] = {}  # an address, by their names
        for person in persons:
            self._know(person)
            if not person.email and person.login_id is None:
                self._without.setdefault(_named(person), []).append(person)
        posts = Membership.objects.of(organization_id).filter(until=None)
        self._held: set[Post] = set(
            posts.values_list("person_id", "role", "unit_id", "call_center_id")
        )
        self._persons: list[Person] = []
        self._reached: list[Person] = []
        self._posts: list[Membership] = []

    def enter(self, row: StaffRow) -> RowVerdict:
        """Take one row down."""
        try:
            person = self._read(row)
            role = role_called(row.role) if row.role.strip() else None
            place = self._place(row, role)
            known = self._known.get(_called(person)) or self._reach(person, role, place)
        except Refusal as why:
            return passed_over(why)
        if known is None:
            self._persons.append(person)
            self._know(person)
        person_id = known or person.id
        if role:
            self._give(person_id, role, *place)
        return RowVerdict(Verdict.MATCHED if known else Verdict.CREATED, id=person_id)

    def write(self) -> None:
        """Add whom the table brought, their roles, and the addresses of who had none."""
        Person.objects.bulk_create(self._persons, batch_size=1_000)
        Person.objects.bulk_update(self._reached, ["email"], batch_size=500)
        Membership.objects.bulk_create(self._posts, batch_size=1_000)

    def _read(self, row: StaffRow) -> Person:
        last_name = check_name(row.last_name, longest=LONGEST_NAME)
        first_name = row.first_name.strip() and check_name(row.first_name, longest=LONGEST_NAME)
        email = row.email.strip().lower()
        country = row.country.strip().upper() or self._home.country
        zone = row.timezone.strip() or self._home.timezone
        spoken = row.language.strip().lower()[:2]
        check_place(country, subdivision="", timezone=zone)
        if email:
            _check_address(email)
        return Person(
            id=uuid7(),
            organization_id=self._home.id,
            first_name=first_name,
            last_name=last_name,
            words=words_of(last_name, first_name),
            email=email,
            phone=phone_of(row.phone, country=country),
            phone_typed=row.phone.strip()[:60],
            language=spoken if spoken in SPOKEN else self._home.language,
            country=country,
            timezone=zone,
        )

    def _place(self, row: StaffRow, role: Role | None) -> tuple[UUID | None, UUID | None]:
        """In which unit and call center; telemarketers of the house stand in neither."""
        center = row.call_center.strip()
        if center and center.casefold() not in self._centers:
            raise NoSuchCenter(name=center)
        center_id = self._centers.get(center.casefold())
        if role in IN_A_CENTER and not row.unit.strip():
            return None, center_id
        return self._units.find(row.unit).id, center_id

    def _give(
        self, person_id: UUID, role: Role, unit_id: UUID | None, center_id: UUID | None
    ) -> None:
        post = person_id, role.value, unit_id, center_id
        if post in self._held:
            return
        self._held.add(post)
        self._posts.append(
            Membership(
                organization_id=self._home.id,
                person_id=person_id,
                role=role.value,
                unit_id=unit_id,
                call_center_id=center_id,
                since=self._on,
            )
        )

    def _reach(
        self, told: Person, role: Role | None, place: tuple[UUID | None, UUID | None]
    ) -> UUID | None:
        """Give the address of a row to the one of its name who has none, if there is one.

        :raises SeveralOfThisName: where it may be one or another.
        """
        found = [
            person
            for person in self._without.get(_named(told), ())
            if role is None or (person.id, role.value, *place) in self._held
        ]
        if not told.email or not found:
            return None
        if len(found) > 1:
            raise SeveralOfThisName(name=full_name(told.first_name, told.last_name))
        [person] = found
        person.email = told.email
        self._without[_named(person)].remove(person)
        self._reached.append(person)
        self._know(person)
        return person.id

    def _know(self, person: Person) -> None:
        self._known.setdefault(_called(person), person.id)


def _called(person: Person) -> str:
    """By what somebody is known again."""
    return person.email.casefold() or f"name {_named(person)}"


def _named(person: Person) -> str:
    return full_name(person.first_name, person.last_name).casefold()


def _check_address(email: str) -> None:
    check_name(email, longest=LONGEST_ADDRESS)
    try:
        validate_email(email)
    except ValidationError:
        raise NotAnAddress(email=email) from None
