"""Acts that figures propose; once proposed they are agreed, done and dropped as any act is."""

from importlib import import_module
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from relais.people.queries import Role
from relais.web.http import PersonRequest, deed, done, page
from relais.web.reports.few import of_enough

LEADERS = (Role.MANAGER, Role.DIRECTOR)


@page(*LEADERS)
@of_enough
def acts(request: PersonRequest) -> HttpResponse:
    """Show what the figures propose, and what became of what they proposed."""
    answer: HttpResponse = _heavy().proposed_page(request)
    return answer


@deed
@page(*LEADERS)
@of_enough
def propose(request: PersonRequest) -> HttpResponse:
    """Propose what the figures say."""
    new = _heavy().propose(request)
    said = ngettext("%(n)s act is proposed.", "%(n)s acts are proposed.", new) % {"n": new}
    query = request.GET.urlencode()
    return done(request, said, reverse("reports:acts") + (f"?{query}" if query else ""))


def _heavy() -> Any:
    """Load what needs SciPy, once somebody asks."""
    return import_module("relais.web.reports.proposed")
