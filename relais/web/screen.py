"""How somebody has his screen: light or dark, with keys or without, at which of his desks.

Kept by his browser, in a cookie for each: it is a matter of the screen, not of the person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from relais.people.queries import Access, Role

THEMES: Final = ("auto", "light", "dark")
KEYS: Final = ("on", "off")
A_YEAR: Final = 365 * 24 * 3600
DESKS: Final = (
    Role.TELEMARKETER,
    Role.SUPERVISOR,
    Role.RELAY,
    Role.REP,
    Role.MANAGER,
    Role.DIRECTOR,
    Role.ADMIN,
    Role.PRIVACY_OFFICER,
)


@dataclass(frozen=True)
class Screen:
    """What a browser has been told of its reader's wishes."""

    theme: str
    keys: bool
    desk: Role | None
    desks: tuple[Role, ...]


def screen_of(request: HttpRequest, access: Access | None) -> Screen:
    """Read how the screen is wanted; of several desks the first, unless another was chosen."""
    desks = tuple(role for role in DESKS if access is not None and access.has(role))
    chosen = request.COOKIES.get("desk", "")
    desk = next((role for role in desks if role.value == chosen), desks[0] if desks else None)
    return Screen(
        theme=_one_of(THEMES, request.COOKIES.get("theme", "")),
        keys=_one_of(KEYS, request.COOKIES.get("keys", "")) == "on",
        desk=desk,
        desks=desks,
    )


def remember(answer: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Let the browser keep a wish for a year, out of reach of scripts."""
    answer.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)


def _one_of(choices: Collection[str], told: str) -> str:
    return told if told in choices else next(iter(choices))
