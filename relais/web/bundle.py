"""What front/build.mjs has built: the address of the style, the script and the icons."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from markupsafe import Markup

MANIFEST = Path(__file__).resolve().parent / "static" / "dist" / "manifest.json"


@cache
def asset(name: str) -> str:
    """Give the address of what was built under a name: relais.css, relais.js, icons.svg.

    :raises ImproperlyConfigured: when nothing was built yet.
    """
    return static(_manifest()["files"][name])


@cache
def picture(name: str) -> str:
    """Give the address of a picture of our sign, by the name under which it was drawn.

    :raises ImproperlyConfigured: when nothing was built yet.
    """
    return static(_manifest()["pictures"][name])


def file_of(name: str) -> Path:
    """Give the file of what was built under a name, for what is served at an address of its own.

    :raises ImproperlyConfigured: when nothing was built yet.
    """
    return MANIFEST.parent.parent / str(_manifest()["files"][name])


@cache
def icon(name: str) -> Markup:
    """Draw an icon of front/icons.json beside words; it says nothing by itself.

    :raises KeyError: when it is not there.
    """
    if name not in _manifest()["icons"]:
        raise KeyError(f"{name} is not in front/icons.json, or `make setup` was not run since")
    drawn = '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return Markup(drawn).format(asset("icons.svg"), name)


def icons() -> list[str]:
    """Name every icon that can be drawn."""
    return list(_manifest()["icons"])


@cache
def _manifest() -> dict[str, Any]:
    try:
        return dict(json.loads(MANIFEST.read_text()))
    except FileNotFoundError as error:
        raise ImproperlyConfigured("Styles and scripts are not built: run `make setup`.") from error
