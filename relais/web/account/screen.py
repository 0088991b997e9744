"""How one's screen is: theme, keys, desk, language; also before one has signed in."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from relais.people.actions import choose_language
from relais.web.http import back_of, person_request
from relais.web.screen import DESKS, KEYS, THEMES, remember

CHOICES: Final = {
    "theme": THEMES,
    "keys": KEYS,
    "desk": tuple(role.value for role in DESKS),
    "language": tuple(code for code, _ in settings.LANGUAGES),
}
COOKIES: Final = {"language": settings.LANGUAGE_COOKIE_NAME}


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen, and go back to where one was."""
    chosen = {name: told for name in CHOICES if (told := request.POST.get(name))}
    if not chosen or any(told not in CHOICES[name] for name, told in chosen.items()):
        return HttpResponseBadRequest()
    asked = person_request(request)
    if asked and "language" in chosen:
        choose_language(asked.access.person_id, language=chosen["language"], by=asked.by)
    answer = redirect(back_of(request) or "/")
    for name, told in chosen.items():
        remember(answer, COOKIES.get(name, name), told, secure=request.is_secure())
    return answer
