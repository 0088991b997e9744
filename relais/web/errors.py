"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.web.typed import Fields, carried_by, fields_of, readable


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or nothing that this person may see."""
    words = _("The page does not exist, or it is not for you to see.")
    return render(request, "problem.html", {"title": _("Nothing here"), "words": words}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request was refused."""
    words = _("This request was refused.")
    return render(request, "problem.html", {"title": _("Refused"), "words": words}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old, and how to go on without losing what was typed."""
    words = _("This form was open too long. Go back, reload the page, and send it again.")
    context = {"title": _("Not done"), "words": words, "typed": _typed_here(request)}
    return render(request, "problem.html", context, status=403)


def _typed_here(request: HttpRequest) -> Fields:
    """Give back what was typed on a page of ours; what another site has sent is not shown."""
    own = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own:
        return []
    carried = carried_by(request)
    return carried.readable() if carried else readable(fields_of(request.POST))
