"""On the page: rows that stay until they are read."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.notifications.models import Notification
from relais.notifications.rules.notice import Notice

COLUMNS: Final = ("id", "organization_id", "person_id", "lead_id", "kind", "key", "at", "act_id")


def tell(notices: Sequence[Notice], *, organization_id: UUID) -> list[Notice]:
    """Write what is new to its person, and give it back."""
    try:
        with transaction.atomic():
            return _insert(notices, organization_id)
    except IntegrityError:  # another clock told some of it since we looked
        return _insert(notices, organization_id)


def tell_first(notices: Sequence[Notice], *, organization_id: UUID) -> list[Notice]:
    """Write what is of this transaction, and give it back: nothing of it can be known yet."""
    return _write(notices, organization_id, known=set())


def _insert(notices: Sequence[Notice], organization_id: UUID) -> list[Notice]:
    rows = Notification.objects.of(organization_id).filter(among("key", {n.key for n in notices}))
    known = set(rows.values_list("person_id", "key"))
    return _write(notices, organization_id, known=known)


def _write(
    notices: Sequence[Notice], organization_id: UUID, *, known: set[tuple[UUID, str]]
) -> list[Notice]:
    asked = {(notice.person_id, notice.key): notice for notice in reversed(notices)}
    fresh = [notice for who, notice in reversed(asked.items()) if who not in known]
    insert_rows(Notification, (_row(notice, organization_id) for notice in fresh), COLUMNS)
    return fresh


def _row(notice: Notice, organization_id: UUID) -> tuple[object, ...]:
    return (
        uuid7(), organization_id, notice.person_id, notice.lead_id,
        notice.kind, notice.key, notice.at, notice.act_id,
    )  # fmt: skip
