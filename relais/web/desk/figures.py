"""The figures of a desk, apart from it: they ask more of the database than a first page may."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse

from relais.people.queries import Role
from relais.web.desk.center import center_figures
from relais.web.desk.director import director_figures
from relais.web.http import PersonRequest, page
from relais.web.screen import screen_of

OF_DESKS: Final[dict[Role | None, Callable[[PersonRequest], HttpResponse]]] = {
    Role.DIRECTOR: director_figures,
    Role.SUPERVISOR: center_figures,
}


@page(Role.DIRECTOR, Role.SUPERVISOR)
def figures(request: PersonRequest) -> HttpResponse:
    """Show the figures of one's desk: to a director of the house, to a supervisor of his center."""
    show = OF_DESKS.get(screen_of(request, request.access).desk)
    if show is None:
        raise Http404
    return show(request)
