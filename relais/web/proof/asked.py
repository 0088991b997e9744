"""Of whom a proof is asked, and of whom a person may ask: his own leads, his unit, his center."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relais.campaigns.queries import campaigns_visible_to
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import View
from relais.people.queries import (
    Access,
    Actor,
    Role,
    call_centers_visible_to,
    holders_of,
    is_inside,
    organization,
    persons_visible_to,
    units_of,
)
from relais.privacy.actions import note_reading
from relais.roi.queries import Scope, scope_of
from relais.web.fields import Choices, DayField, pick

LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)
FIELDS: Final = ("campaign", "center", "unit", "finder", "since", "until")


class ProofForm(forms.Form):
    """Leads of a campaign, call center, unit or telemarketer, opened in a period."""

    since = DayField(label=gettext_lazy("Opened from"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any, *, offered: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        labels = {
            "campaign": gettext_lazy("Campaign"),
            "center": gettext_lazy("Call center"),
            "unit": gettext_lazy("Region or team"),
            "finder": gettext_lazy("Telemarketer"),
        }
        for name, choices in offered.items():
            self.fields[name] = pick(labels[name], choices, required=False)
        self.order_fields(["campaign", "center", "unit", "finder", "since", "until"])


@dataclass(frozen=True)
class Asked:
    """The scope of a proof, whom it is about in words, and the fields that ask for it again.

    `own`: the reader may open each lead that is counted; a rep sees his unit's figures alone.
    """

    scope: Scope
    form: ProofForm
    words: list[str]
    fields: list[tuple[str, str]]
    own: bool
    money: bool
    others: int

    @property
    def query(self) -> str:
        """Give what asks for the same in an address."""
        return urlencode(self.fields)


def asked_by(access: Access, data: Any, *, by: Actor, at: Any) -> Asked:
    """Read of whom a proof is asked; what cannot be read, or is not offered, is not found.

    :raises NotVisible: for a unit, center or person of whom the reader may not ask.
    """
    on = at.date()
    units = _units(access)
    campaigns = list(campaigns_visible_to(access, on=on))
    offered = _offered(access, campaigns, units, on)
    form = ProofForm(data, offered=offered)
    hidden = any(data.get(name) for name in FIELDS if name not in form.fields)
    if hidden or not form.is_valid():
        raise NotVisible
    told = {name: form.cleaned_data.get(name) for name in FIELDS}
    if told["finder"]:
        note_reading("proof", of=[told["finder"]], by=by, at=at)
    unit = next((one for one in units if one.id == told["unit"]), None)
    view, whose = _view(access, told, unit, on)
    chosen = [one for one in campaigns if told["campaign"] in (None, one.id)]
    scope = scope_of(view, chosen, at=at)
    names = [dict(offered[name])[str(told[name])] for name in offered if told[name]]
    return Asked(
        scope,
        ProofForm(None, offered=offered, initial=told),
        [*names, *([whose] if whose else [])],
        [(name, str(value)) for name, value in told.items() if value],
        own=view.access is not None,
        money=is_inside(access),
        others=len(chosen) - len(scope.campaigns),
    )


def _view(access: Access, told: dict[str, Any], unit: Any, on: date) -> tuple[View, str]:
    """Give the leads of whom a person may ask, in words where they are not simply his own.

    A rep sees what his unit brought, which it is his to know; unless so few are in it that these
    would be figures of persons: then those of the unit above, or else his own.
    """
    home = access.organization_id
    period = {"since": told["since"], "until": told["until"], "campaign_id": told["campaign"]}
    if access.has(*LEADERS) or not access.has(Role.REP):
        centers = frozenset({told["center"]}) if told["center"] else None
        narrowed = {"unit_path": unit.path if unit else None, "originator_id": told["finder"]}
        return View(home, access, call_center_ids=centers, **period, **narrowed), ""
    for path in sorted(access.unit_paths.get(Role.REP, ()), key=lambda one: -len(one)):
        above = _team_around(access, path, on)
        if above:
            return View(home, None, unit_path=above.path, **period), above.name
    return View(home, access, **period), _("Your own leads")


def _team_around(access: Access, path: str, on: date) -> Any:
    """Find the nearest unit, from a path upwards, whose reps are enough for a team."""
    above = [one for one in units_of(access.organization_id) if path.startswith(one.path)]
    posts = _posts(access, on)
    for unit in sorted(above, key=lambda one: -len(one.path)):
        if _reps_below(posts, unit.path) >= SMALLEST_TEAM:
            return unit
    return None


def _posts(access: Access, on: date) -> list[tuple[Any, str]]:
    """List the reps and the paths of their units, in one question."""
    rows = holders_of(access.organization_id, Role.REP, on=on).exclude(unit=None)
    return list(rows.values_list("person_id", "unit__path"))


def _reps_below(posts: Sequence[tuple[Any, str]], path: str) -> int:
    return len({person_id for person_id, at in posts if at.startswith(path)})


def _units(access: Access) -> list[Any]:
    """List the units of which somebody may ask: a director all, a manager those that he leads."""
    if not access.has(*LEADERS):
        return []
    units = list(units_of(access.organization_id))
    if access.has(Role.DIRECTOR):
        return units
    paths = tuple(access.unit_paths.get(Role.MANAGER, ()))
    return [unit for unit in units if unit.path.startswith(paths)]


def _offered(
    access: Access, campaigns: Sequence[Any], units: Sequence[Any], on: date
) -> dict[str, list[tuple[str, str]]]:
    """Offer what narrows a proof: persons and small teams once the checklist is complete."""
    complete = bool(organization(access.organization_id).works_council_on)
    found = {"campaign": [(str(one.id), one.name) for one in campaigns]}
    if access.has(*LEADERS):
        centers = call_centers_visible_to(access)
        found["center"] = [(str(one.id), one.name) for one in centers]
        posts = [] if complete else _posts(access, on)
        found["unit"] = [
            (str(one.id), one.name)
            for one in units
            if complete or _reps_below(posts, one.path) >= SMALLEST_TEAM
        ]
    if access.has(Role.SUPERVISOR, *LEADERS) and complete:
        callers = holders_of(access.organization_id, Role.TELEMARKETER, on=on)
        seen = set(persons_visible_to(access).values_list("id", flat=True))
        names = {p.person_id: str(p.person) for p in callers if p.person_id in seen}
        found["finder"] = sorted(((str(k), v) for k, v in names.items()), key=lambda one: one[1])
    return found


def address_of(base: str, case: str, asked: Asked) -> str:
    """Give the address of the leads behind a figure."""
    return f"{base}?{urlencode([('case', case), *asked.fields])}"
