"""Enters the companies and persons that are there under the words of their names."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import migrations
from uuid_utils import compat

from relais.accounts.rules.words import company_entries, person_entries
from relais.lib.folding import words_of

CHUNK = 2_000


def enter(apps: Any, schema_editor: Any) -> None:
    """Enter what is there."""
    accounts, contacts = apps.get_model("accounts", "Account"), apps.get_model("accounts", "Contact")
    for chunk in _chunks(accounts.objects.only("organization_id", "name")):
        for account in chunk:
            account.words = words_of(account.name)
        accounts.objects.bulk_update(chunk, ["words"], batch_size=CHUNK)
        _enter(apps, "account", [(each, company_entries(each.name)) for each in chunk])
    people = contacts.objects.filter(erased_at=None)
    for chunk in _chunks(people.only("organization_id", "first_name", "last_name")):
        for contact in chunk:
            contact.words = words_of(contact.last_name, contact.first_name)
        contacts.objects.bulk_update(chunk, ["words"], batch_size=CHUNK)
        _enter(apps, "contact", [(each, person_entries(each.words)) for each in chunk])


def _chunks(rows: Any) -> Iterator[list[Any]]:
    ids = iter(list(rows.values_list("id", flat=True)))
    while chunk := list(islice(ids, CHUNK)):
        yield list(rows.filter(id__in=chunk))


def _enter(apps: Any, what: str, entries: list[tuple[Any, list[str]]]) -> None:
    model = apps.get_model("accounts", f"{what}word")
    model.objects.bulk_create(
        [
            model(
                id=compat.uuid7(),
                organization_id=each.organization_id,
                word=word,
                **{f"{what}_id": each.id},
            )
            for each, words in entries
            for word in words
        ]
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_words_of_names"),
    ]

    operations = [
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
