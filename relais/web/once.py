"""A form that comes again is done once; one that a phone kept is answered to its script.

Without network a phone keeps a form and sends it when the network is back. It cannot know whether
the server has had it already, so that each bears a key (`once`) under which it is done one time.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.outbox.actions import answer_once
from relais.people.queries import Actor

KEPT: Final = "X-Relais-Kept"  # the header of a form that a phone had kept
OURS: Final = frozenset({"once", "kept_as", "csrfmiddlewaretoken"})


TO_DO: Final = {
    404: gettext_noop(
        "Nothing is left to do there; what you agreed with the prospect, tell your manager."
    ),
    409: gettext_noop("Open it: its page shows where it stands now, and what you can do."),
}


class Said(HttpResponseRedirect):
    """The way on after a deed, with the words that say what was done."""

    def __init__(self, to: str, *, words: str) -> None:
        super().__init__(to)
        self.words = words


class _NotDone(Exception):
    """A form that was not right: nothing was done, and the key is free again."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


def once(request: HttpRequest, deed: Callable[[], HttpResponse]) -> HttpResponse:
    """Do a deed, under a key one time only; then the answer is the one that was given before.

    :raises Refusal: what the deed raises, or for a key that was used for something else.
    """
    key = request.POST.get("once", "")
    by: Actor | None = getattr(request, "by", None)
    at: datetime | None = getattr(request, "at", None)
    if not key or by is None or at is None:
        return _told(request, deed())

    def done() -> tuple[int, dict[str, str]]:
        answer = deed()
        if not isinstance(answer, HttpResponseRedirect):
            raise _NotDone(answer)
        return answer.status_code, {"to": answer.url, "words": getattr(answer, "words", "")}

    try:
        _, kept = answer_once(key, by=by, fingerprint=_print(request), at=at, deed=done)
    except _NotDone as not_done:
        return not_done.answer
    return _told(request, Said(kept["to"], words=kept["words"]))


def is_kept(request: HttpRequest) -> bool:
    """Say whether a form comes from a phone that had kept it: it may tell what was done since."""
    return KEPT in request.headers


def in_script(request: HttpRequest, answer: HttpResponse, *, why: str = "") -> HttpResponse:
    """Answer a form that a phone had kept as its script reads it; others as they are."""
    if KEPT not in request.headers:
        return answer
    if isinstance(answer, HttpResponseRedirect):
        return JsonResponse({"words": getattr(answer, "words", ""), "to": answer.url})
    status = answer.status_code
    if status == 401:
        why = _("Sign in, and it goes.")
    if status == 400:
        why = why or _("Something was missing: open the page and do it again.")
    return JsonResponse(
        {"why": why, "todo": _(TO_DO[status]) if status in TO_DO else ""}, status=status
    )


def _told(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if isinstance(answer, Said) and answer.words and KEPT not in request.headers:
        messages.success(request, answer.words)
    return answer


def _print(request: HttpRequest) -> str:
    """What tells one form from another: where it goes and what was typed."""
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in OURS)
    return hashlib.sha256(f"{request.path}\n{typed!r}".encode()).hexdigest()
