"""Disputes by their reason: which complaints hold when somebody else looks."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from relais.campaigns.models import Reason
from relais.measures.queries.beside import disputes
from relais.measures.queries.grouping import Grouping
from relais.measures.rules import Rate, View


@dataclass(frozen=True)
class ReasonCounts:
    """How often a reason was given, and how often the judge agreed."""

    reason_id: UUID
    code: str
    label_en: str
    label_fr: str
    contested: int
    upheld: Rate


def disputes_by_reason(view: View) -> list[ReasonCounts]:
    """Count the disputes about the leads of a view, the most frequent reason first."""
    verdicts: defaultdict[UUID, list[bool | None]] = defaultdict(list)
    for dispute in disputes(Grouping(view, ())):
        verdicts[dispute.reason_id].append(dispute.upheld)
    reasons = Reason.objects.of(view.organization_id).filter(id__in=verdicts)
    counted = [
        ReasonCounts(
            reason.id,
            reason.code,
            reason.label_en,
            reason.label_fr,
            contested=len(verdicts[reason.id]),
            upheld=_upheld(verdicts[reason.id]),
        )
        for reason in reasons
    ]
    return sorted(counted, key=lambda each: (-each.contested, each.code))


def _upheld(verdicts: list[bool | None]) -> Rate:
    decided = [verdict for verdict in verdicts if verdict is not None]
    return Rate.of(sum(decided), len(decided))
