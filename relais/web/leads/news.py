"""What has happened to a lead since its page was drawn, asked every few seconds: one query."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.leads.queries import (
    Lead,
    get_visible_lead,
    pulse_of,
    read_history_since,
    read_thread,
)
from relais.web.http import PersonRequest, page
from relais.web.leads.life import life_of
from relais.web.live import drawn_at, told, unchanged, version_of

PARTS = "#title,#way,#deeds,#sheet,#said,#facts,#visits,#points,#life,#seen,#bell"


@page()
def news(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Say what has happened to a lead, and let its page draw anew what that has changed."""
    pulse = pulse_of(lead_id, access=request.access)
    version = version_of_lead(*pulse) if pulse else version_of([("gone",)])
    if answer := unchanged(request, version):
        return answer
    since, seen = drawn_at(request), _number(request.GET.get("seen", ""))
    context: dict[str, Any] = {"lead_id": lead_id, "since": since, "last": seen}
    if pulse is None:
        context["gone"] = True
    else:
        lead = get_visible_lead(lead_id, access=request.access)
        context["said"] = list(_said(request, lead, since, seen))
        context |= {"anew": reverse("leads:detail", args=[lead_id]), "parts": PARTS}
    return told(version, "leads/_changed.html", context)


def version_of_lead(sequence: int, written: datetime | None, updated: datetime | None) -> str:
    """Give the entity tag of a lead's page, of what `pulse_of` gives."""
    return version_of([(sequence, *(each and each.timestamp() for each in (written, updated)))])


def _said(request: PersonRequest, lead: Lead, since: datetime, seen: int) -> Iterator[str]:
    """Tell each event that came since, then who wrote into the thread."""
    words = read_thread(lead)
    yield from (
        line.sentence for line in life_of(lead, read_history_since(lead, seen), words).lines
    )
    wrote = [one for one in words if one.about is None and one.written_at > since]
    names = {
        str(one.author or _("The system"))
        for one in wrote
        if not request.by.is_person(one.author_id)
    }
    yield from (_("%(who)s wrote into the thread.") % {"who": name} for name in sorted(names))


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() else 0
