"""What was agreed: what somebody is to do himself, and what is to be done in his units."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render

from relais.acts.queries import Act, ActState, acts_visible_to, leads
from relais.people.queries import (
    Role,
    below,
    holders_of,
    holding,
    persons_named,
    units_of,
)
from relais.steering.queries.told import what_of
from relais.web.acts import forms as f
from relais.web.acts import found as came
from relais.web.acts import words
from relais.web.fields import Choices
from relais.web.filters import short_day
from relais.web.http import PersonRequest, page

ROLES: Final = (Role.REP, Role.RELAY, Role.MANAGER, Role.DIRECTOR)
PER_PAGE: Final = 50
OTHERS_A_PAGE: Final = 20
SOON: Final = timedelta(days=7)

Sent = tuple[str, UUID | None, forms.Form]  # a deed, on which act, and its form that came back


@page(*ROLES)
def acts(request: PersonRequest) -> HttpResponse:
    """Show the acts that somebody may see."""
    return acts_page(request)


def acts_page(request: PersonRequest, sent: Sent | None = None, status: int = 200) -> HttpResponse:
    """Render the acts: his own to do first, then others', proposals and what is closed.

    What others are to do is only told, until one of it is opened by the address (`act`).
    """
    rows, today = acts_visible_to(request.access), request.at.date()
    offered = owners(request)
    agreed = rows.filter(state=ActState.AGREED.value)
    mine = list(agreed.filter(owner=request.access.person_id)[:PER_PAGE])
    owed = agreed.exclude(owner=request.access.person_id)
    others = Paginator(owed, OTHERS_A_PAGE).get_page(request.GET.get("others"))
    late = owed.filter(due_on__lt=today).count() if others.object_list else 0
    latest = Coalesce("measured_at", "closed_at").desc()
    closed = rows.exclude(closed_at=None).order_by(latest, "-id")
    context = {
        "title": words.title_of(mine, on=today, owed=others.paginator.count, late=late),
        "mine": mine,
        "others": others,
        "owed": words.owed(others.paginator.count, late),
        "proposed": list(rows.filter(state=ActState.PROPOSED.value)[:PER_PAGE]),
        "opened": str(sent[1]) if sent else request.GET.get("act", ""),
        "closed": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
        "plan": sent[2] if sent and sent[0] == "add" else plan_form(request, offered),
        "forms": lambda act: forms_of(act, offered, today, sent),
        "may": lambda act: _may(request, act),
        "today": today,
        "short_day": short_day,
        "figures": came,
        "what_of": what_of,
        "w": words,
    }
    return render(request, "acts/list.html", context, status=status)


def forms_of(act: Act, offered: Choices, today: date, sent: Sent | None) -> dict[str, forms.Form]:
    """Give the forms of one act; the one that was sent as it came back."""
    own, due = f"id_{act.id}_%s", {"due_on": act.due_on or today + SOON}
    made: dict[str, forms.Form] = {
        "done": f.NoteForm(auto_id=own),
        "put_off": f.DueForm(initial=due, auto_id=own),
        "drop": f.WhyForm(auto_id=own),
        "agree": f.AgreeForm(owners=offered, initial=due, auto_id=own),
    }
    return made | ({sent[0]: sent[2]} if sent and sent[1] == act.id else {})


def plan_form(request: PersonRequest, offered: Choices, data: Any = None) -> f.PlanForm:
    """Make the form of a new act."""
    initial = {"due_on": request.at.date() + SOON, "owner_id": f"{request.access.person_id}"}
    return f.PlanForm(data, owners=offered, units=_units(request), initial=initial)


def owners(request: PersonRequest) -> Choices:
    """Give who may be given an act: himself, managers and reps under him, a director's managers."""
    access, on = request.access, request.at.date()
    me = access.person_id
    found: dict[UUID, str] = {me: persons_named(access.organization_id, [me])[me]}
    if access.has(Role.DIRECTOR):
        posts = holders_of(access.organization_id, Role.MANAGER, on=on)
    else:
        posts = holding(access.organization_id, on=on).filter(
            below(access, Role.MANAGER), role__in=(Role.MANAGER.value, Role.REP.value)
        )
    others = {post.person_id: f"{post.person}" for post in posts if post.person_id != me}
    found |= dict(sorted(others.items(), key=lambda pair: pair[1]))
    return [(f"{person_id}", name) for person_id, name in found.items()]


def _units(request: PersonRequest) -> Choices:
    """Give the units for which somebody may agree something: those he leads, or is in."""
    access = request.access
    held = {path for paths in access.unit_paths.values() for path in paths}
    rows = units_of(access.organization_id)
    return [
        (f"{unit.id}", "\N{EN SPACE}" * (unit.path.count("/") - 2) + unit.name)
        for unit in rows
        if unit.path in held or leads(access, unit.path)
    ]


def _may(request: PersonRequest, act: Act) -> bool:
    his = request.access.person_id in (act.owner_id, act.agreed_by_id)
    of_his_rep = act.person_id not in (None, request.access.person_id)
    return his or of_his_rep or leads(request.access, act.unit.path)
