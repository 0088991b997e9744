"""Erasing the answers that were kept for requests that come again, where they tell of somebody."""

import json
import re
from collections.abc import Collection
from typing import Final
from uuid import UUID

from relais.outbox.models import Receipt

AN_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHUNK: Final = 2_000


def forget_answers(organization_id: UUID, ids: Collection[UUID]) -> int:
    """Empty the answers that name one of some rows; give how many there were.

    A request that comes again under such a key is still not done twice, and answered by nothing.
    """
    wanted = {str(one) for one in ids}
    if not wanted:
        return 0
    rows = Receipt.objects.of(organization_id).exclude(answer={}).values_list("id", "answer")
    telling = [
        row_id
        for row_id, answer in rows.iterator(chunk_size=CHUNK)
        if not wanted.isdisjoint(AN_ID.findall(json.dumps(answer)))
    ]
    for start in range(0, len(telling), CHUNK):
        Receipt.objects.filter(id__in=telling[start : start + CHUNK]).update(answer={})
    return len(telling)
