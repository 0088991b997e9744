"""What a manager has to do this week: each line an act, grouped by the rep whom it concerns."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.appointments.queries import shown_of as shown_appointments
from relais.appointments.queries import untold_counts
from relais.leads.queries import Listed, last_words_of, shown_of
from relais.web.desk import lists
from relais.web.filters import moment, number
from relais.web.http import PersonRequest

OF_ONE: Final = 3  # acts of one rep, before the rest is folded

DOES: Final = {  # what is the matter, what to do about it, its look
    "judge": (gettext_noop("Contested"), gettext_noop("Judge"), "late"),
    "give": (gettext_noop("No rep can receive it"), gettext_noop("Choose a rep"), "due"),
    "late": (gettext_noop("Not taken up in time"), gettext_noop("Give it to another"), "late"),
    "tell": (gettext_noop("Appointment not told"), gettext_noop("Tell"), "due"),
}


@dataclass(frozen=True)
class Act:
    """Something to do: about which company, since when, on the page of which row."""

    kind: str
    rep_id: UUID | None
    rep: str
    lead_id: UUID
    company: str
    contact: str
    since: datetime
    place: str
    row_id: UUID
    question: str = ""
    asked_at: datetime | None = None

    @property
    def words(self) -> tuple[str, str, str]:
        """Give what is the matter, what to do about it, and its look."""
        what, does, look = DOES[self.kind]
        return _(what), _(does), look


@dataclass(frozen=True)
class Group:
    """The acts that concern one rep, or nobody yet, the oldest first."""

    rep_id: UUID | None
    rep: str
    acts: list[Act]

    @property
    def first(self) -> list[Act]:
        """Give those that stand open."""
        return self.acts[:OF_ONE]

    @property
    def rest(self) -> list[Act]:
        """Give those that are folded."""
        return self.acts[OF_ONE:]


@dataclass(frozen=True)
class Week:
    """What waits for a manager: the acts by rep, how many more, and how many not due yet."""

    groups: list[Group]
    shown: int
    more: int
    reps: int
    within: int

    @property
    def title(self) -> str:
        """Tell how much there is to do, and for how many reps."""
        count = self.shown + self.more
        if not count:
            return _("Nobody needs you now")
        acts = ngettext("%(shown)s act to do", "%(shown)s acts to do", count)
        said = acts % {"shown": number(None, count)}
        if self.more or not self.reps:  # of those who are not shown nobody was counted
            return said
        reps = ngettext("for %(shown)s rep", "for %(shown)s reps", self.reps)
        return f"{said}, {reps % {'shown': number(None, self.reps)}}"


def week_of(request: PersonRequest) -> Week:
    """Give the acts of a manager; as many queries whatever there is to do.

    Reps come in the order of what has waited longest, never of how much there is.
    """
    access, at = request.access, request.at
    asked = {
        "judge": lists.DISPUTES.of(access),
        "give": lists.QUEUE.of(access),
        "late": lists.LATE.of(access, at),
    }
    closed, within = untold_counts(access, at=at)
    told = _untold(lists.SILENT.of(access, at).first(), request) if closed else []
    rows = dict(zip(asked, shown_of(*(each.first() for each in asked.values())), strict=True))
    acts = [_act(kind, lead) for kind, found in rows.items() for lead in found] + told
    more = sum(asked[kind].count(found) - len(found) for kind, found in rows.items())
    more += closed - len(told)
    groups = _grouped(sorted(acts, key=attrgetter("since")))
    reps = sum(group.rep_id is not None for group in groups)
    return Week(groups, len(acts), more, reps, within)


def _act(kind: str, lead: Listed) -> Act:
    to = "routing:choose" if kind == "give" else "leads:detail"
    rep_id, rep = (None, "") if kind == "give" else (lead.rep_id, lead.rep)
    since = lead.state_since or lead.opened_at
    return Act(kind, rep_id, rep, lead.id, lead.account, lead.contact, since, to, lead.id)


def _untold(ids: list[UUID], request: PersonRequest) -> list[Act]:
    found = shown_appointments(ids)
    asked = last_words_of(request.access, [one.lead_id for one in found])
    question = _("What became of the appointment with %(company)s, %(start)s?")
    return [
        Act(
            "tell",
            one.rep_id,
            one.rep,
            one.lead_id,
            one.account,
            one.contact,
            one.starts_at,
            "appointments:detail",
            one.id,
            question % {"company": one.account, "start": moment(None, one.starts_at)},
            asked.get(one.lead_id),
        )
        for one in found
    ]


def _grouped(acts: list[Act]) -> list[Group]:
    groups: dict[UUID | None, Group] = {}
    for act in acts:
        group = groups.setdefault(act.rep_id, Group(act.rep_id, act.rep, []))
        group.acts.append(act)
    return list(groups.values())
