"""What every operation of the API shares: who calls, when, once, and how it is answered."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias, cast

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import BaseModel

from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.outbox.actions import answer_once
from relais.people.queries import Access, Actor, Door, access_of_token

Deed: TypeAlias = Callable[[Actor, datetime], Any]
Answer: TypeAlias = tuple[int, dict[str, Any]]

ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
KEY_WRONG: Final = gettext_noop("An Idempotency-Key has 1 to 120 printable characters, no space.")
IDEMPOTENCY_KEY = re.compile("[!-~]{1,120}")


@dataclass(frozen=True)
class Caller:
    """The person for whom a program calls, and the moment of the call."""

    by: Actor
    access: Access
    scopes: frozenset[str]
    at: datetime


class MissingScope(Exception):
    """The key was not given this scope."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class Unreadable(HttpError):
    """A request that cannot be read, in words; `params` fill them in."""

    def __init__(self, status: int, message: str, **params: str) -> None:
        super().__init__(status, message)
        self.params = params


class BodyTooLarge(Exception):
    """More is sent than one request may hold."""


class Contradiction(Refusal):
    """The database holds something that excludes this."""

    code = "contradiction"
    message = gettext_noop("This contradicts what is there already: a name or key that is taken.")


class Key(HttpBearer):
    """A person's key that was given a scope, as `Authorization: Bearer relais_...`."""

    openapi_description = "A person's key. What it may do is in its scopes."

    def __init__(self, scope: str | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Read the key where it stands: all headers of a request are a table to be made first."""
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        return self.authenticate(request, token) if scheme.lower() == "bearer" else None

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Find who calls; an unknown, ended or revoked key finds nobody.

        :raises MissingScope: when the key may not do this.
        :raises BodyTooLarge: when more is sent than one request may hold.
        """
        at = timezone.now()
        found = access_of_token(token, at=at)
        if found is None:
            return None
        access, scopes = found
        if self.scope and self.scope not in scopes:
            raise MissingScope(self.scope)
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BodyTooLarge
        return Caller(Actor(access.organization_id, Door.API, access), access, scopes, at)


def caller_of(request: HttpRequest) -> Caller:
    """Give who calls, as the key said."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # set by ninja


def always(_: Access) -> bool:
    """Say that there is nothing to hide: the deed names no row of its own."""
    return True


def do(
    request: HttpRequest,
    deed: Deed,
    *,
    out: type[BaseModel] | None,
    sees: Callable[[Access], bool] = always,
    status: int = 200,
) -> HttpResponse:
    """Do a deed for the caller, and answer with what came of it read as `out`; None: with 204.

    :raises NotVisible: when there is nothing that the caller may see.
    :raises Refusal: in the words of the rule.
    """
    status, body = do_once(request, deed, out=out, sees=sees, status=status)
    return json_of(body, status=status)


def do_once(
    request: HttpRequest,
    deed: Deed,
    *,
    out: type[BaseModel] | None,
    sees: Callable[[Access], bool] = always,
    status: int = 200,
) -> Answer:
    """Do a deed for the caller, and give the status and body that answer it.

    Under an `Idempotency-Key` the same request is done once, and answered alike each time. What
    the caller may not see does not exist for him: a refusal about it is told as absence.
    :raises NotVisible: when there is nothing that the caller may see.
    :raises Refusal: in the words of the rule.
    """
    caller = caller_of(request)

    def done() -> Answer:
        result = deed(caller.by, caller.at)
        if out is None:
            return 204, {}
        return status, out.model_validate(result).model_dump(mode="json")

    try:
        return _once(request, caller, done)
    except Refusal:
        if sees(caller.access):
            raise
        raise NotVisible from None
    except IntegrityError as error:
        raise Contradiction from error


def json_of(body: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with JSON; a lead's answer names its sequence as ETag."""
    if status == 204:
        return HttpResponse(status=204)
    answer = HttpResponse(ENCODE(body), status=status, content_type="application/json")
    if "sequence" in body:
        answer["ETag"] = f'"{body["sequence"]}"'
    return answer


def _once(request: HttpRequest, caller: Caller, done: Callable[[], Answer]) -> Answer:
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return done()
    if not IDEMPOTENCY_KEY.fullmatch(key):
        raise Unreadable(400, KEY_WRONG)
    what = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    fingerprint = hashlib.sha256(what).hexdigest()
    return answer_once(key, by=caller.by, fingerprint=fingerprint, at=caller.at, deed=done)
