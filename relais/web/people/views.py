"""Who works here, the page of a person, and the offices: units, call centers, time, privacy."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from relais.lib.errors import NotVisible
from relais.people.queries import (
    Role,
    absent_at,
    count_without_sign_in,
    get_visible_person,
    holders_of,
    persons_like,
    persons_visible_to,
    posts_of,
    units_visible_to,
    without_address,
    without_sign_in,
)
from relais.web.http import PersonRequest, page
from relais.web.people.detail import person_page
from relais.web.people.forms import PersonFilter, PersonForm, ReadersFilter
from relais.web.people.offices import (
    centers_page,
    organization_page,
    time_page,
    unit_page,
    units_page,
)

PER_PAGE = 50
SHOWN = ("id", "first_name", "last_name", "email", "left_on")
OUTSIDE = {"none": without_sign_in, "no_address": without_address}
KNOW_ALL = (Role.ADMIN, Role.DIRECTOR, Role.PRIVACY_OFFICER)


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List the persons that somebody may see, by name, with their roles and who is away."""
    access, today = request.access, request.at.date()
    may_set = access.has(Role.ADMIN)
    form = PersonFilter(request.GET) if may_set else ReadersFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "role": "", "gone": False}
    invited, unreached = count_without_sign_in(access, on=today) if may_set else (0, 0)
    persons = Paginator(_found(request, wanted).only(*SHOWN), PER_PAGE).get_page(
        request.GET.get("page")
    )
    ids = [person.id for person in persons]
    context = {
        "persons": persons,
        "posts": posts_of(access.organization_id, ids, on=today),
        "away": absent_at(access.organization_id, at=request.at),
        "today": today,
        "form": form,
        "query": "".join(f"&{name}={value}" for name, value in wanted.items() if value),
        "may_set": may_set,
        "invited": invited,
        "unreached": unreached,
    }
    return render(request, "people/list.html", context)


def _found(request: PersonRequest, wanted: Mapping[str, Any]) -> Any:
    access, today = request.access, request.at.date()
    listed = OUTSIDE.get(wanted.get("sign_in", ""))
    rows = listed(access, on=today) if listed else persons_visible_to(access)
    if wanted["q"]:
        rows = rows.filter(persons_like(wanted["q"]))
    if wanted["role"]:
        posts = holders_of(access.organization_id, Role(wanted["role"]), on=today)
        rows = rows.filter(id__in=posts.values("person_id"))
    return rows if wanted["gone"] else rows.filter(Q(left_on=None) | Q(left_on__gt=today))


@page()
def mine(request: PersonRequest) -> HttpResponse:
    """Show one's own page."""
    return redirect("people:detail", request.access.person_id)


@page()
def detail(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Show one person: roles with their dates, absences, accounts, sign-in, keys."""
    return person_page(request, get_visible_person(person_id, access=request.access))


@page(Role.ADMIN)
def new(request: PersonRequest) -> HttpResponse:
    """Ask who is to be added."""
    return render(request, "people/new.html", {"form": PersonForm()})


@page(*KNOW_ALL, Role.MANAGER)
def units(request: PersonRequest) -> HttpResponse:
    """Show the tree of units, and who leads each."""
    return units_page(request)


@page(Role.ADMIN)
def unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """Show one unit, to be renamed, moved, or said where it is."""
    found = units_visible_to(request.access).filter(id=unit_id).first()
    if found is None:
        raise NotVisible
    return unit_page(request, found)


@page(*KNOW_ALL)
def centers(request: PersonRequest) -> HttpResponse:
    """List the call centers and their mandates."""
    return centers_page(request)


@page(*KNOW_ALL)
def working_time(request: PersonRequest) -> HttpResponse:
    """Show the working weeks of countries, and closing days."""
    return time_page(request)


@page(*KNOW_ALL)
def office(request: PersonRequest) -> HttpResponse:
    """Show the organization, and what the law asks before individual figures are shown."""
    return organization_page(request)
