"""The case of a dispute: who contests, why, in which words, and on what it rests."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from relais.leads.queries import Lead
from relais.web.leads.sentences import Line
from relais.web.words import DISPUTES, EVIDENCE, label


class DisputeCase(NamedTuple):
    """The line of the timeline that contests a lead, and what the dispute rests on, in words."""

    line: Line
    evidence: list[str]


def case_of(lead: Lead, history: Sequence[Any], lines: Sequence[Line]) -> DisputeCase | None:
    """Give the case of a lead that is in dispute now, None for any other."""
    if lead.state not in DISPUTES:
        return None
    contested = [row for row in history if row.kind == "lead.contested"][-1]
    line = next(one for one in lines if one.sequence == contested.sequence)
    return DisputeCase(line, [label(EVIDENCE, code) for code in contested.payload["evidence"]])
