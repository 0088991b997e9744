"""Who can see a lead, in words, as far as the reader himself may know it (domain.md, section 5)."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from relais.leads.queries import Lead, Seer, seers_of
from relais.people.queries import Access, Role, is_inside
from relais.web.filters import moment
from relais.web.words import ROLES, label

Line = tuple[str, str]  # the role, and who


def seen_by(lead: Lead, *, access: Access, on: date) -> list[Line]:
    """Say by which role who sees a lead, from who found it to who directs; one query.

    Agents of a call center stand as its team for the house, and the house's managers and directors
    without their names for a call center from outside.
    """
    seers = seers_of(lead, on=on)
    held = {role: [seer for seer in seers if seer.role is role] for role in TELL}
    return [
        (label(ROLES, role.value), tell(lead, held[role], access))
        for role, tell in TELL.items()
        if held[role]
    ]


def _agents(lead: Lead, held: list[Seer], access: Access) -> str:
    """Name somebody of a call center to those who belong to it; to others the call center."""
    if lead.call_center is None or lead.call_center_id in access.call_centers:
        return _names(held)
    return str(lead.call_center.name)


def _relays(lead: Lead, held: list[Seer], access: Access) -> str:
    return _names(held)


def _rep(lead: Lead, held: list[Seer], access: Access) -> str:
    since = lead.turn_at or lead.transmitted_at
    if since is None:
        return _names(held)
    return _("%(rep)s, since %(moment)s") % {"rep": _names(held), "moment": moment(None, since)}


def _managers(lead: Lead, held: list[Seer], access: Access) -> str:
    if not is_inside(access):
        return _("of the rep’s unit and above")
    named = (f"{seer.person} ({seer.unit})" if seer.unit else str(seer.person) for seer in held)
    return ", ".join(dict.fromkeys(named))


def _directors(lead: Lead, held: list[Seer], access: Access) -> str:
    return _names(held) if is_inside(access) else _("of the house")


def _names(held: list[Seer]) -> str:
    return ", ".join(dict.fromkeys(str(seer.person) for seer in held))


TELL: Final[dict[Role, Callable[[Lead, list[Seer], Access], str]]] = {
    Role.TELEMARKETER: _agents,
    Role.SUPERVISOR: _agents,
    Role.RELAY: _relays,
    Role.REP: _rep,
    Role.MANAGER: _managers,
    Role.DIRECTOR: _directors,
}
