"""Writing what is to be sent, in the transaction of the deed that it tells of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.outbox.models import Declined, OutboxRow
from relais.outbox.rules.declining import DECLINABLE

COLUMNS: Final = (
    "id", "organization_id", "channel", "key", "to_person_id", "template", "data", "lead_id",
    "due_at", "attempts", "error", "written_at",
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """Something to be sent to a person; `key` says what it is about, so that it is sent once.

    `data` fills the template in; a name that ends in `_at` is an ISO 8601 moment.
    """

    key: str
    channel: str
    to_person_id: UUID
    template: str
    due_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    lead_id: UUID | None = None


def enqueue(letter: Letter, *, organization_id: UUID, at: datetime) -> bool:
    """Write one letter; say whether it was new."""
    return enqueue_many([letter], organization_id=organization_id, at=at) == 1


def enqueue_many(letters: Iterable[Letter], *, organization_id: UUID, at: datetime) -> int:
    """Write letters of one organization, and give how many: those whose key is known are left out,
    and those that their reader does not want.
    """
    asked = _wanted(list({letter.key: letter for letter in letters}.values()), organization_id)
    if not asked:
        return 0
    try:
        with transaction.atomic():
            return _insert(asked, organization_id, at)
    except IntegrityError:  # somebody wrote one of these keys since we looked
        return _insert(asked, organization_id, at)


def _wanted(letters: Sequence[Letter], organization_id: UUID) -> Sequence[Letter]:
    asked = {letter.template for letter in letters} & DECLINABLE
    if not asked:
        return letters
    rows = Declined.objects.of(organization_id).filter(template__in=asked)
    declined = set(rows.values_list("person_id", "template"))
    return [one for one in letters if (one.to_person_id, one.template) not in declined]


def _insert(letters: Sequence[Letter], organization_id: UUID, at: datetime) -> int:
    keys = [letter.key for letter in letters]
    rows = OutboxRow.objects.of(organization_id).filter(among("key", keys))
    known = set(rows.values_list("key", flat=True))
    fresh = (_row(x, organization_id, at) for x in letters if x.key not in known)
    return insert_rows(OutboxRow, fresh, COLUMNS)


def _row(letter: Letter, organization_id: UUID, at: datetime) -> tuple[object, ...]:
    return (
        uuid7(), organization_id, letter.channel, letter.key, letter.to_person_id,
        letter.template, letter.data, letter.lead_id, letter.due_at, 0, "", at,
    )  # fmt: skip
