"""Folds the names of the persons that are there, so that they are found."""

from typing import Any

from django.db import migrations

from relais.lib.folding import words_of


def fold(apps: Any, schema_editor: Any) -> None:
    """Fold what is there."""
    persons = apps.get_model("people", "Person").objects
    rows = list(persons.only("first_name", "last_name"))
    for person in rows:
        person.words = words_of(person.last_name, person.first_name)
    persons.bulk_update(rows, ["words"], batch_size=2_000)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_words_of_names"),
    ]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
