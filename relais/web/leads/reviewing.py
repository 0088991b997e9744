"""The relay's desk: what waits for his review at the left, the chosen lead at the right."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.leads.queries import Lead, Listed, MovedOn, get_visible_lead, reviews_for, shown_of
from relais.lib.errors import NotVisible
from relais.people.queries import AskedBy, Listing, Role
from relais.web.filters import duration, number
from relais.web.http import PersonRequest, deed, page, stay
from relais.web.leads.deeds import perform, sent_form
from relais.web.leads.detail import Forms, lead_context
from relais.web.leads.unmoved import moved_on
from relais.web.live import drawn_at, told, unchanged, version_of

Waiting = tuple[UUID, datetime | None]  # a lead, and since when

MOST: Final = 200
LONG: Final = timedelta(minutes=1)
SOON: Final = timedelta(hours=1)  # a review that is due so soon stands out
REVIEWS: Final = Listing(reviews_for, most=MOST)
WAITING: Final = AskedBy(lambda access: reviews_for(access).values_list("id", "state_since")[:MOST])
DONE: Final = {
    "validate": gettext_noop("%(company)s is validated under your name. %(rep)s is told."),
    "return": gettext_noop("%(company)s goes back. %(telemarketer)s is told what is missing."),
    "refuse": gettext_noop("%(company)s is set aside. %(telemarketer)s is told why."),
}


@page(Role.RELAY)
def review(request: PersonRequest) -> HttpResponse:
    """Show what waits for a relay's review, the most urgent first, and one of it to decide on."""
    return _desk(request, _asked(request.GET.get("lead", "")))


@page(Role.RELAY)
def news(request: PersonRequest) -> HttpResponse:
    """Say what has changed since a desk was drawn; one query, and nothing where nothing has."""
    rows = _waiting(request)
    version = _version(rows)
    if answer := unchanged(request, version):
        return answer
    since, chosen = drawn_at(request), _asked(request.GET.get("lead", ""))
    context = {
        "said": _changed(rows, since),
        "lost": chosen is not None and chosen not in {row[0] for row in rows},
        "chosen": chosen,
        "since": since,
    }
    return told(version, "leads/_news.html", context)


@deed
def decide(request: PersonRequest, lead_id: UUID, name: str) -> HttpResponse:
    """Validate, send back or set aside, and go on to the next lead that waits."""
    if name not in DONE:
        raise NotVisible
    lead = get_visible_lead(lead_id, access=request.access)
    form = sent_form(name, request, lead)
    if not form.is_valid():
        return _desk(request, lead_id, {name: form}, status=400)
    following = _following(lead_id, [row[0] for row in _waiting(request)])
    try:
        decided = perform(name, request, lead, form)
    except MovedOn as why:
        return moved_on(request, lead, why)
    messages.success(request, _done(name, decided))
    return redirect(_address(following))


def _desk(
    request: PersonRequest,
    asked: UUID | None,
    sent: Forms | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    every = REVIEWS.of(request.access)
    [rows] = shown_of(every.first())
    ids = [row.id for row in rows]
    chosen = asked if asked in ids else next(iter(ids), None)
    context: dict[str, Any] = {
        "title": _title(request, rows, every.count(rows)),
        "rows": rows,
        "chosen": chosen,
        "gone": asked is not None and asked != chosen,
        "before": _beside(chosen, ids, -1),
        "after": _beside(chosen, ids, 1),
        "version": _version((row.id, row.state_since) for row in rows),
        "at": request.at,
        "soon": SOON,
    }
    if chosen:
        lead = get_visible_lead(chosen, access=request.access)
        context |= lead_context(request, lead, sent)
    answer = render(request, "leads/review.html", context, status=status)
    return answer if status == HTTPStatus.OK else stay(answer)


def _waiting(request: PersonRequest) -> list[Waiting]:
    """Give what waits, in its order, and since when."""
    return [(lead_id, since) for lead_id, since in WAITING(request.access)]


def _version(rows: Iterable[Waiting]) -> str:
    return version_of((str(lead_id), since and since.timestamp()) for lead_id, since in rows)


def _title(request: PersonRequest, rows: Sequence[Listed], count: int) -> str:
    """Tell how much waits, and for how long."""
    if not rows:
        return _("Nothing waits for your review")
    said = ngettext("%(shown)s lead to review", "%(shown)s leads to review", count)
    title = said % {"shown": number(None, count)}
    oldest = min(row.state_since for row in rows if row.state_since)
    if request.at - oldest < LONG:
        return title
    long = duration(None, request.at - oldest)
    one = _("%(title)s, it has waited for %(long)s")
    many = _("%(title)s, the oldest has waited for %(long)s")
    return (many if count > 1 else one) % {"title": title, "long": long}


def _changed(rows: Sequence[Waiting], since: datetime) -> str:
    """Say how many came; else how many are left, now that others have decided on some."""
    new = sum(entered is not None and entered > since for _id, entered in rows)
    if new:
        said = ngettext("%(n)s new lead to review", "%(n)s new leads to review", new)
        return said % {"n": new}
    if not rows:
        return _("Nothing waits for your review")
    left = ngettext(
        "The list has changed: %(n)s lead", "The list has changed: %(n)s leads", len(rows)
    )
    return left % {"n": len(rows)}


def _done(name: str, lead: Lead) -> str:
    """Say what was done, and who is told."""
    who = {
        "company": lead.account.name,
        "telemarketer": lead.originator or "–",
        "rep": lead.rep or "–",
    }
    if name == "validate" and lead.rep_id is None:
        said = _("%(company)s is validated under your name. No rep can receive it yet: it waits.")
    else:
        said = _(DONE[name])
    return said % who


def _following(lead_id: UUID, ids: Sequence[UUID]) -> UUID | None:
    """Give the lead after this one, the one before it where it is the last."""
    return _beside(lead_id, ids, 1) or _beside(lead_id, ids, -1)


def _beside(lead_id: UUID | None, ids: Sequence[UUID], step: int) -> UUID | None:
    place = ids.index(lead_id) + step if lead_id in ids else -1
    return ids[place] if 0 <= place < len(ids) else None


def _address(lead_id: UUID | None) -> str:
    query = f"?{urlencode({'lead': lead_id})}" if lead_id else ""
    return reverse("leads:review") + query


def _asked(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
