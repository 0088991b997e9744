"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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
    return render(request, "problem.html", {"title": _("Not done"), "words": words}, status=403)
