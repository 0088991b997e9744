"""Who a person is to the organization, and who acts in a deed (pure)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person does here. Roles are not exclusive: the same person may qualify and close."""

    TELEMARKETER = "telemarketer"
    SUPERVISOR = "supervisor"
    RELAY = "relay"
    REP = "rep"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMIN = "admin"
    PRIVACY_OFFICER = "privacy_officer"


class Door(StrEnum):
    """By which way a deed came in."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    CLOCK = "clock"
    IMPORT = "import"
    SIMULATION = "simulation"


@dataclass(frozen=True)
class Access:
    """All that decides what a person may see and do, read once at the door.

    `unit_paths` holds, per role, the paths of the units in which the role is held; a unit is
    below another when its path starts with the other's. `call_centers` are those that a supervisor
    or telemarketer belongs to, while their mandate runs; `supervised` those of them that he
    supervises, whose leads he sees whoever found them. `on` is the day on which it holds; two
    of different days that are alike otherwise are one.
    """

    organization_id: UUID
    person_id: UUID
    roles: frozenset[Role]
    unit_paths: dict[Role, frozenset[str]] = field(default_factory=dict)
    call_centers: frozenset[UUID] = frozenset()
    supervised: frozenset[UUID] = frozenset()
    on: date | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        """Let what follows from all of it be kept for who may see and do the same."""
        return hash((self.organization_id, self.person_id, self.roles))

    def has(self, *roles: Role) -> bool:
        """Say whether the person holds one of these roles."""
        return not self.roles.isdisjoint(roles)

    def over(self, role: Role, unit_path: str | None) -> bool:
        """Say whether the person holds `role` in this unit or in one above it.

        What has no unit yet is for those who hold the role at the root, and for every relay.
        """
        paths = self.unit_paths.get(role, ())
        if unit_path is None:
            return bool(paths) if role is Role.RELAY else any(map(is_root, paths))
        return any(unit_path.startswith(path) for path in paths)


def is_root(path: str) -> bool:
    """Say whether a unit's path is that of a root, "/<id>/"."""
    return path.count("/") == 2


@dataclass(frozen=True)
class Actor:
    """Who acts, and by which door; the clock acts for nobody (`access` is None)."""

    organization_id: UUID
    door: Door
    access: Access | None = None

    @property
    def person_id(self) -> UUID | None:
        """Give the acting person, or None for the clock and the command line."""
        return self.access.person_id if self.access else None

    def is_person(self, person_id: UUID | None) -> bool:
        """Say whether the actor is exactly this person."""
        return person_id is not None and self.person_id == person_id

    def has(self, *roles: Role) -> bool:
        """Say whether the actor holds one of these roles; the system itself holds all."""
        return self.is_system or (self.access is not None and self.access.has(*roles))

    def over(self, role: Role, unit_path: str | None) -> bool:
        """Say whether the actor holds `role` over this unit; the system itself does."""
        return self.is_system or (self.access is not None and self.access.over(role, unit_path))

    @property
    def is_system(self) -> bool:
        """Say whether no person acts: the clock, the command line, a replayed history."""
        return self.access is None
