"""What the database does not look up at each turn."""

from uuid import UUID

from relais.database import keys
from relais.routing.models import Turn


def strangers(organization_id: UUID) -> dict[str, int]:
    """Count the turns that point to something of another organization, or to nothing, by table."""
    found = keys.strangers(Turn, "lead", organization_id=organization_id)
    return {Turn._meta.db_table: found} if found else {}
