"""A lead that lives for whom one calls: no second one is opened, the first is gone on with."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from relais.calls.queries import Callback, first_promised, may_keep
from relais.leads.queries import Lead, leads_visible_to, open_lead_of_contact
from relais.routing.queries import deeds_open_to
from relais.web.calls.failed import Failed, failed_for
from relais.web.http import PersonRequest


@dataclass(frozen=True)
class Living:
    """Where the reader goes on with the lead, nowhere if it is not his; what was promised, whether
    he keeps that, and the appointment for which it was.
    """

    address: str
    words: str
    promised: Callback | None
    keeps: bool
    failed: Failed | None


def living_of(request: PersonRequest, prospect: Any) -> Living | None:
    """Give what is to be done with the lead that lives for a prospect, None where none does."""
    home = request.access.organization_id
    lead = open_lead_of_contact(prospect.contact_id, organization_id=home)
    if lead is None:
        return None
    promised = first_promised(prospect.id, organization_id=home)
    keeps = promised is not None and may_keep(promised, by=request.by)
    failed = failed_for(request, [promised]).get(promised.id) if promised else None
    if not leads_visible_to(request.access).filter(id=lead.id).exists():
        return Living("", "", promised, keeps, failed)
    return Living(*_onwards(request, lead), promised, keeps, failed)


def _onwards(request: PersonRequest, lead: Lead) -> tuple[str, str]:
    """Give the page on which the lead is gone on with, and what one does there."""
    deeds = deeds_open_to(lead, by=request.by, at=request.at)
    if "sheet" in deeds:
        return reverse("calls:hand_over", args=[lead.id]), _("Go on with the lead")
    if deeds & {"book", "move"}:
        return reverse("appointments:book", args=[lead.id]), _("Book or move the appointment")
    return reverse("leads:detail", args=[lead.id]), _("Open the lead")
