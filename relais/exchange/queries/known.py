"""Every read of imports, and of what the log says already of the leads of a file."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from relais.appointments.models import Appointment
from relais.database.among import among
from relais.database.reading import ask_rows
from relais.exchange.models import ImportBatch
from relais.exchange.rules import Before
from relais.leads.events import State
from relais.leads.lifecycle import OPEN
from relais.leads.models import Lead, LeadEvent
from relais.people.rules.access import Access, Role

LIVING = [state.value for state in OPEN]


def batches_visible_to(access: Access) -> QuerySet[ImportBatch]:
    """List the imports of an organization, the latest first, to those who may import."""
    rows = ImportBatch.objects.of(access.organization_id).order_by("-imported_at", "-id")
    return rows if access.has(Role.DIRECTOR, Role.ADMIN) else rows.none()


def known_leads(organization_id: UUID, keys: Collection[str]) -> dict[str, Before]:
    """Give what the log says of the leads that have some external keys, in three statements."""
    return ask_known(organization_id, keys)()


def ask_known(organization_id: UUID, keys: Collection[str]) -> Callable[[], dict[str, Before]]:
    """Ask which leads have some external keys; gives what fetches what the log says of them.

    Where there are none, nothing more is asked then, and nothing waited for.
    """
    rows = (
        Lead.objects.of(organization_id)
        .filter(among("external_key", keys))
        .exclude(state=State.VOIDED.value)
        .values_list("external_key", "id", "state", "rep_id", "opened_at")
    )
    asked = ask_rows(rows)
    return lambda: _with_log(organization_id, asked())


def _with_log(organization_id: UUID, rows: Sequence[tuple[Any, ...]]) -> dict[str, Before]:
    known = {
        str(key): Before(lead_id, State(state), rep_id, opened_at, opened_at)
        for key, lead_id, state, rep_id, opened_at in rows
    }
    if not known:
        return known
    by_id = {before.lead_id: before for before in known.values()}
    log = LeadEvent.objects.of(organization_id).filter(among("lead_id", by_id))
    columns = log.values_list("lead_id", "kind", "occurred_at", "inferred")
    for lead_id, kind, occurred_at, inferred in columns.iterator(chunk_size=5_000):
        before = by_id[lead_id]
        before.latest = max(before.latest, occurred_at)
        before.kinds.add(kind)
        if not inferred:
            before.told.add((kind, occurred_at))
    for appointment in Appointment.objects.of(organization_id).filter(among("lead_id", by_id)):
        for start in (appointment.first_starts_at, appointment.starts_at):
            by_id[appointment.lead_id].slots[start] = appointment.id
    return known


def contacts_with_open_leads(organization_id: UUID, account_ids: Collection[UUID]) -> set[UUID]:
    """Give the contacts of some companies for whom a lead lives."""
    if not account_ids:
        return set()
    rows = Lead.objects.of(organization_id).filter(
        among("account_id", account_ids), state__in=LIVING
    )
    return set(rows.values_list("contact_id", flat=True))


def states_of_batch(batch_id: UUID, *, organization_id: UUID) -> dict[State, int]:
    """Count the leads that a batch brought, by state, as the database has them."""
    rows = Lead.objects.of(organization_id).filter(batch_id=batch_id).order_by()
    counts = rows.values_list("state").annotate(Count("id"))
    return {State(state): count for state, count in counts}


def events_of_batch(batch_id: UUID, *, organization_id: UUID) -> int:
    """Count the events of the leads that a batch brought."""
    rows = LeadEvent.objects.of(organization_id).filter(lead__batch_id=batch_id)
    return rows.count()


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give the imports that somebody made."""
    rows = ImportBatch.objects.of(organization_id).filter(imported_by_id=person_id)
    columns = ("mapping_name", "read", "created", "imported_at", "undone_at")
    return {"imports": rows.order_by("imported_at", "id").values(*columns)}
