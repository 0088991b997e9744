"""Closing a month, by POST."""

from datetime import date

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.roi.actions import close_month
from relais.web.books.views import DIRECTOR
from relais.web.books.words import month_name
from relais.web.http import PersonRequest, deed, done, page


@deed
@page(DIRECTOR)
def close(request: PersonRequest) -> HttpResponse:
    """Close the month that the page showed."""
    try:
        month = date.fromisoformat(request.POST.get("month", ""))
    except ValueError:
        return HttpResponseBadRequest()
    closed = close_month(month, by=request.by, at=request.at)
    said = _("%(month)s is closed.") % {"month": month_name(closed.month)}
    address = reverse("books:month", args=[closed.month.year, closed.month.month])
    return done(request, said, address)
