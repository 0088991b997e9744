"""Reading the whole log at one moment, while others go on writing it, and finding what is wrong."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import Count, F, Max

from relais.accounts.models import Contact
from relais.database import keys
from relais.leads.models import Lead, LeadEvent


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all reads inside see one moment; nobody has to wait. Inside a transaction, that one."""
    if connection.in_atomic_block:
        yield
        return
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if postgresql else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def hold_log(*, within: float | None = None) -> None:
    """Let nobody append until the caller's transaction ends; on SQLite nobody can anyway.

    :param within: seconds to wait for those who are writing; the database fails after them, as
        SQLite does by itself (`is_out_of_patience`).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            if within is not None:
                cursor.execute(f"SET LOCAL lock_timeout = {int(within * 1000)}")
            cursor.execute("LOCK TABLE leads_leadevent IN SHARE MODE")


def is_out_of_patience(error: OperationalError) -> bool:
    """Say whether the database failed because somebody else held what was asked for too long."""
    cause = error.__cause__
    told = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", "")
    return told in ("55P03", "SQLITE_BUSY")


def counts(organization_id: UUID) -> tuple[int, int]:
    """Count leads and events."""
    leads, events = Lead.objects.of(organization_id), LeadEvent.objects.of(organization_id)
    return leads.count(), events.count()


def gaps(organization_id: UUID) -> list[UUID]:
    """List the leads whose events are not numbered from one without a hole."""
    numbered = (
        LeadEvent.objects.of(organization_id)
        .values("lead_id")
        .annotate(events=Count("id"), last=Max("sequence"))
        .exclude(events=F("last"))
    )
    return list(numbered.order_by("lead_id").values_list("lead_id", flat=True))


def strangers(organization_id: UUID) -> dict[str, int]:
    """Count the rows, by table, that point to something of another organization, or from another.

    The database does not look their own one up at each row (`VolumeRow`): what bears the id of an
    organization that is not there is found by what it points to. Campaigns, persons and units are
    not looked up either: pointers to such as are not there count too. Tables without any are left
    out.
    """
    pointers = {LeadEvent: ["lead"], Lead: ["account", "contact"], Contact: ["account"]}
    found: Counter[str] = Counter()
    for model, names in pointers.items():
        count = keys.strangers(model, *names, organization_id=organization_id)
        found[model._meta.db_table] += count
    return dict(+found)
