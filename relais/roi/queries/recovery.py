"""What recovered leads brought, of those that somebody may see."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max

from relais.campaigns.queries import reasons_named
from relais.database.among import among
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import State, leads_visible_to
from relais.lib.errors import NotVisible
from relais.people.rules.access import Access, Role
from relais.roi.rules.recovery import ENOUGH, MATURE, Brought, Delay, Recovered, brought

__all__ = ["ENOUGH", "MATURE", "Brought", "Delay", "Recovered", "by_delay", "by_reason",
           "reasons_named", "recovered"]  # fmt: skip

READERS: Final = (Role.DIRECTOR, Role.MANAGER)
CLOSING: Final = ("lead.lost", "lead.refused", "lead.dropped", "lead.contest_upheld")
COLUMNS: Final = ("id", "recovered_from_id", "opened_at", "won_at", "margin", "currency")


def recovered(access: Access) -> list[Recovered]:
    """List the recovered leads that somebody may see, the latest first: three questions.

    :raises NotVisible: for who neither directs nor leads a unit.
    """
    if not access.has(*READERS):
        raise NotVisible
    rows = (
        leads_visible_to(access)
        .filter(recovered_from__isnull=False)
        .exclude(state=State.VOIDED.value)
        .order_by("-opened_at", "id")
        .values_list(*COLUMNS)
    )
    found = list(rows)
    before = {row[1] for row in found}
    home = access.organization_id
    earlier = Lead.objects.of(home).filter(among("id", before))
    reasons = dict(earlier.values_list("id", "reason_id"))
    closed = _closed(home, before)
    return [
        Recovered(lead_id, reasons[source], closed[source], opened, *rest)
        for lead_id, source, opened, *rest in found
        if source in closed
    ]


def by_delay(leads: list[Recovered], *, at: datetime) -> list[Brought[Delay]]:
    """Tell what they brought by how long they had rested, the shortest rest first."""
    rows = brought(leads, lambda lead: lead.delay, at=at)
    return sorted(rows, key=lambda row: list(Delay).index(row.key))


def by_reason(leads: list[Recovered], *, at: datetime) -> list[Brought[UUID | None]]:
    """Tell what they brought by the reason for which they had been closed."""
    return brought(leads, lambda lead: lead.reason_id, at=at)


def _closed(organization_id: UUID, leads: set[UUID]) -> dict[UUID, datetime]:
    events = LeadEvent.objects.of(organization_id).filter(among("lead_id", leads))
    last = events.filter(kind__in=CLOSING).order_by().values("lead_id")
    return dict(last.annotate(at=Max("occurred_at")).values_list("lead_id", "at"))
