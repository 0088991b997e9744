"""The page of what figures propose. It loads SciPy, and is itself loaded when somebody asks."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from relais.acts.queries import Act, ActState
from relais.diagnosis.queries.kept import Computation
from relais.people.queries import Role, ancestors_of, holders_of, units_named
from relais.steering.actions.proposals import ask_proposals, propose_acts
from relais.steering.queries.proposals import Asked, rows_proposed
from relais.steering.queries.told import what_of
from relais.web.acts.forms import AgreeForm, WhyForm
from relais.web.acts.views import owners
from relais.web.http import PersonRequest
from relais.web.reports import acts_words as words
from relais.web.reports.diagnosed import chosen_of, form_of, waiting_page

PER_PAGE: Final = 30
TO_DO_IT: Final = timedelta(weeks=4)


def proposed_page(request: PersonRequest) -> HttpResponse:
    """Render what the figures propose, what was agreed of it, and whether it worked."""
    form = form_of(request)
    asked = Asked(**chosen_of(form))
    found = ask_proposals(request.access, asked, at=request.at)
    if isinstance(found, Computation):
        return waiting_page(request, form, found)
    rows = rows_proposed(request.access, unit_id=asked.unit_id)
    acts = sorted(
        rows.filter(closed_at=None),
        key=lambda act: (act.state != ActState.PROPOSED, act.proposed_at),
    )
    ended = rows.exclude(closed_at=None).order_by("-closed_at", "-id")
    closed = Paginator(ended, PER_PAGE).get_page(request.GET.get("page"))
    named = units_named(request.access.organization_id, [one.unit_id for one in found or []])
    today = request.at.date()
    context = {
        "found": found,
        "suggested": [
            (one.words(language=request.LANGUAGE_CODE or ""), named[one.unit_id], one,
             one.expected(), one.measure_on(today))
            for one in found or []
        ],
        "acts": [*acts, *closed],
        "closed": closed,
        "to_agree": sum(act.state == "proposed" for act in acts),
        "forms": _forms(request, acts),
        "query": _without_page(request),
        "today": today,
        "what_of": what_of,
        "w": words,
    }  # fmt: skip
    return render(request, "reports/acts.html", context)


def _without_page(request: PersonRequest) -> str:
    chosen = request.GET.copy()
    chosen.pop("page", None)
    return str(chosen.urlencode())


def propose(request: PersonRequest) -> int:
    """Propose what the figures asked for say; give how many acts that are."""
    asked = Asked(**chosen_of(form_of(request)))
    return len(propose_acts(asked, by=request.by, at=request.at))


def _forms(request: PersonRequest, acts: Sequence[Act]) -> dict[UUID, dict[str, Form]]:
    """Offer for each act who leads its unit, the nearest first, and the reader; no rep is named."""
    on, me = request.at.date(), f"{request.access.person_id}"
    leading = holders_of(request.access.organization_id, Role.MANAGER, on=on) if acts else []
    managers = {post.unit_id: f"{post.person_id}" for post in leading}
    known = dict(owners(request)) if acts else {}
    forms: dict[UUID, dict[str, Form]] = {}
    for act in acts:
        near = [managers[each] for each in ancestors_of(act.unit) if each in managers]
        offered = {each: known[each] for each in (*near, me) if each in known}
        initial = {"owner_id": next(iter(offered)), "due_on": on + TO_DO_IT}
        own = f"id_{act.id}_%s"
        forms[act.id] = {
            "agree": AgreeForm(owners=offered.items(), initial=initial, auto_id=own),
            "drop": WhyForm(auto_id=own),
        }
    return forms
