"""How one's screen is: theme, keys, desk, language; also before one has signed in."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from relais.people.actions import choose_language
from relais.web.first_steps import keep_read
from relais.web.http import PersonRequest, back_of, deed, person_request
from relais.web.screen import DESKS, KEYS, THEMES, remember, screen_of

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


@deed
def first_steps(request: PersonRequest) -> HttpResponse:
    """Put the first steps of one's desk away, or show them again."""
    read = request.POST.get("read")
    if read not in ("yes", "no"):
        return HttpResponseBadRequest()
    answer = redirect("home")
    screen = screen_of(request, request.access)
    keep_read(request, answer, request.access, screen, read=read == "yes")
    return answer
