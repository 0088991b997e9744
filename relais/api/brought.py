"""Answers of the deeds that bring many rows in: what became, or would become, of each."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from relais.api.fields import Out
from relais.api.problems import in_words
from relais.lib.brought import RowVerdict, Verdict


class RowVerdictOut(Out):
    """What became of one of them, in words where it was passed over; `id` is what it is now."""

    verdict: Verdict
    why: str | None
    id: UUID | None


class BroughtOut(Out):
    """What became of each, in their order."""

    verdicts: list[RowVerdictOut]


class RowPreviewOut(Out):
    """What would become of one of them, in words where it would be passed over."""

    verdict: Verdict
    why: str | None


class PreviewedRowsOut(Out):
    """What would become of each, in their order."""

    verdicts: list[RowPreviewOut]


def told(verdicts: Sequence[RowVerdict]) -> dict[str, Any]:
    """Give verdicts as they are answered."""
    return {
        "verdicts": [
            {"verdict": one.verdict, "why": in_words(one.why) if one.why else None, "id": one.id}
            for one in verdicts
        ]
    }
