"""What the page of a person shows, for the page and for a form that has to be sent again."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.accounts.queries import accounts_of, accounts_visible_to
from relais.people.queries import (
    Role,
    all_absences_of,
    call_centers_visible_to,
    is_inside,
    roles_of,
    tokens_visible_to,
    units_visible_to,
    working_weeks_of,
)
from relais.web.http import PersonRequest
from relais.web.people import forms as f
from relais.web.people import words

MOST = 12  # accounts that are listed on a person's page
Forms = dict[str, forms.Form]


def person_page(
    request: PersonRequest, person: Any, sent: Forms | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a person; `sent` are forms that came back with errors."""
    access, at = request.access, request.at
    roles = list(roles_of(person))
    accounts = _accounts(request, person)
    own_week = list(working_weeks_of(access.organization_id, person_id=person.id))
    context = {
        "person": person,
        "w": words,
        "at": at,
        "today": at.date(),
        "roles": roles,
        "has_diary": any(role.role == Role.REP for role in roles),
        "absences": list(all_absences_of(person)[:20]),
        "accounts": accounts[:MOST],
        "account_count": accounts.count(),
        "tokens": tokens_visible_to(access, person_id=person.id),
        "week": words.week(own_week) if own_week else None,
        "has_come": bool(person.login and person.login.last_login),
        "may_set": access.has(Role.ADMIN),
        "may_say_away": leads(request, person, roles),
        "forms": {**_forms(request, person, own_week), **_ends(request, roles), **(sent or {})},
    }
    return render(request, "people/detail.html", context, status=status)


def leads(request: PersonRequest, person: Any, roles: Any) -> bool:
    """Say whether the reader may say that this person is away: himself, or who leads him."""
    access = request.access
    paths = [role.unit.path for role in roles if role.unit]
    return (
        access.person_id == person.id
        or access.has(Role.ADMIN, Role.DIRECTOR)
        or any(access.over(Role.MANAGER, path) for path in paths)
    )


def make(request: PersonRequest, name: str, person: Any, data: Any = None) -> forms.Form:
    """Make one of the forms of the page; each has ids of its own."""
    more: dict[str, Any] = {"auto_id": f"id_{name}_%s"}
    if name == "role":
        units, centers = units_visible_to(request.access), call_centers_visible_to(request.access)
        more["units"] = [(str(unit.id), indented(unit)) for unit in units]
        more["centers"] = [(str(center.id), center.name) for center in centers]
    today = request.at.date()
    initial = {"since": today, "on": today, **_known(person)}
    return FORMS[name](data, initial=initial, **more)


def _known(person: Any) -> dict[str, Any]:
    """Give the details of a person as his form shows them, his number as it was typed."""
    known = {name: getattr(person, name) for name in f.DetailsForm.base_fields}
    return known | {"phone": person.phone_typed or person.phone}


def end_form(request: PersonRequest, role_id: UUID, data: Any = None) -> f.OnForm:
    """Make the form that ends a role."""
    return f.OnForm(data, initial={"on": request.at.date()}, auto_id=f"id_{role_id}_%s")


def share_form(role: Any, data: Any = None) -> f.ShareForm:
    """Make the form of a rep's part in the rotation, as it is now."""
    initial = {"weight": role.weight, "capacity": role.capacity}
    return f.ShareForm(data, initial=initial, auto_id=f"id_share_{role.id}_%s")


def indented(unit: Any) -> str:
    """Write a unit's name below the one above it."""
    depth = int(unit.path.count("/")) - 2
    return "\u2003" * depth + str(unit.name)


FORMS: dict[str, type[forms.Form]] = {
    "details": f.DetailsForm,
    "role": f.RoleForm,
    "leave": f.OnForm,
    "login": f.LoginForm,
    "absence": f.AbsenceForm,
}


def _forms(request: PersonRequest, person: Any, own_week: list[Any]) -> Forms:
    made = {name: make(request, name, person) for name in FORMS}
    return made | {"week": f.WeekForm(periods=own_week, auto_id="id_week_%s")}


def _ends(request: PersonRequest, roles: list[Any]) -> Forms:
    made: Forms = {f"end-{role.id}": end_form(request, role.id) for role in roles}
    return made | {f"share-{role.id}": share_form(role) for role in roles if role.role == Role.REP}


def _accounts(request: PersonRequest, person: Any) -> Any:
    """The accounts for which he answers, as far as the reader may see them."""
    access = request.access
    owned = accounts_of(person.id, organization_id=access.organization_id, at=request.at)
    seen = accounts_visible_to(access) if is_inside(access) else owned.none()
    return seen.filter(id__in=owned.values("id")).order_by("name")
