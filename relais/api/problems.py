"""What went wrong, as problem details (RFC 9457), in the words of the caller's language."""

import logging
from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from relais.api.door import BodyTooLarge, Caller, MissingScope
from relais.api.faults import fault_of
from relais.api.fields import Out
from relais.lib.errors import NotVisible, Refusal
from relais.people.queries import speech_of
from relais.wording.refusals import words_of

MEDIA_TYPE = "application/problem+json"


class Fault(Out):
    """What is wrong with one field of a request."""

    where: str
    what: str


class Problem(Out):
    """Problem details: `code` is stable, `detail` is for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault] | None = None
    lead_id: str | None = None
    account_id: str | None = None


NAMED: Final = ("lead_id", "account_id")  # what a refusal is about, for who wants to look


View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest, Any], HttpResponse]


def install(api: NinjaAPI) -> None:
    """Tell every kind of failure in one form, in the language that the caller asks for."""
    for failure, handler in HANDLERS.items():
        api.add_exception_handler(failure, _in_language_of_caller(handler))


def _in_language_of_caller(handler: Handler) -> Handler:
    def told(request: HttpRequest, error: Any) -> HttpResponse:
        language, zone = _spoken_to(request)
        with translation.override(language), timezone.override(zone):
            return handler(request, error)

    return told


def _spoken_to(request: HttpRequest) -> tuple[str, tzinfo]:
    """Give the language that the request asks for, else that of the caller, and his zone."""
    asked = translation.get_language_from_request(request)
    caller = getattr(request, "auth", None)
    if not isinstance(caller, Caller):
        return asked, UTC
    access = caller.access
    found = speech_of(access.person_id, organization_id=access.organization_id)
    if found is None:
        return asked, UTC
    said = asked if "Accept-Language" in request.headers else found.language
    return said, ZoneInfo(found.timezone)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Give an answer of type application/problem+json."""
    body = {
        "type": f"urn:relais:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def in_words(refusal: Refusal) -> str:
    """Give a refusal in the caller's language, as pages do."""
    return words_of(refusal)


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    named = {name: str(one) for name in NAMED if (one := refusal.params.get(name))}
    return problem(409, refusal.code, in_words(refusal), **named)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "not_found", _("There is nothing here that you may see."))


def _missing_scope(request: HttpRequest, error: Any) -> HttpResponse:
    detail = _("This key was not given the scope “%(scope)s”.") % {"scope": error.scope}
    return problem(403, "missing_scope", detail)


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(401, "unknown_key", _("This key is unknown, ended or revoked."))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [fault_of(one) for one in error.errors]
    return problem(422, "invalid", _("The request could not be read."), errors=errors)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
    detail = _("One request holds %(most)s MB at most: send this in parts.") % {"most": most}
    return problem(413, "too_large", detail)


def no_such_address(request: HttpRequest) -> HttpResponse:
    """Say that the API has no such address."""
    language, _zone = _spoken_to(request)
    with translation.override(language):
        return problem(404, "no_such_address", _("The API has no such address."))


def in_one_form(view: View) -> View:
    """Tell a method that an address does not know as every other failure is told."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        language, _zone = _spoken_to(request)
        allowed = answer.headers.get("Allow", "")
        with translation.override(language):
            detail = _("This address does not know the method %(method)s, only: %(allowed)s.")
            detail %= {"method": request.method, "allowed": allowed}
            told = problem(405, "method_not_allowed", detail)
        told["Allow"] = allowed
        return told

    return answered


def _other(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "unreadable", _(error.message) % getattr(error, "params", {}))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    logging.getLogger("django.request").error("%s broke", request.path, exc_info=error)
    detail = _("Something broke here. Nothing was kept of this request; it is in the log.")
    return problem(500, "broken", detail)


HANDLERS: Final[dict[type[Exception], Handler]] = {
    Refusal: _refused,
    NotVisible: _not_found,
    MissingScope: _missing_scope,
    AuthenticationError: _unknown,
    ValidationError: _invalid,
    BodyTooLarge: _too_large,
    HttpError: _other,
    Exception: _broken,
}
