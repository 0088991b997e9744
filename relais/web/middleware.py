"""What stands before every page: the session, the form's token, the policy, and who asks.

None of it stands before the API, whose callers bring a key and no session, but its language: the
one that the request asks for.
"""

from collections.abc import Callable
from typing import Final, cast
from zoneinfo import ZoneInfo

from csp.middleware import CSPMiddleware
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from relais.people.queries import Actor, Door, access_of, person_of_login
from relais.web.http import PersonRequest

Answer = Callable[[HttpRequest], HttpResponse]

API = "/api/"


def person(answer: Answer) -> Answer:
    """Find the person behind the sign-in; a leaver is signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return answer(request)
        found = person_of_login(request.user.pk)
        at = timezone.now()
        access = access_of(found.id, on=at.date()) if found else None
        if found is None or access is None:
            logout(request)
            return answer(request)
        asked = cast(PersonRequest, request)
        asked.access, asked.at = access, at
        asked.by = Actor(access.organization_id, Door.WEB, access)
        asked.organization_name, asked.person_name = found.organization, found.name
        with translation.override(found.language), timezone.override(ZoneInfo(found.timezone)):
            request.LANGUAGE_CODE = found.language
            return answer(request)

    return middleware


LAYERS: Final = (
    SessionMiddleware,
    LocaleMiddleware,  # what the browser asks for, until it is known who asks
    AuthenticationMiddleware,
    MessageMiddleware,
    person,
    XFrameOptionsMiddleware,
)


def before_pages(answer: Answer) -> Answer:
    """Put what pages need before them, the first of LAYERS outermost.

    Before the API stands its language alone: that which the request asks for.
    """
    pages = answer
    for layer in reversed(LAYERS):
        pages = cast(Answer, convert_exception_to_response(layer(pages)))

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return pages(request)
        with translation.override(translation.get_language_from_request(request)):
            return answer(request)

    return middleware


class Policy(CSPMiddleware):
    """Says what a page may load, of all that answers outside the API: of redirects as well."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if request.path.startswith(API):
            return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))


class FormToken(CsrfViewMiddleware):
    """Refuses forms that another site has sent; the API is sent none."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if request.path.startswith(API):
            return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))
