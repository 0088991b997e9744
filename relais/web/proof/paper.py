"""The proof on paper: the same figures as the page, with what they are over and how sure."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from relais.diagnosis.queries.kept import Computation
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.paper import paper
from relais.web.proof.views import asked_in, dated, told_in, told_of, waiting_page
from relais.web.reports.few import of_enough


@page(*SEES_LEADS)
@of_enough
def printed(request: PersonRequest) -> HttpResponse:
    """Print a proof for who may see its money."""
    asked = asked_in(request)
    if not asked.money:
        raise Http404
    told = told_of(request, asked)
    if isinstance(told, Computation):
        return waiting_page(request, asked, told)
    context = {**told_in(told, asked), "about": dated(told, asked), "at": request.at}
    back = f"{reverse('proof:index')}?{asked.query}"
    return paper(request, "proof/paper.html", context, name="proof.pdf", back=back)
