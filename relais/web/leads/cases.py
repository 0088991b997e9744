"""The leads behind a figure: how a list is asked for them, and how it says which they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.campaigns.queries import campaigns_visible_to
from relais.leads.queries import Lead
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import (
    By,
    Case,
    NotForYou,
    View,
    caller_names,
    cases,
    check_may_see_persons,
)
from relais.people.queries import (
    Access,
    Role,
    call_centers_visible_to,
    holders_of,
    organization,
    persons_visible_to,
    units_visible_to,
)
from relais.privacy.actions import note_reading
from relais.roi.queries import Line, wasted
from relais.web.filters import day
from relais.web.http import PersonRequest

WORDS: Final[dict[str, str]] = {
    Case.OPENED: gettext_noop("Leads opened"),
    Case.SUBMITTED: gettext_noop("Submitted for review"),
    Case.RETURNED: gettext_noop("Sent back by the relay"),
    Case.TURNED_DOWN: gettext_noop("Set aside by the relay"),
    Case.VALIDATED: gettext_noop("Leads validated"),
    Case.TRANSMITTED: gettext_noop("Transmitted to a rep"),
    Case.TAKEN_UP: gettext_noop("Leads taken up"),
    Case.APPROACH: gettext_noop("Approach started"),
    Case.HELD: gettext_noop("With an appointment held"),
    Case.WON: gettext_noop("Signatures"),
    Case.DECIDED: gettext_noop("Disputes decided"),
    Case.UPHELD: gettext_noop("Disputes upheld"),
    Case.IN_DISPUTE: gettext_noop("In dispute"),
    Case.TO_JUDGE: gettext_noop("Disputes to judge"),
    Case.OVERDUE: gettext_noop("Take-ups overdue"),
}
IN_VAIN: Final[dict[str, str]] = {
    Line.NEVER_TAKEN_UP: gettext_noop("Never taken up"),
    Line.NOT_HONOURED: gettext_noop("Appointment not honoured by the rep"),
    Line.UPHELD: gettext_noop("Paid for, and rightly contested"),
}
PAID: Final = "paid_"  # before the lines of what was paid for nothing: upheld is in both


class CasesForm(forms.Form):
    """Which leads, of whom, opened when, and when they came so far; nobody types it."""

    case = forms.ChoiceField()
    campaign = forms.UUIDField(required=False)
    center = forms.UUIDField(required=False)
    unit = forms.UUIDField(required=False)
    finder = forms.UUIDField(required=False)
    opened_since = forms.DateField(required=False)
    opened_until = forms.DateField(required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def __init__(self, data: Mapping[str, Any], *, costs: bool) -> None:
        super().__init__(data)
        names = [*WORDS, *([PAID + line for line in IN_VAIN] if costs else [])]
        self.fields["case"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Asked:
    """The leads that are asked for, in words, and the fields that ask for them."""

    rows: QuerySet[Lead]
    words: list[str]
    fields: list[tuple[str, str]]


def address_of(case: str, **narrowed: UUID | date | None) -> str:
    """Give the address of the list of some leads."""
    given = {name: str(value) for name, value in narrowed.items() if value is not None}
    return f"{reverse('leads:list')}?{urlencode({'case': case, **given})}"


def asked_in(request: PersonRequest) -> Asked | None:
    """Read which leads a figure has led to; None where none has."""
    if "case" not in request.GET:
        return None
    form = CasesForm(request.GET, costs=request.access.has(Role.DIRECTOR))
    if not form.is_valid():
        return None
    told = form.cleaned_data
    _check_may_see(request, told)
    fields = [(name, str(value)) for name, value in told.items() if value]
    names, path = _named(request, told)
    return Asked(_rows(request, told, path), [*_words(told), *names], fields)


def _check_may_see(request: PersonRequest, told: dict[str, Any]) -> None:
    """Refuse counts of a person, or of so few that they would be those of persons.

    :raises NotVisible: before the privacy checklist is complete, and to who does not lead him.
    """
    access = request.access
    complete = bool(organization(access.organization_id).works_council_on)
    if told["finder"]:
        try:
            check_may_see_persons(By.TELEMARKETER, access, checklist_complete=complete)
        except NotForYou as error:
            raise NotVisible from error
        if not persons_visible_to(access).filter(id=told["finder"]).exists():
            raise NotVisible
        note_reading("cases", of=[told["finder"]], by=request.by, at=request.at)
    if told["unit"] and not complete:
        check_is_a_team(request, told["unit"])


def check_is_a_team(request: PersonRequest, unit_id: UUID) -> None:
    """Refuse counts of a unit of so few reps that they would be those of persons.

    :raises NotVisible: for it, and for a unit that the reader may not see.
    """
    access = request.access
    unit = units_visible_to(access).filter(id=unit_id).first()
    reps = holders_of(access.organization_id, Role.REP, on=request.at.date())
    near = reps.filter(unit__path__startswith=unit.path) if unit else reps.none()
    if len(set(near.values_list("person_id", flat=True))) < SMALLEST_TEAM:
        raise NotVisible


def _rows(request: PersonRequest, told: dict[str, Any], path: str | None) -> QuerySet[Lead]:
    access, case = request.access, told["case"]
    view = View(
        access.organization_id,
        access,
        told["opened_since"],
        told["opened_until"],
        campaign_id=told["campaign"],
        call_center_ids=frozenset({told["center"]}) if told["center"] else None,
        unit_path=path,
        originator_id=told["finder"],
    )
    if case in WORDS:
        of = {"since": told["since"], "until": told["until"]}
        return cases(view, Case(case), at=request.at, **of)
    line = Line(case.removeprefix(PAID))
    paid = wasted(line, organization_id=access.organization_id, at=request.at)
    return cases(view, Case.OPENED, at=request.at).filter(paid)


def _words(told: dict[str, Any]) -> list[str]:
    case = told["case"]
    said = [_(WORDS[case] if case in WORDS else IN_VAIN[case.removeprefix(PAID)])]
    if told["opened_since"] or told["opened_until"]:
        said.append(opened_in(told["opened_since"], told["opened_until"]))
    if told["since"] or told["until"]:
        said.append(_period(told["since"], told["until"]))
    return said


def opened_in(since: date | None, until: date | None) -> str:
    """Say in which days leads were opened."""
    return _("opened %(period)s") % {"period": _period(since, until)}


def _period(since: date | None, until: date | None) -> str:
    words = {"since": day(None, since), "until": day(None, until)}
    if since and until:
        return _("from %(since)s to %(until)s") % words
    return (_("from %(since)s on") if since else _("until %(until)s")) % words


def _named(request: PersonRequest, told: dict[str, Any]) -> tuple[list[str], str | None]:
    """Name what the leads are narrowed to, as far as the reader may know it; give the unit's path.

    A unit that he may not see narrows to nothing.
    """
    access, found = request.access, []
    rows: dict[str, Any] = {
        "campaign": campaigns_visible_to(access, on=request.at.date()),
        "center": call_centers_visible_to(access),
        "unit": units_visible_to(access),
        "finder": persons_visible_to(access),
    }
    path = None
    for name, candidates in rows.items():
        if not told[name]:
            continue
        row = candidates.filter(id=told[name]).first()
        found += [_called(row, access) if name == "finder" else row.name] if row else []
        if name == "unit":
            path = row.path if row else "-"
    return found, path


def _called(caller: Any, access: Access) -> str:
    """Name who found leads as his figures name him: a client knows him by a pseudonym."""
    return caller_names(View(access.organization_id, access=access), [caller.id])[caller.id]
