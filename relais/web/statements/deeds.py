"""Closing a statement, by POST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.roi.actions import close_statement
from relais.web.http import PersonRequest, deed, done, page
from relais.web.statements.views import DIRECTOR, first_day


@deed
@page(DIRECTOR)
def close(request: PersonRequest, year: int, number: int, center_id: UUID) -> HttpResponse:
    """Close the statement that the page showed."""
    month = first_day(year, number)
    closed = close_statement(month, center_id, by=request.by, at=request.at)
    said = _("Statement %(number)s is closed.") % {"number": closed.number}
    return done(request, said, reverse("statements:one", args=[year, number, center_id]))
