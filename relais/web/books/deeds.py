"""Closing a month, by POST."""

from datetime import date

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.diagnosis.actions.closing import ask_closing
from relais.diagnosis.queries.kept import Computation
from relais.web.books.views import DIRECTOR
from relais.web.books.words import month_name
from relais.web.http import PersonRequest, deed, done, page


@deed
@page(DIRECTOR)
def close(request: PersonRequest) -> HttpResponse:
    """Close the month that the page showed, or ask for it in a large house."""
    try:
        month = date.fromisoformat(request.POST.get("month", ""))
    except ValueError:
        return HttpResponseBadRequest()
    closed = ask_closing(month, by=request.by, at=request.at)
    if isinstance(closed, Computation):
        said = _("Asked for: %(month)s is being closed.") % {"month": month_name(month)}
        return done(request, said, reverse("books:under_way", args=[month.year, month.month]))
    said = _("%(month)s is closed.") % {"month": month_name(closed.month)}
    address = reverse("books:month", args=[closed.month.year, closed.month.month])
    return done(request, said, address)
