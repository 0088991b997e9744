"""Who plays which part in a lead on a day."""

from collections.abc import Collection, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

from relais.database.among import among
from relais.database.reading import read_rows
from relais.leads.lifecycle import Recorded
from relais.leads.models import Lead, LeadEvent
from relais.notifications.rules.audience import Audience
from relais.people.models import Membership, Person, Unit
from relais.people.queries import holders_of, in_post_among, managers_of
from relais.people.rules.access import Role

HANDED_OVER = ("lead.assigned", "lead.reassigned")


class Parts(NamedTuple):
    """The parts in one lead."""

    lead_id: UUID
    originator_id: UUID | None
    rep_id: UUID | None
    relay_id: UUID | None
    unit_id: UUID | None
    relay_required: bool
    former_rep_id: UUID | None = None


def parts_of(lead_ids: Collection[UUID], *, organization_id: UUID) -> dict[UUID, Parts]:
    """Read the parts in some leads as they stand now, in one query."""
    rows = Lead.objects.of(organization_id).filter(among("id", lead_ids))
    columns = (
        "id", "originator_id", "rep_id", "relay_id", "unit_id",
        "campaign__relay_required",
    )  # fmt: skip
    return {row[0]: Parts._make((*row, None)) for row in read_rows(rows.values_list(*columns))}


def parts_at(
    told: Sequence[tuple[Recorded, Audience]], *, organization_id: UUID
) -> dict[UUID, Parts]:
    """Give the parts that these audiences need at each of some events, by the event's id.

    An event says itself to whom most things are told: the lead is read for the others only.
    """
    unsaid = {event.lead_id for event, to in told if to in UNSAID}
    taken_from = {event.lead_id for event, to in told if to is Audience.FORMER_REP}
    read = parts_of(unsaid, organization_id=organization_id) if unsaid else {}
    handed_over = _handed_over(taken_from, organization_id) if taken_from else {}
    return {
        event.id: Parts(
            event.lead_id,
            event.originator_id,
            event.rep_id,
            read[event.lead_id].relay_id if event.lead_id in unsaid else None,
            event.unit_id,
            event.lead_id in unsaid and read[event.lead_id].relay_required,
            _before(event, handed_over[event.lead_id]) if event.lead_id in handed_over else None,
        )
        for event, _ in told
    }


def _before(event: Recorded, handed_over: Sequence[tuple[int, UUID]]) -> UUID | None:
    """Who had the lead before an event."""
    return next((rep for sequence, rep in handed_over if sequence < event.sequence), None)


UNSAID: Final = frozenset({Audience.RELAYS, Audience.RELAY, Audience.JUDGES})
OWN: Final = {
    Audience.ORIGINATOR: attrgetter("originator_id"),
    Audience.RELAY: attrgetter("relay_id"),
    Audience.REP: attrgetter("rep_id"),
    Audience.FORMER_REP: attrgetter("former_rep_id"),
}


class Directory:
    """Finds persons by their part, each unit asked once."""

    def __init__(self, organization_id: UUID, *, on: date) -> None:
        self._organization_id = organization_id
        self._on = on
        self._leading: dict[tuple[UUID | None, Role], set[UUID]] = {}
        self._in_post: dict[UUID, bool] = {}

    def find(self, audience: Audience, parts: Parts) -> set[UUID]:
        """Give the ids of who has this part, in post and (for a call center) under mandate."""
        if own := OWN.get(audience):
            person_id: UUID | None = own(parts)
            return {person_id} if person_id and self._acts(person_id) else set()
        return self.in_post(self._find(audience, parts))

    def in_post(self, person_ids: set[UUID]) -> set[UUID]:
        """Keep those who hold a role, in a call center only while it is under mandate."""
        self.meet(person_ids)
        return {person_id for person_id in person_ids if self._in_post[person_id]}

    def _acts(self, person_id: UUID) -> bool:
        if person_id not in self._in_post:
            self.meet({person_id})
        return self._in_post[person_id]

    def _find(self, audience: Audience, parts: Parts) -> set[UUID]:
        if audience is Audience.RELAYS:
            relays = self._holding(Role.RELAY, parts.unit_id) if parts.relay_required else set()
            return relays - {parts.originator_id}
        if audience is Audience.MANAGERS:
            return self._holding(Role.MANAGER, parts.unit_id)
        if audience is Audience.JUDGES:
            return self._judges(parts)
        return self._everybody(Role.DIRECTOR)

    def _judges(self, parts: Parts) -> set[UUID]:
        """The rep's manager, else the directors; never who took part in the lead."""
        took_part = {parts.originator_id, parts.relay_id, parts.rep_id}
        managers = self._holding(Role.MANAGER, parts.unit_id) - took_part
        return managers or self._everybody(Role.DIRECTOR) - took_part

    def _holding(self, role: Role, unit_id: UUID | None) -> set[UUID]:
        """Who holds a role nearest to a unit; without a unit, everybody who holds it."""
        if unit_id is None:
            return self._everybody(role)
        if (unit_id, role) not in self._leading:
            unit = Unit.objects.of(self._organization_id).get(id=unit_id)
            leading = managers_of(unit, on=self._on, role=role)
            self._leading[unit_id, role] = {person.id for person in leading}
        return self._leading[unit_id, role]

    def _everybody(self, role: Role) -> set[UUID]:
        if (None, role) not in self._leading:
            rows = holders_of(self._organization_id, role, on=self._on)
            self._leading[None, role] = set(rows.values_list("person_id", flat=True))
        return self._leading[None, role]

    def meet(self, person_ids: set[UUID]) -> None:
        """Learn in one query who of many is in post, where many are about to be asked for."""
        unknown = {person_id for person_id in person_ids if person_id not in self._in_post}
        if unknown:
            found = in_post_among(unknown, on=self._on)
            self._in_post |= {person_id: person_id in found for person_id in unknown}


def _handed_over(
    lead_ids: Collection[UUID], organization_id: UUID
) -> dict[UUID, list[tuple[int, UUID]]]:
    """To whom leads were given, the latest first."""
    rows = LeadEvent.objects.of(organization_id).filter(
        among("lead_id", lead_ids), kind__in=HANDED_OVER
    )
    given: dict[UUID, list[tuple[int, UUID]]] = {}
    columns = ("lead_id", "sequence", "payload__rep_id")
    for lead_id, sequence, rep_id in rows.order_by("-sequence").values_list(*columns):
        given.setdefault(lead_id, []).append((sequence, UUID(rep_id)))
    return given


def leaders_of(person: Person, *, on: date) -> set[UUID]:
    """Find who led a rep where he last was one; where nobody does, the directors."""
    posts = Membership.objects.of(person.organization_id).filter(
        person=person, role=Role.REP.value, unit__isnull=False
    )
    last = posts.select_related("unit").order_by("-until", "-since", "id").first()
    leading = managers_of(last.unit, on=on) if last and last.unit else []
    if leading:
        return {each.id for each in leading}
    rows = holders_of(person.organization_id, Role.DIRECTOR, on=on)
    return set(rows.values_list("person_id", flat=True))
