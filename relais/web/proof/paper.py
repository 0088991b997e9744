"""The proof on paper: the same figures as the page, with what they are over and how sure."""

from django.http import HttpResponse
from django.urls import reverse

from relais.roi.queries import Told
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.paper import paper
from relais.web.proof.asked import Asked
from relais.web.proof.views import dated, told_in, with_money
from relais.web.reports.few import of_enough


@page(*SEES_LEADS)
@of_enough
def printed(request: PersonRequest) -> HttpResponse:
    """Print a proof for who may see its money."""

    def answer(asked: Asked, told: Told) -> HttpResponse:
        context = {**told_in(told, asked), "about": dated(told, asked), "at": request.at}
        back = f"{reverse('proof:index')}?{asked.query}"
        return paper(request, "proof/paper.html", context, name="proof.pdf", back=back)

    return with_money(request, answer)
