"""Foreign keys that a migration takes away where to check them costs more than they guard."""

from typing import Any

from django.db import migrations


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
