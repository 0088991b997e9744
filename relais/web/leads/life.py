"""A lead's life as its page tells it: the sentences, the way it has gone, why it has this rep."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.campaigns.queries import reasons_named
from relais.leads.queries import Lead
from relais.people.queries import persons_named, units_named
from relais.routing.queries import words_with
from relais.web.leads.sentences import Line, timeline
from relais.web.words import reason
from relais.wording.decisions import decided

WAY: Final = {
    "submitted_at": gettext_noop("Submitted"),
    "transmitted_at": gettext_noop("Transmitted"),
    "taken_up_at": gettext_noop("Taken up"),
    "approach_at": gettext_noop("Approach started"),
    "won_at": gettext_noop("Signed"),
}


class Life(NamedTuple):
    """The lines of a timeline, and in words why the rep who has the lead has it."""

    lines: list[Line]
    why_this_rep: str


def way_of(lead: Any) -> list[tuple[str, bool]]:
    """Give how far a lead came, for `ui.path`: each stage, and whether it was reached."""
    return [(_(words), getattr(lead, column) is not None) for column, words in WAY.items()]


def life_of(lead: Lead, history: Sequence[Any], messages: Iterable[Any]) -> Life:
    """Tell the life of a lead, with the words that went with each deed; three queries."""
    said: dict[int, tuple[str, ...]] = {}
    for message in messages:
        if message.about is not None:
            said[message.about] = (*said.get(message.about, ()), message.text)
    names = persons_named(lead.organization_id, _persons(history))
    why = _reasons(lead, history, names)
    lines = timeline(
        history,
        names=names,
        reasons={i: reason(row) for i, row in reasons_named(lead.organization_id).items()},
        why=why,
        said=said,
    )
    return Life(lines, _why_this_rep(lead, history, lines, why))


def _why_this_rep(
    lead: Lead, history: Sequence[Any], lines: Sequence[Line], why: dict[int, str]
) -> str:
    """Who was given it by the router has its reason; who got it from somebody, that one's words."""
    given = [row.sequence for row in history if row.kind in ("lead.assigned", "lead.reassigned")]
    if lead.rep_id is None or not given:
        return ""
    line = next(one for one in lines if one.sequence == given[-1])
    return why.get(given[-1]) or " ".join((line.sentence, *line.said))


def _persons(history: Iterable[Any]) -> set[UUID | None]:
    named = {row.person_id for row in history}
    for row in history:
        named |= {UUID(row.payload[key]) for key in ("rep_id", "relay_id") if key in row.payload}
    return named


def _reasons(lead: Lead, history: Iterable[Any], names: dict[UUID, str]) -> dict[int, str]:
    """Give why each rep was chosen by the router, by the number of the event."""
    assigned = [row for row in history if row.kind == "lead.assigned"]
    units = {UUID(row.payload["unit_id"]) for row in assigned if row.payload.get("unit_id")}
    known = {**names, **units_named(lead.organization_id, units)}
    return {row.sequence: _why(row.payload, known) for row in assigned}


def _why(payload: dict[str, Any], known: dict[UUID, str]) -> str:
    words = words_with(
        payload["reason"],
        facts=payload.get("facts") or {},
        names=known,
        rep_id=UUID(payload["rep_id"]),
        unit_id=UUID(payload["unit_id"]) if payload.get("unit_id") else None,
    )
    return decided(words)
