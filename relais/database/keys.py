"""Foreign keys that a migration takes away where to check them costs more than they guard."""

from typing import Any
from uuid import UUID

from django.db import migrations
from django.db.models import Count, ForeignKey, Model, Q


class Unchecked(migrations.AlterField):
    """Take a foreign key from PostgreSQL; on SQLite, where it costs little, the table stays.

    There the whole table would be copied to be rid of it.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        """Drop the key, on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        """Lay the key again, on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, *states)


def strangers(model: type[Model], *pointers: str, organization_id: UUID) -> int:
    """Count the rows of a table that point to something of another organization, or from another.

    :param pointers: foreign keys that the database checks; those that it does not are looked up
        besides, and what they point to must be there.
    """
    rows, found = model._default_manager.order_by(), 0
    own = Q(organization_id=organization_id)
    for name in pointers:
        theirs = Q(**{f"{name}__organization_id": organization_id})
        led = Q(**{f"{name}__isnull": False})
        for strange in (own & led & ~theirs, theirs & ~own):
            found += rows.filter(strange).count()
    for key in _unchecked(model):
        known = set(_ids(key.related_model, organization_id))
        used = rows.filter(own, **{f"{key.attname}__isnull": False}).values_list(key.attname)
        found += sum(count for pointed, count in used.annotate(Count("id")) if pointed not in known)
    return found


def _unchecked(model: type[Model]) -> "list[ForeignKey[Any, Any]]":
    keys = [each for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]
    # the stubs do not know of it
    unchecked = [each for each in keys if not each.db_constraint]  # type: ignore[attr-defined]
    return [each for each in unchecked if each.name != "organization"]


def _ids(model: Any, organization_id: UUID) -> Any:
    rows = model._default_manager.filter(organization_id=organization_id)
    return rows.values_list("id", flat=True)
