"""Persons: who they are, what they do here, when they are away, that they leave."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.api.brought import BroughtOut, PreviewedRowsOut, told
from relais.api.door import Deed, Key, caller_of, do
from relais.api.fields import NO_NUL, Listing, Page
from relais.api.paging import page_of
from relais.api.people.schemas import (
    AbsenceIn,
    AbsenceOut,
    DayIn,
    DetailsIn,
    InvitedIn,
    LanguageIn,
    LoginIn,
    PersonIn,
    PersonOut,
    RoleIn,
    RoleOut,
    ShareIn,
    StaffIn,
)
from relais.outbox.actions import invite, open_sign_in
from relais.people import actions
from relais.people.queries import (
    Access,
    Actor,
    all_absences_of,
    get_visible_person,
    persons_like,
    persons_visible_to,
    roles_of,
)
from relais.routing import actions as routing

persons: Final = Router(tags=["people"], auth=Key("people:write"))
roles: Final = Router(tags=["people"], auth=Key("people:write"))
absences: Final = Router(tags=["people"], auth=Key("people:write"))
READ: Final = Key("people:read")


class PersonListing(Listing):
    """Which persons; `q` is the beginnings of words of a name."""

    q: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


@persons.get("", auth=READ, response=Page[PersonOut])
def list_persons(request: HttpRequest, asked: Query[PersonListing]) -> HttpResponse:
    """List the persons that you may see, by last name."""
    rows = persons_visible_to(caller_of(request).access)
    if asked.q:
        rows = rows.filter(persons_like(asked.q))
    return page_of(request, rows, by="last_name", asked=asked, out=PersonOut)


@persons.post("/import", response=BroughtOut)
def bring_people(request: HttpRequest, data: StaffIn) -> HttpResponse:
    """Add who is not there yet, and give each the role that is named; nobody is written to."""
    rows = [actions.StaffRow(**one.model_dump()) for one in data.persons]

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return told(actions.bring_people(rows, by=by, at=at))

    return do(request, deed, out=BroughtOut)


@persons.post("/preview", response=PreviewedRowsOut)
def preview_people(request: HttpRequest, data: StaffIn) -> HttpResponse:
    """Say what an import would make of each person; nothing of it stays."""
    rows = [actions.StaffRow(**one.model_dump()) for one in data.persons]

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return told(actions.preview_people(rows, by=by, at=at))

    return do(request, deed, out=PreviewedRowsOut)


@persons.post("/invite", response=BroughtOut)
def invite_people(request: HttpRequest, data: InvitedIn) -> HttpResponse:
    """Let persons sign in, and send each the link with which he chooses his password.

    Who has signed in before is left alone. An id that the organization does not have is left out.
    """

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return told(invite(data.person_ids, by=by, at=at))

    return do(request, deed, out=BroughtOut)


@persons.get("/{person_id}", auth=READ, response=PersonOut)
def get_person(request: HttpRequest, person_id: UUID) -> Any:
    """Get one person."""
    return _person(request, person_id)


@persons.get("/{person_id}/roles", auth=READ, response=list[RoleOut])
def list_roles(request: HttpRequest, person_id: UUID) -> Any:
    """List the roles that a person holds or held."""
    return roles_of(_person(request, person_id))


@persons.get("/{person_id}/absences", auth=READ, response=list[AbsenceOut])
def list_absences(request: HttpRequest, person_id: UUID) -> Any:
    """List when a person is or was away, the latest first."""
    return all_absences_of(_person(request, person_id))


@persons.post("", response={201: PersonOut})
def add_person(request: HttpRequest, data: PersonIn) -> HttpResponse:
    """Add somebody who works here; without a role he sees nothing yet."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.add_person(**dict(data), by=by)

    return do(request, deed, out=PersonOut, status=201)


@persons.put("/{person_id}", response=PersonOut)
def change_person(request: HttpRequest, person_id: UUID, data: DetailsIn) -> HttpResponse:
    """Change who somebody is, how he is reached and where he works; his sign-in stays."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.change_person(person_id, **dict(data), by=by)

    return _do(request, person_id, deed, out=PersonOut)


@persons.post("/{person_id}/roles", response={201: RoleOut})
def give_role(request: HttpRequest, person_id: UUID, data: RoleIn) -> HttpResponse:
    """Give a person a role in a unit or call center, from a day on."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.give_role(person_id, **dict(data), by=by)

    return _do(request, person_id, deed, out=RoleOut, status=201)


@persons.post("/{person_id}/login", response={204: None})
def give_login(request: HttpRequest, person_id: UUID, data: LoginIn) -> HttpResponse:
    """Give a person a sign-in; `/persons/invite` sends the link that chooses its password."""

    def deed(by: Actor, at: datetime) -> Any:
        return open_sign_in(person_id, email=data.email, by=by, at=at)

    return _do(request, person_id, deed, out=None)


@persons.post("/{person_id}/language", response={204: None})
def choose_language(request: HttpRequest, person_id: UUID, data: LanguageIn) -> HttpResponse:
    """Choose the language of a person's screens and mails."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.choose_language(person_id, language=data.language, by=by)

    return _do(request, person_id, deed, out=None)


@persons.post("/{person_id}/absences", response={201: AbsenceOut})
def declare_absence(request: HttpRequest, person_id: UUID, data: AbsenceIn) -> HttpResponse:
    """Say that somebody is away; what he has not taken up is routed again at once."""

    def deed(by: Actor, at: datetime) -> Any:
        return routing.declare_absence(person_id, **dict(data), by=by, at=at)

    return _do(request, person_id, deed, out=AbsenceOut, status=201)


@persons.post("/{person_id}/leave", response=PersonOut)
def leave(request: HttpRequest, person_id: UUID, data: DayIn) -> HttpResponse:
    """Say on which day somebody leaves; his open leads are routed again."""

    def deed(by: Actor, at: datetime) -> Any:
        return routing.person_leaves(person_id, on=data.on, by=by, at=at)

    return _do(request, person_id, deed, out=PersonOut)


@roles.post("/{role_id}/end", response={204: None})
def end_role(request: HttpRequest, role_id: UUID, data: DayIn) -> HttpResponse:
    """End a role with a day."""
    return do(request, lambda by, at: actions.end_role(role_id, on=data.on, by=by), out=None)


@roles.post("/{role_id}/share", response=RoleOut)
def change_share(request: HttpRequest, role_id: UUID, data: ShareIn) -> HttpResponse:
    """Change a rep's part in the rotation, and how many open leads he has at most."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.change_share(role_id, **dict(data), by=by)

    return do(request, deed, out=RoleOut)


@absences.post("/{absence_id}/cancel", response={204: None})
def cancel_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Say that somebody is not away after all."""
    return do(request, lambda by, at: routing.cancel_absence(absence_id, by=by, at=at), out=None)


def _do(
    request: HttpRequest,
    person_id: UUID,
    deed: Deed,
    *,
    out: type[Any] | None,
    status: int = 200,
) -> HttpResponse:
    def sees(access: Access) -> bool:
        return persons_visible_to(access).filter(id=person_id).exists()

    return do(request, deed, out=out, sees=sees, status=status)


def _person(request: HttpRequest, person_id: UUID) -> Any:
    return get_visible_person(person_id, access=caller_of(request).access)
