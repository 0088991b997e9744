"""What went wrong, as problem details (RFC 9457), in the words of the caller's language."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from relais.api.door import BodyTooLarge, MissingScope
from relais.api.fields import Out
from relais.lib.errors import NotVisible, Refusal

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


Handler = Callable[[HttpRequest, Any], HttpResponse]


def install(api: NinjaAPI) -> None:
    """Tell every kind of failure in one form, in the language that the caller asks for."""
    for failure, handler in HANDLERS.items():
        api.add_exception_handler(failure, _in_language_of_caller(handler))


def _in_language_of_caller(handler: Handler) -> Handler:
    def told(request: HttpRequest, error: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            return handler(request, error)

    return told


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
    """Give a refusal in the caller's language."""
    params = {name: _(v) if isinstance(v, str) and v else v for name, v in refusal.params.items()}
    return _(refusal.message) % params


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    lead_id = refusal.params.get("lead_id")
    named = {"lead_id": str(lead_id)} if lead_id else {}
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
    errors = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
    return problem(422, "invalid", _("The request could not be read."), errors=errors)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
    detail = _("One request holds %(most)s MB at most: send this in parts.") % {"most": most}
    return problem(413, "too_large", detail)


def _other(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "unreadable", _(str(error)))


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
