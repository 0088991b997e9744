"""What every page shares: who asks, when, how a deed is answered, how a refusal is told."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.people.queries import Access, Actor, Role
from relais.web.once import KEPT, Said, in_script, once
from relais.web.typed import fields_of, readable, typed_in
from relais.wording.refusals import words_of

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of somebody who works here, read once by `middleware.person`."""

    access: Access
    by: Actor
    at: datetime
    organization_name: str
    person_name: str


class Contradiction(Refusal):
    """The database holds something that excludes this."""

    code = "contradiction"
    message = gettext_noop("This contradicts what is there already: a name or key that is taken.")


NO_MORE: Final = 286  # htmx then stops asking

View = Callable[Concatenate[PersonRequest, P], HttpResponse]
Plain = Callable[..., HttpResponse]  # what Django calls: it gives the arguments of the address


def page(*roles: Role) -> Callable[[View[P]], Plain]:
    """Let somebody who is signed in see a page; others sign in first, other roles see 404."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            asked = person_request(request)
            if asked is None:
                return sign_in_first(request)
            if roles and not asked.access.has(*roles):
                raise Http404
            try:
                return view(asked, *args, **kwargs)
            except NotVisible as error:
                raise Http404 from error

        return answer

    return decorate


def deed(view: View[P]) -> Plain:
    """Let somebody who is signed in do a deed by POST; a refusal is told as 409, in words."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            answered = once(request, lambda: page()(view)(request, *args, **kwargs))
            return in_script(request, answered)
        except Refusal as refusal:
            return _refused(request, refusal)
        except IntegrityError:
            return _refused(request, Contradiction())
        except Http404:
            if KEPT not in request.headers:
                raise
            return in_script(
                request, HttpResponse(status=404), why=_("It is no longer yours to see.")
            )

    return answer


def done(request: PersonRequest, words: str, to: str) -> HttpResponse:
    """Say what was done, and go on: to where the form wants to return, else to `to`."""
    return Said(back_of(request) or to, words=words)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Ask who it is; a form stays in the page meanwhile, with what was typed."""
    if request.method != "POST":
        asked_by_page = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
        return _ended(request) if asked_by_page else redirect_to_login(request.get_full_path())
    context = {"form": AuthenticationForm(request), "carried": typed_in(request)}
    return stay(render(request, "sign_in.html", context, status=401))


def _ended(request: HttpRequest) -> HttpResponse:
    """Tell a page that asks by itself that nobody is signed in any more: at its edge, and once.

    What is typed there stays; sent, it is carried through the sign-in.
    """
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    context = {"back": urlunsplit(("", "", here.path, here.query, "")) or "/"}
    answer = render(request, "_ended.html", context, status=NO_MORE)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#toasts", "innerHTML"
    answer["HX-Reselect"] = "#ended"
    return answer


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return in_script(request, refused(request, refusal), why=words_of(refusal))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Tell a refusal with status 409, and give back what was typed."""
    typed = readable(fields_of(request.POST))
    context = {"refusal": words_of(refusal), "typed": typed, "back": back_of(request) or "/"}
    return stay(render(request, "refused.html", context, status=409))


def stay(answer: HttpResponse) -> HttpResponse:
    """Let the address stay that of the page, where a form of it came back in place."""
    answer["HX-Push-Url"] = "false"
    return answer


def person_request(request: HttpRequest) -> PersonRequest | None:
    """Give the request of somebody who is signed in; None when nobody is."""
    if isinstance(request.user, AnonymousUser) or not hasattr(request, "access"):
        return None
    return cast(PersonRequest, request)


def back_of(request: HttpRequest) -> str | None:
    """Where the form wants to return to, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted and ours else None
