"""What is held about somebody, room by room, whether he is a contact or works here."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.accounts import queries as accounts
from relais.accounts.models import Contact
from relais.acts import queries as acts
from relais.appointments import queries as appointments
from relais.calls import queries as calls
from relais.challenge import queries as challenge
from relais.coaching import queries as coaching
from relais.erasure.queries.deeds import deeds_of_person
from relais.exchange import queries as exchange
from relais.experiments import queries as experiments
from relais.leads import queries as leads
from relais.lib.errors import NotVisible
from relais.notifications import queries as notifications
from relais.outbox import queries as outbox
from relais.people import queries as people
from relais.people.rules.access import Access, Role
from relais.privacy import queries as privacy
from relais.prospecting import queries as prospecting
from relais.roi.queries import months
from relais.routing import queries as routing
from relais.steering.queries import meetings as steering

Rows = Mapping[str, QuerySet[Any, Any]]
File = dict[str, dict[str, list[dict[str, Any]]]]

OF_CONTACTS: Final[dict[str, Callable[[UUID, Collection[UUID]], Rows]]] = {
    "accounts": accounts.held_of_contacts,
    "prospecting": prospecting.held_of_contacts,
    "calls": calls.held_of_contacts,
    "leads": leads.held_of_contacts,
    "appointments": appointments.held_of_contacts,
    "privacy": privacy.held_of_contacts,
}
OF_PERSON: Final[dict[str, Callable[[UUID, UUID], Rows]]] = {
    "people": people.held_of_person,
    "acts": acts.held_of_person,
    "experiments": experiments.held_of_person,
    "accounts": accounts.held_of_person,
    "prospecting": prospecting.held_of_person,
    "leads": leads.held_of_person,
    "calls": calls.held_of_person,
    "appointments": appointments.held_of_person,
    "routing": routing.held_of_person,
    "steering": steering.held_of_person,
    "return": months.held_of_person,
    "challenge": challenge.held_of_person,
    "coaching": coaching.held_of_person,
    "notifications": notifications.held_of_person,
    "outbox": outbox.held_of_person,
    "exchange": exchange.held_of_person,
    "privacy": privacy.held_of_person,
}
MOST: Final = 50


def find_contacts(typed: str, *, access: Access) -> list[Contact]:
    """Find the contacts who somebody may be by name, address or number: the first fifty.

    Nobody but the privacy officer finds anybody.
    """
    if not typed.strip() or not access.has(Role.PRIVACY_OFFICER):
        return []
    country = people.organization(access.organization_id).country
    found = accounts.find_contacts(typed, organization_id=access.organization_id, country=country)
    return list(found[:MOST])


def get_contact(contact_id: UUID, *, access: Access) -> Contact:
    """Get a contact, for the privacy officer alone.

    :raises NotVisible: for anybody else, and when there is none.
    """
    return contacts_among([contact_id], access=access)[0]


def contacts_among(contact_ids: Collection[UUID], *, access: Access) -> list[Contact]:
    """Get some contacts, in the order of their ids, for the privacy officer alone.

    :raises NotVisible: for anybody else, and when one of them does not exist.
    """
    rows = Contact.objects.of(access.organization_id).filter(id__in=contact_ids)
    found = list(rows.select_related("account").order_by("id"))
    if not access.has(Role.PRIVACY_OFFICER) or len(found) < len(set(contact_ids)):
        raise NotVisible
    return found


def places_of(contact_ids: Collection[UUID], *, organization_id: UUID) -> dict[str, int]:
    """Count what is held of some contacts, by place; as many queries whatever there is.

    Promises to call back stand apart, those still to keep from those that are over: these alone
    are ended, and counted, when the contacts are left in peace.
    """
    rows = _of_contacts(contact_ids, organization_id)
    promised = rows["calls"]["callbacks"]
    counts = {name: found.count() for room in rows.values() for name, found in room.items()}
    counts["callbacks_waiting"] = promised.filter(done_at=None).count()
    counts["callbacks_over"] = counts.pop("callbacks") - counts["callbacks_waiting"]
    return counts


def file_of_contacts(contact_ids: Collection[UUID], *, organization_id: UUID) -> File:
    """Give all that is held of some contacts, room by room."""
    return _read(_of_contacts(contact_ids, organization_id))


def file_of_person(person_id: UUID, *, organization_id: UUID) -> File:
    """Give all that is held of somebody who works here, room by room: about him, and his deeds."""
    rows = {room: dict(ask(organization_id, person_id)) for room, ask in OF_PERSON.items()}
    for room, name, found in deeds_of_person(organization_id, person_id):
        rows.setdefault(room, {})[name] = found
    return _read(rows)


def _of_contacts(contact_ids: Collection[UUID], organization_id: UUID) -> dict[str, Rows]:
    rows = {room: ask(organization_id, contact_ids) for room, ask in OF_CONTACTS.items()}
    lead_ids = leads.lead_ids_of_contacts(organization_id, contact_ids)
    of_leads = {"acts": acts, "outbox": outbox, "steering": steering}
    return rows | {
        name: room.held_of_leads(organization_id, lead_ids) for name, room in of_leads.items()
    }


def _read(rows: Mapping[str, Rows]) -> File:
    return {
        room: {name: list(found) for name, found in held.items()} for room, held in rows.items()
    }
