"""Who sees a lead now, person by person: what `visible_to` says, asked the other way round."""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from relais.leads.models import Lead
from relais.leads.queries.lists import BEFORE_REVIEW, UNDER_REVIEW
from relais.people.models import Person
from relais.people.queries import holding
from relais.people.rules.access import Role

ORDER: Final = (
    Role.TELEMARKETER,
    Role.SUPERVISOR,
    Role.RELAY,
    Role.REP,
    Role.MANAGER,
    Role.DIRECTOR,
)


class Seer(NamedTuple):
    """Somebody who sees a lead, and by which of his roles, in which unit."""

    person: Person
    role: Role
    unit: str


def seers_of(lead: Lead, *, on: date) -> list[Seer]:
    """List who sees a lead on a day, from who found it to who directs; one query.

    Who sees it by two roles stands there twice.
    """
    posts = holding(lead.organization_id, on=on).filter(_sees(lead))
    posts = posts.select_related("person", "unit").order_by("person__last_name", "person_id", "id")
    found = dict.fromkeys(
        Seer(post.person, Role(post.role), post.unit.name if post.unit else "") for post in posts
    )
    return sorted(found, key=lambda seer: ORDER.index(seer.role))


def _sees(lead: Lead) -> Q:
    relays = Q(person_id=lead.relay_id) | (
        _above(lead, Role.RELAY) if lead.state in UNDER_REVIEW else Q(pk__in=[])
    )
    managers = Q(pk__in=[]) if lead.state in BEFORE_REVIEW else _above(lead, Role.MANAGER)
    return (
        Q(role=Role.TELEMARKETER.value, person_id=lead.originator_id)
        | Q(role=Role.SUPERVISOR.value, call_center_id=lead.call_center_id)
        & Q(call_center__isnull=False)
        | Q(role=Role.RELAY.value) & relays
        | Q(role=Role.REP.value, person_id=lead.rep_id)
        | Q(role=Role.MANAGER.value) & managers
        | Q(role=Role.DIRECTOR.value)
    )


def _above(lead: Lead, role: Role) -> Q:
    """In the lead's unit or above it; what has none is for the root, and for every relay."""
    if lead.unit is not None:
        return Q(unit_id__in=[UUID(part) for part in lead.unit.path.strip("/").split("/")])
    return Q(unit__isnull=False) if role is Role.RELAY else Q(unit__parent=None, unit__isnull=False)
