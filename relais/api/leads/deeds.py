"""A deed on one lead: seen or not there, and refused when the caller looked at an older state."""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from relais.api.door import Deed, Key, Unreadable, caller_of, do
from relais.api.leads.schemas import lead_out
from relais.leads.queries import as_seen, leads_visible_to
from relais.lib.words import gettext_noop
from relais.people.queries import Actor

NO_ETAG: Final = gettext_noop("If-Match is the ETag of the lead, a number in double quotes.")

router: Final = Router(tags=["leads"], auth=Key("leads:write"))


def do_to_lead(
    request: HttpRequest,
    lead_id: UUID,
    deed: Deed,
    *,
    out: type[BaseModel] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Do a deed on a lead; with `If-Match` only if the lead is still as it was seen.

    :param out: how the answer is read; None: as the lead is told to the caller.
    :raises MovedOn: when it is not.
    :raises NotVisible: when the caller is refused and does not see the lead.
    """
    seen = _sequence_seen(request)

    def unless_moved(by: Actor, at: datetime) -> Any:
        with as_seen(lead_id, seen or 0, organization_id=by.organization_id):
            return deed(by, at)

    return do(
        request,
        deed if seen is None else unless_moved,
        out=out or lead_out(caller_of(request).access),
        sees=lambda access: leads_visible_to(access).filter(id=lead_id).exists(),
        status=status,
    )


def _sequence_seen(request: HttpRequest) -> int | None:
    tag = request.META.get("HTTP_IF_MATCH")
    if tag is None:
        return None
    found = re.fullmatch(r'"(\d{1,9})"', tag.strip(), re.ASCII)
    if found is None:
        raise Unreadable(400, NO_ETAG)
    return int(found[1])
