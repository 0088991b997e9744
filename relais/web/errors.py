"""Pages for what went wrong."""

from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.web.account.views import send_again
from relais.web.http import person_request, sign_in_first
from relais.web.typed import carried_by, typed_in


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or nothing that this person may see."""
    words = _("The page does not exist, or it is not for you to see.")
    return render(request, "problem.html", {"title": _("Nothing here"), "words": words}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request was refused."""
    words = _("This request was refused.")
    return render(request, "problem.html", {"title": _("Refused"), "words": words}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Let who sent a form of ours that was too old send it after all, signed in again if need be.

    What another site has sent is neither shown nor offered.
    """
    words = _("This form was open too long. Go back, reload the page, and send it again.")
    if not _from_here(request):
        context = {"title": _("Not done"), "words": words}
        return render(request, "problem.html", context, status=403)
    if request.path == reverse("sign_in"):
        return _sign_in_anew(request)
    if person_request(request) is None:
        return sign_in_first(request)
    return send_again(request, typed_in(request), status=403)


def _sign_in_anew(request: HttpRequest) -> HttpResponse:
    words = _("This page was open too long: sign in once more.")
    context = {
        "form": AuthenticationForm(request),
        "too_many": words,
        "carried": carried_by(request),
    }
    return render(request, "sign_in.html", context, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Whether a page of ours has sent it: a browser says so, and no other site can."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
