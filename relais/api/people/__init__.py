"""People: persons, roles, keys, absences, leavers; the organization, its units and its time."""

from typing import Final

from ninja import Router

from relais.api.people import keys, organization, persons

ROUTERS: Final[dict[str, Router]] = {
    "/persons": persons.persons,
    "/roles": persons.roles,
    "/absences": persons.absences,
    "/tokens": keys.tokens,
    "/organization": organization.router,
}
