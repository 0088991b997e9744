"""A request that comes again under its idempotency key gets the same answer, without a deed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from relais.outbox.models import Receipt
from relais.outbox.rules.receipts import check_key, check_same
from relais.people.rules.access import Actor

Answer = tuple[int, dict[str, Any]]  # HTTP status, JSON body


def answer_once(
    key: str,
    *,
    by: Actor,
    fingerprint: str,
    at: datetime,
    deed: Callable[[], Answer],
) -> Answer:
    """Do the deed and keep its answer, or give the answer kept; one of several at once does it.

    Deed and receipt are one transaction: a deed that raises leaves neither.
    :raises KeyTooLong: beyond what is kept of a key.
    :raises KeyReused: when the key was used for another request.
    :raises ValueError: when nobody asks: keys are a person's.
    """
    check_key(key)
    person_id = by.person_id
    if person_id is None:
        raise ValueError("an idempotency key belongs to a person")
    ours = Receipt(
        organization_id=by.organization_id,
        person_id=person_id,
        key=key,
        fingerprint=fingerprint,
        status=0,
        written_at=at,
    )
    with transaction.atomic():
        # On PostgreSQL this waits for whoever is writing the same key to end; on SQLite the
        # transaction has waited already.
        Receipt.objects.bulk_create([ours], ignore_conflicts=True)
        kept = Receipt.objects.of(by.organization_id).get(person_id=person_id, key=key)
        if kept.id != ours.id:
            check_same(kept.fingerprint, fingerprint)
            return kept.status, kept.answer
        status, answer = deed()
        Receipt.objects.filter(id=ours.id).update(status=status, answer=answer)
    return status, answer
