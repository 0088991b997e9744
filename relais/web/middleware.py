"""Who asks: read once per request, with his language and zone."""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from relais.people.queries import Actor, Door, access_of, person_of_login
from relais.web.http import PersonRequest

Answer = Callable[[HttpRequest], HttpResponse]


def person(answer: Answer) -> Answer:
    """Find the person behind the sign-in; a leaver is signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/api/", "/static/")) or not request.user.is_authenticated:
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
        asked.organization_name, asked.person_name = found.organization.name, str(found)
        with translation.override(found.language), timezone.override(ZoneInfo(found.timezone)):
            request.LANGUAGE_CODE = found.language
            return answer(request)

    return middleware
