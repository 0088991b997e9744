"""What somebody was told and has not read, and saying that he has."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.leads.queries import leads_visible_to
from relais.notifications.actions import mark_all_read, mark_read
from relais.notifications.queries import get_own, headline, unread
from relais.people.queries import Role
from relais.web.http import PersonRequest, deed, done, page

PER_PAGE = 50
OF_COACHING: Final = {  # where each waits, by the role in which it is read
    Role.MANAGER: "coaching:team", Role.REP: "coaching:mine", Role.RELAY: "coaching:observing",
}  # fmt: skip
PLACES: Final = {"accounts_left": "accounts:transfer"}  # of what is about neither lead nor act


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List what somebody has not read, the latest first."""
    listed = Paginator(unread(request.access), PER_PAGE).get_page(request.GET.get("page"))
    language = request.LANGUAGE_CODE
    lines = [(row, headline(row, language=language)) for row in listed]
    return render(request, "notifications/list.html", {"page": listed, "lines": lines})


@deed
def read(request: PersonRequest, notification_id: UUID) -> HttpResponse:
    """Mark one as read, and go to its lead where that can still be seen, or to its act."""
    row = get_own(notification_id, access=request.access)
    mark_read([notification_id], by=request.by, at=request.at)
    if row.act_id:
        return redirect(f"{reverse('acts:list')}#act-{row.act_id}")
    if row.kind in PLACES:
        return redirect(PLACES[row.kind])
    if row.lead_id is None:
        return redirect(_of_coaching(request, row.kind))
    lead_id = row.lead_id
    if leads_visible_to(request.access).filter(id=lead_id).exists():
        return redirect("leads:detail", lead_id)
    return done(
        request, _("Read; the lead is no longer yours to see."), reverse("notifications:list")
    )


def _of_coaching(request: PersonRequest, kind: str) -> str:
    """Give the page on which what is about no lead waits; what one is invited to has its own."""
    if kind == "visit_to_score":
        return "coaching:observing"
    own = (page for role, page in OF_COACHING.items() if request.access.has(role))
    return next(own, "notifications:list")


@deed
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark all that one was told until now as read."""
    mark_all_read(by=request.by, at=request.at)
    return done(request, _("All is read."), reverse("notifications:list"))
