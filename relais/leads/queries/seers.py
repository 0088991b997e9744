"""Who sees a lead now, person by person: what `visible_to` says, asked the other way round."""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.database.among import among
from relais.database.prepared import PreparedModels
from relais.leads.models import Lead
from relais.leads.queries.lists import BEFORE_REVIEW, UNDER_REVIEW
from relais.people.models import Membership, Person
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


NOBODY: Final = UUID(int=0)
NONE: Final = Q(pk__in=[])
EXAMPLES: Final = (
    *(UUID(int=1), date(1900, 1, 1), UUID(int=2), UUID(int=3), UUID(int=4), UUID(int=5)),
    [UUID(int=6)],
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
    above = lead.unit.path.strip("/").split("/") if lead.unit is not None else []
    posts = _asked(lead.state, bool(above))(
        lead.organization_id,
        on,
        lead.originator_id or NOBODY,
        lead.call_center_id or NOBODY,
        lead.relay_id or NOBODY,
        lead.rep_id or NOBODY,
        [UUID(part) for part in above],
    )
    found = dict.fromkeys(
        Seer(post.person, Role(post.role), post.unit.name if post.unit else "") for post in posts
    )
    return sorted(found, key=lambda seer: ORDER.index(seer.role))


@lru_cache(maxsize=64)  # a query for each state, of leads with a unit and without
def _asked(state: str, in_unit: bool) -> PreparedModels[Membership]:
    def ask(
        home: UUID,
        on: date,
        found_by: UUID,
        center: UUID,
        relay: UUID,
        rep: UUID,
        units: list[UUID],
    ) -> QuerySet[Membership]:
        def above(role: Role) -> Q:
            """In its unit or above it; what has none is for the root, and for every relay."""
            if in_unit:
                return among("unit_id", units)
            return Q(unit__isnull=False) & (Q() if role is Role.RELAY else Q(unit__parent=None))

        relays = Q(person_id=relay) | (above(Role.RELAY) if state in UNDER_REVIEW else NONE)
        managers = NONE if state in BEFORE_REVIEW else above(Role.MANAGER)
        sees = (
            Q(role=Role.TELEMARKETER.value, person_id=found_by)
            | Q(role=Role.SUPERVISOR.value, call_center_id=center)
            | Q(role=Role.RELAY.value) & relays
            | Q(role=Role.REP.value, person_id=rep)
            | Q(role=Role.MANAGER.value) & managers
            | Q(role=Role.DIRECTOR.value)
        )
        posts = holding(home, on=on).filter(sees).select_related("person", "unit")
        return posts.order_by("person__last_name", "person_id", "id")

    return PreparedModels(ask, examples=EXAMPLES)
