"""A meeting as it is looked at: prepared as things stand, or as they stood when it was opened."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from relais.acts.models import Act
from relais.acts.queries import acts_from
from relais.acts.rules import ActSource, ActState
from relais.database.among import among
from relais.leads.models import Lead
from relais.leads.queries import leads_visible_to, listed
from relais.measures.queries import Rate
from relais.people.queries import persons_named, units_named
from relais.people.rules.access import Access
from relais.steering.models import Point, ReviewMeeting
from relais.steering.queries.agenda import agenda_of
from relais.steering.queries.figures import MEASURES, figures_of, measure_of
from relais.steering.queries.meetings import earlier, points_of
from relais.steering.rules.meetings import Span, Topic, Verdict

Kept = dict[str, Any]
NOT_DROPPED: Final = (ActState.AGREED.value, ActState.DONE.value)


@dataclass(frozen=True)
class Agreed:
    """A decision: what, who, until when, about which lead, and what became of it."""

    id: UUID
    what: str
    owner: str
    owner_id: UUID | None
    due_on: date | None
    lead_id: UUID | None
    done: bool
    overdue: bool


@dataclass(frozen=True)
class OnAgenda:
    """A lead of the agenda; `link` says whether its page is the reader's to see."""

    number: int
    topic: Topic
    lead_id: UUID
    since: datetime | None
    account: str
    state: str
    rep: str
    rep_id: UUID | None
    link: bool
    verdict: str
    words: str
    decisions: list[Agreed]


@dataclass(frozen=True)
class Row:
    """The measures of a unit; without a name it is the others as one."""

    name: str
    reps: int
    rates: dict[str, Rate]


@dataclass(frozen=True)
class Figures:
    """What is counted of the whole, the last meeting's figures beside it, and unit by unit."""

    reps: int
    told: bool
    opened: int | None
    transmitted: int | None
    won: int | None
    rates: dict[str, Rate]
    before: dict[str, Rate]
    units: list[Row]


@dataclass(frozen=True)
class Sheet:
    """All that a meeting shows."""

    meeting: ReviewMeeting
    figures: Figures
    items: list[OnAgenda]
    counts: dict[Topic, int]
    last: list[Agreed]
    decisions: list[Agreed]

    @property
    def done_last(self) -> int:
        """Count what was decided last time and is done."""
        return sum(act.done for act in self.last)

    @property
    def postponed(self) -> list[OnAgenda]:
        """List what was put off."""
        return [item for item in self.items if item.verdict == Verdict.POSTPONED]

    @property
    def unsaid(self) -> list[OnAgenda]:
        """List what nobody came to."""
        return [item for item in self.items if not item.verdict]

    @property
    def general(self) -> list[Agreed]:
        """List the decisions that are about no lead."""
        return [act for act in self.decisions if act.lead_id is None]


def freeze(meeting: ReviewMeeting, *, at: datetime) -> Kept:
    """Work out what a meeting shows, as it is kept: figures, ids and days, no name, no words."""
    agenda = agenda_of(meeting.unit, at=at)
    span = Span(meeting.since, meeting.until)
    return {
        "at": at.isoformat(),
        "figures": figures_of(meeting.unit, span, at=at),
        "items": [
            {
                "topic": item.topic.value,
                "lead_id": str(item.lead_id),
                "since": item.since.isoformat() if item.since else None,
                "rep_id": str(item.rep_id) if item.rep_id else None,
            }
            for item in agenda.items
        ],
        "counts": {topic.value: count for topic, count in agenda.counts.items()},
        "last": [keep(act) for act in acts_of_last(meeting)],
    }


def keep(act: Act) -> Kept:
    """Give what is kept of a decision; its words stay with the act, where they can be erased."""
    return {
        "act_id": str(act.id),
        "owner_id": str(act.owner_id),
        "due_on": act.due_on.isoformat() if act.due_on else None,
        "done": act.state == ActState.DONE,
    }


def acts_of_last(meeting: ReviewMeeting) -> list[Act]:
    """List what the last meeting decided, and what is still to be done of those before it."""
    before = earlier(meeting)
    rows = acts_from(meeting.organization_id, ActSource.MEETING, before)
    return [
        act
        for act in rows
        if act.state in NOT_DROPPED and (act.source_id == before[0] or act.state == ActState.AGREED)
    ]


def acts_decided(meeting: ReviewMeeting) -> list[Act]:
    """List what a meeting has decided, in the order in which it did."""
    rows = acts_from(meeting.organization_id, ActSource.MEETING, [meeting.id])
    return sorted((act for act in rows if act.state in NOT_DROPPED), key=lambda act: act.id)


def sheet_of(meeting: ReviewMeeting, *, access: Access | None, at: datetime) -> Sheet:
    """Give a meeting as it is looked at; as many queries whatever its agenda holds.

    :param access: who looks: only what is his to see has a link; None, as on paper, for no links.
    """
    kept = meeting.shown or freeze(meeting, at=at)
    last = _acts_of(meeting.organization_id, [told["act_id"] for told in kept["last"]])
    decided = _decided(meeting, kept)
    owners = persons_named(meeting.organization_id, _owners([*decided, *last.values()]))
    on = at.date()
    frozen = {told["act_id"]: told for told in [*kept["last"], *kept.get("decisions", [])]}
    decisions = [_agreed(act, frozen.get(str(act.id)), owners, on) for act in decided]
    return Sheet(
        meeting,
        _figures(meeting, kept["figures"]),
        _items(meeting, kept["items"], decisions, access),
        {Topic(name): count for name, count in kept["counts"].items()},
        [_agreed(act, frozen[str(act.id)], owners, on) for act in last.values()],
        decisions,
    )


def _decided(meeting: ReviewMeeting, kept: Kept) -> list[Act]:
    """Give the decisions: those that were kept as it was closed, whatever became of them since."""
    if "decisions" not in kept:
        return acts_decided(meeting)
    ids = [told["act_id"] for told in kept["decisions"]]
    return list(_acts_of(meeting.organization_id, ids).values())


def _agreed(act: Act, told: Kept | None, owners: Mapping[UUID, str], on: date) -> Agreed:
    """Tell a decision: as it was kept where it was, else as it is."""
    kept = told or keep(act)
    due_on = date.fromisoformat(kept["due_on"]) if kept["due_on"] else None
    owner_id = act.owner_id
    return Agreed(
        act.id,
        act.what,
        owners.get(owner_id, "") if owner_id else "",
        owner_id,
        due_on,
        act.lead_id,
        kept["done"],
        not kept["done"] and due_on is not None and due_on < on,
    )


def _items(
    meeting: ReviewMeeting,
    kept: Sequence[Kept],
    decisions: Sequence[Agreed],
    access: Access | None,
) -> list[OnAgenda]:
    ids = [UUID(told["lead_id"]) for told in kept]
    rows = Lead.objects.of(meeting.organization_id).filter(among("id", ids))
    found = {lead.id: lead for lead in listed(rows)} if ids else {}
    seen = _seen(ids, access)
    said: dict[UUID, Point] = points_of(meeting)
    reps = persons_named(meeting.organization_id, [UUID(t["rep_id"]) for t in kept if t["rep_id"]])
    items = []
    for number, told in enumerate(kept, start=1):
        lead_id = UUID(told["lead_id"])
        rep_id = UUID(told["rep_id"]) if told["rep_id"] else None
        point = said.get(lead_id)
        items.append(
            OnAgenda(
                number,
                Topic(told["topic"]),
                lead_id,
                datetime.fromisoformat(told["since"]) if told["since"] else None,
                found[lead_id].account if lead_id in found else "",
                found[lead_id].state if lead_id in found else "",
                reps.get(rep_id, "") if rep_id else "",
                rep_id,
                lead_id in seen,
                point.verdict if point else "",
                point.words if point else "",
                [act for act in decisions if act.lead_id == lead_id],
            )
        )
    return items


def _figures(meeting: ReviewMeeting, kept: Kept) -> Figures:
    names = units_named(
        meeting.organization_id, [UUID(t["unit_id"]) for t in kept["units"] if t["unit_id"]]
    )
    before = _before(meeting)
    units = [
        Row(names.get(UUID(told["unit_id"]), "") if told["unit_id"] else "", told["reps"],
            _rates(told))
        for told in kept["units"]
    ]  # fmt: skip
    return Figures(
        kept["reps"],
        kept["told"],
        *_whole(kept),
        _rates(kept["whole"]) if kept["told"] else {},
        _rates(before) if before else {},
        sorted(units, key=lambda row: (not row.name, row.name)),
    )


def _whole(kept: Kept) -> tuple[int | None, int | None, int | None]:
    """Give the leads opened, transmitted and signed; nothing where it would tell of persons."""
    if not kept["told"]:
        return None, None, None
    return kept["opened"], kept["transmitted"], kept["won"]


def _before(meeting: ReviewMeeting) -> Kept:
    """Give what the last meeting showed of the whole, {} where there was none."""
    known = [meeting.previous_id] if meeting.previous_id else []
    before = known if meeting.shown else earlier(meeting)[:1]
    rows = ReviewMeeting.objects.of(meeting.organization_id).filter(id__in=before)
    shown = rows.values_list("shown", flat=True).first() or {}
    found: Kept = shown.get("figures", {}).get("whole", {})
    return found


def _rates(pairs: Mapping[str, list[int]]) -> dict[str, Rate]:
    return {name: measure_of(pairs, name) for name in MEASURES}


def _acts_of(organization_id: UUID, ids: Sequence[str]) -> dict[str, Act]:
    rows = Act.objects.of(organization_id).filter(id__in=ids)
    found = {str(act.id): act for act in rows}
    return {act_id: found[act_id] for act_id in ids if act_id in found}


def _owners(acts: Collection[Act]) -> list[UUID | None]:
    return [act.owner_id for act in acts]


def _seen(ids: Sequence[UUID], access: Access | None) -> set[UUID]:
    if access is None or not ids:
        return set()
    rows = leads_visible_to(access).filter(among("id", ids))
    return set(rows.order_by().values_list("id", flat=True))
