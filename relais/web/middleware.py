"""What stands before every page: the session, the form's token, the policy, and who asks.

None of it stands before the API, whose callers bring a key and no session.
"""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from csp.middleware import CSPMiddleware
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin

from relais.people.queries import Actor, Door, access_of, person_of_login
from relais.web.http import PersonRequest

Answer = Callable[[HttpRequest], HttpResponse]

API = "/api/"


class BeforePages(MiddlewareMixin):
    """Lets requests to the API through, to whatever comes next."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if request.path.startswith(API):
            return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))


class Policy(BeforePages, CSPMiddleware):
    """Tells the browser what a page may load."""


class Session(BeforePages, SessionMiddleware):
    """Knows a browser again."""


class Language(BeforePages, LocaleMiddleware):
    """Speaks the language that the browser asks for, until it is known who asks."""


class FormToken(BeforePages, CsrfViewMiddleware):
    """Refuses forms that another site has sent."""


class SignedIn(BeforePages, AuthenticationMiddleware):
    """Knows whose session it is."""


class Messages(BeforePages, MessageMiddleware):
    """Carries what was done to the next page."""


class NoFrames(BeforePages, XFrameOptionsMiddleware):
    """Keeps other sites from framing a page."""


def person(answer: Answer) -> Answer:
    """Find the person behind the sign-in; a leaver is signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith((API, "/static/")) or not request.user.is_authenticated:
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
