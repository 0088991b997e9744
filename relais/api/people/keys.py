"""Keys of the API: each belongs to a person, and may do what its scopes say."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from relais.api.door import Key, MissingScope, caller_of, do, do_once, json_of
from relais.api.people.persons import READ, persons
from relais.api.people.schemas import NewTokenOut, TokenIn, TokenOut
from relais.people.actions import issue_token, revoke_token
from relais.people.queries import SCOPES, Actor, tokens_visible_to

tokens: Final = Router(tags=["people"], auth=Key("people:write"))


@persons.get("/{person_id}/tokens", auth=READ, response=list[TokenOut])
def list_tokens(request: HttpRequest, person_id: UUID) -> Any:
    """List a person's keys; their secrets are kept nowhere."""
    return tokens_visible_to(caller_of(request).access, person_id=person_id)


@persons.post("/{person_id}/tokens", response={201: NewTokenOut})
def make_token(request: HttpRequest, person_id: UUID, data: TokenIn) -> HttpResponse:
    """Make a key, for yourself; its secret is told this once.

    Who administers also makes those of a program: a person who does not sign in. A key may do no
    more than the one with which it is made.
    """
    for scope in data.scopes:
        if scope in SCOPES and scope not in caller_of(request).scopes:
            raise MissingScope(scope)
    made: dict[str, str] = {}

    def deed(by: Actor, at: datetime) -> dict[str, None]:
        made["secret"] = issue_token(
            person_id,
            name=data.name,
            scopes=tuple(data.scopes),
            expires_at=data.expires_at,
            by=by,
            at=at,
        )
        return {"secret": None}  # the answer is kept under an idempotency key, the secret is not

    status, body = do_once(request, deed, out=NewTokenOut, status=201)
    return json_of({**body, **made}, status=status)


@tokens.post("/{token_id}/revoke", response={204: None})
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End a key at once."""
    return do(request, lambda by, at: revoke_token(token_id, by=by, at=at), out=None)
