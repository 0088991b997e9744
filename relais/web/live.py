"""What a desk asks every few seconds: has anything changed since it was drawn?"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime

from relais.web.http import PersonRequest

KEPT: Final = "private, no-cache"


def version_of(rows: Iterable[Any]) -> str:
    """Give an entity tag of what is shown; equal rows have equal tags."""
    digest = blake2b(digest_size=9)
    for row in rows:
        digest.update(repr(tuple(row)).encode())
    return f'"{digest.hexdigest()}"'


def unchanged(request: PersonRequest, version: str) -> HttpResponse | None:
    """Answer 304 to a desk that shows this version already."""
    if request.headers.get("If-None-Match") != version:
        return None
    return _kept(HttpResponseNotModified(), version)


def told(version: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer with a piece of a page that says what has changed; it asks on from this version.

    It is drawn without what stands around a page, so that asking costs next to nothing.
    """
    return _kept(HttpResponse(render_to_string(template, {**context, "version": version})), version)


def drawn_at(request: PersonRequest) -> datetime:
    """Give when the desk that asks was drawn; now where it does not say."""
    try:
        found = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        found = None
    return found if found and found.tzinfo else request.at


def _kept(answer: HttpResponse, version: str) -> HttpResponse:
    answer["ETag"], answer["Cache-Control"] = version, KEPT
    return answer
