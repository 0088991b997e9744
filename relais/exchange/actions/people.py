"""The persons of a file: known by their external key, one person whatever his roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from relais.exchange.rules.access import NotThere
from relais.exchange.rules.cells import reader
from relais.exchange.rules.history import Rep
from relais.exchange.rules.mapping import Cell, Creates, FileMapping
from relais.people.actions import add_person, give_role
from relais.people.models import Membership, Person
from relais.people.queries import organization, root_unit
from relais.people.rules.access import Actor, Role


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a file tells him."""

    key: str
    name: str
    email: str


def listed(
    mapping: FileMapping, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> dict[str, Named]:
    """Give the persons of the mapping's persons file, by what other files call them."""
    spec = mapping.persons
    key, known_by, name, email = (
        reader(Cell(f"persons.{what}", spec.file, column=column, text=text), columns)
        for what, column, text in (
            ("key", spec.key, ""),
            ("known_by", spec.known_by, ""),
            ("name", "", spec.name),
            ("email", "", spec.email or " "),
        )
    )
    return {known_by(row): Named(key(row), name(row), email(row).strip()) for row in rows}


class People:
    """Who is who in an organization, during one import; adds whom the mapping lets it add."""

    def __init__(
        self, mapping: FileMapping, named: Mapping[str, Named] | None, *, by: Actor
    ) -> None:
        """Read all persons who can be recognised, and their roles."""
        self._mapping = mapping
        self._named = named
        self._since = mapping.campaign.starts_on
        self._by = by
        self._home = organization(by.organization_id)
        self._root = root_unit(by.organization_id)
        persons = Person.objects.of(by.organization_id)
        self._by_key = dict(persons.exclude(external_key=None).values_list("external_key", "id"))
        self._by_email = dict(persons.exclude(email="").values_list("email", "id"))
        self._roles: dict[tuple[UUID, Role], UUID | None] = {
            (person_id, Role(role)): unit_id
            for person_id, role, unit_id in Membership.objects.of(by.organization_id)
            .filter(until=None)
            .values_list("person_id", "role", "unit_id")
        }
        self._reps: dict[str, Rep] = {}
        name = mapping.persons.name if named is None else ""
        self._name = reader(Cell("persons.name", "persons", text=name or "{key}"), ["key"])

    def rep(self, known_by: str) -> Rep:
        """Give a rep and his unit.

        :raises NotThere: for somebody who is not known and may not be added.
        """
        if known_by not in self._reps:
            person_id = self._person(known_by, Role.REP)
            self._reps[known_by] = Rep(person_id, self._roles[person_id, Role.REP])
        return self._reps[known_by]

    def telemarketer(self, known_by: str) -> UUID | None:
        """Give a telemarketer; nobody for an empty cell.

        :raises NotThere: for somebody who is not known and may not be added.
        """
        return self._person(known_by, Role.TELEMARKETER) if known_by else None

    def director(self, name: str) -> UUID:
        """Give who answers for a campaign.

        :raises NotThere: for somebody who is not known and may not be added.
        """
        return self._person(name, Role.DIRECTOR)

    def _person(self, known_by: str, role: Role) -> UUID:
        named = self._who(known_by, role)
        person_id = self._by_key.get(named.key) or self._by_email.get(named.email)
        if person_id is None:
            person_id = self._add(named)
        if (person_id, role) not in self._roles:
            unit = self._root.id if self._root and role is not Role.TELEMARKETER else None
            give_role(person_id, role, since=self._since, by=self._by, unit_id=unit)
            self._roles[person_id, role] = unit
        return person_id

    def _who(self, known_by: str, role: Role) -> Named:
        if role is Role.DIRECTOR:
            return Named(known_by, known_by, known_by)
        if self._named is None:
            return Named(known_by, self._name([known_by]), "")
        if known_by not in self._named:
            raise NotThere(what="person", name=known_by, create=Creates.PERSONS.value)
        return self._named[known_by]

    def _add(self, named: Named) -> UUID:
        if Creates.PERSONS not in self._mapping.creates:
            raise NotThere(what="person", name=named.name, create=Creates.PERSONS.value)
        person = add_person(
            named.name,
            email=named.email if "@" in named.email else "",
            language=self._home.language,
            country=self._home.country,
            timezone=self._home.timezone,
            external_key=named.key,
            by=self._by,
        )
        self._by_key[named.key] = person.id
        return person.id
