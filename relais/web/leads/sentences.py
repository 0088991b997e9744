"""The life of a lead in plain sentences: who did what, when, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.web.filters import moment
from relais.web.words import APPROACHES, OUTCOMES, label

SENTENCES: Final[dict[str, str]] = {
    "lead.opened": gettext_noop("%(who)s opened the lead."),
    "lead.submitted": gettext_noop("%(who)s submitted it for review."),
    "lead.dropped": gettext_noop("%(who)s gave it up: %(reason)s."),
    "lead.returned": gettext_noop("%(who)s sent it back to be completed."),
    "lead.refused": gettext_noop("%(who)s set it aside: %(reason)s."),
    "lead.validated": gettext_noop("Validated under the name of %(relay)s."),
    "lead.review_reopened": gettext_noop("%(who)s put it back under review."),
    "lead.assigned": gettext_noop("Transmitted to %(rep)s. %(why)s"),
    "lead.reassigned": gettext_noop("%(who)s gave it to %(rep)s."),
    "lead.released": gettext_noop("Taken back from the rep, to be routed again."),
    "lead.take_up_expired": gettext_noop("The turn of %(rep)s ended without a take-up."),
    "lead.taken_up": gettext_noop("%(who)s took it up."),
    "lead.take_up_undone": gettext_noop("%(who)s took the take-up back."),
    "lead.approach_started": gettext_noop("%(who)s started the approach: %(means)s."),
    "lead.approach_undone": gettext_noop("%(who)s corrected: the approach had not started."),
    "lead.won": gettext_noop("Signed."),
    "lead.win_cancelled": gettext_noop("The signature did not stand."),
    "lead.lost": gettext_noop("%(who)s closed it without a signature: %(reason)s."),
    "lead.reopened": gettext_noop("%(who)s brought it back into approach."),
    "lead.contested": gettext_noop("%(who)s contests it: %(reason)s."),
    "lead.contest_dismissed": gettext_noop("%(who)s judged: the lead stands."),
    "lead.contest_upheld": gettext_noop("%(who)s judged: it should not have been transmitted."),
    "lead.contest_sent_back": gettext_noop("%(who)s judged: it is to be completed."),
    "lead.contest_rerouted": gettext_noop("%(who)s judged: it is good, but for another rep."),
    "lead.recovered": gettext_noop("%(who)s recovered it into a later campaign."),
    "lead.withdrawn": gettext_noop("The prospect does not want to be contacted any more."),
    "lead.import_undone": gettext_noop("The import that brought it was undone."),
    "appointment.booked": gettext_noop("%(who)s booked an appointment with %(rep)s: %(start)s."),
    "appointment.moved": gettext_noop("The appointment was moved to %(start)s, with %(rep)s."),
    "appointment.cancelled": gettext_noop("The appointment was cancelled."),
    "appointment.lapsed": gettext_noop("The slot passed before the review: nobody was to go."),
    "appointment.outcome_reported": gettext_noop("%(who)s reported: %(outcome)s."),
    "appointment.outcome_corrected": gettext_noop("%(who)s corrected the outcome: %(outcome)s."),
    "appointment.prospect_said": gettext_noop("According to the prospect: %(outcome)s."),
}


@dataclass(frozen=True)
class Line:
    """A line of a timeline: the sentence, when, and what of it is not sure or was said."""

    sequence: int
    sentence: str
    at: datetime
    inferred: bool
    said: tuple[str, ...]


def timeline(
    history: Iterable[Any],
    *,
    names: Mapping[UUID, str],
    reasons: Mapping[UUID, str],
    why: Mapping[int, str],
    said: Mapping[int, tuple[str, ...]],
) -> list[Line]:
    """Tell a lead's history, the latest last; words that went with a deed stand beside it."""
    return [
        Line(
            row.sequence,
            sentence_of(row.kind) % _filling(row, names, reasons, why),
            row.occurred_at,
            row.inferred,
            said.get(row.sequence, ()),
        )
        for row in history
    ]


def sentence_of(kind: str) -> str:
    """Give the sentence of a kind of event, in the reader's language."""
    return _(SENTENCES[kind])


def _filling(
    row: Any, names: Mapping[UUID, str], reasons: Mapping[UUID, str], why: Mapping[int, str]
) -> dict[str, str]:
    payload = row.payload
    starts_at = payload.get("starts_at")
    return {
        "who": _named(names, row.person_id) or _("The clock"),
        "rep": _named(names, payload.get("rep_id")) or "–",
        "relay": _named(names, payload.get("relay_id")) or "–",
        "reason": reasons.get(UUID(payload["reason_id"]), "–") if "reason_id" in payload else "–",
        "means": label(APPROACHES, payload.get("means", "")),
        "outcome": label(OUTCOMES, payload.get("outcome", "")),
        "start": moment(None, datetime.fromisoformat(starts_at)) if starts_at else "–",
        "why": why.get(row.sequence, ""),
    }


def _named(names: Mapping[UUID, str], person_id: UUID | str | None) -> str | None:
    if person_id is None:
        return None
    return names.get(UUID(person_id) if isinstance(person_id, str) else person_id)
