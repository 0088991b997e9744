"""The page of what figures propose. It loads SciPy, and is itself loaded when somebody asks."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from relais.acts.queries import Act, ActState
from relais.diagnosis.queries.kept import Computation
from relais.people.queries import Role, ancestors_of, holders_of, units_named
from relais.steering.actions.proposals import ask_proposals, propose_acts
from relais.steering.queries.proposals import Asked, rows_proposed, words_of
from relais.web.http import PersonRequest
from relais.web.reports import acts_words as words
from relais.web.reports.diagnosed import chosen_of, form_of, waiting_page
from relais.web.reports.forms import AgreeForm, DropForm

PER_PAGE: Final = 30
TO_DO_IT: Final = timedelta(weeks=4)

Sent = tuple[UUID, str, Any]  # of which act, by which deed, the form that came back


def proposed_page(
    request: PersonRequest, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
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
    forms = _forms(request, acts)
    if sent and sent[0] in forms:
        forms[sent[0]][sent[1]] = sent[2]
    today = request.at.date()
    context = {
        "found": found,
        "suggested": [
            (words_of(one, language=request.LANGUAGE_CODE or ""), named[one.unit_id], one,
             one.expected(), one.measure_on(today))
            for one in found or []
        ],
        "acts": [*acts, *closed],
        "closed": closed,
        "to_agree": sum(act.state == "proposed" for act in acts),
        "forms": forms,
        "query": _without_page(request),
        "today": today,
        "w": words,
    }  # fmt: skip
    return render(request, "reports/acts.html", context, status=status)


def _without_page(request: PersonRequest) -> str:
    chosen = request.GET.copy()
    chosen.pop("page", None)
    return str(chosen.urlencode())


def propose(request: PersonRequest) -> int:
    """Propose what the figures asked for say; give how many acts that are."""
    asked = Asked(**chosen_of(form_of(request)))
    return len(propose_acts(asked, by=request.by, at=request.at))


def agree_form(
    request: PersonRequest, act: Act, data: Mapping[str, Any] | None = None
) -> AgreeForm:
    """Make the form by which an act is agreed."""
    return _agree(request, act, _managers(request), data)


def _forms(request: PersonRequest, acts: Sequence[Act]) -> dict[UUID, dict[str, Any]]:
    managers = _managers(request) if acts else []
    return {
        act.id: {
            "agree": _agree(request, act, managers, None),
            "drop": DropForm(),
        }
        for act in acts
    }


def _managers(request: PersonRequest) -> Sequence[Any]:
    on = request.at.date()
    return list(holders_of(request.access.organization_id, Role.MANAGER, on=on))


def _agree(
    request: PersonRequest, act: Act, managers: Sequence[Any], data: Mapping[str, Any] | None
) -> AgreeForm:
    """Offer who leads the unit, the nearest first, and the reader himself."""
    above = ancestors_of(act.unit)
    leading = sorted(
        (one for one in managers if one.unit_id in above), key=lambda m: above.index(m.unit_id)
    )
    owners = {str(one.person_id): str(one.person) for one in leading}
    owners.setdefault(str(request.access.person_id), request.person_name)
    return AgreeForm(
        data,
        owners=list(owners.items()),
        initial={"owner_id": next(iter(owners)), "due_on": request.at.date() + TO_DO_IT},
    )
