"""What a manager has to do this week: each line an act, grouped by the rep whom it concerns."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.appointments.queries import shown_of as shown_appointments
from relais.appointments.queries import untold_counts
from relais.leads.queries import Listed, last_words_of, shown_of
from relais.measures.queries import Case
from relais.web.desk import lists
from relais.web.filters import moment, number
from relais.web.http import PersonRequest
from relais.web.leads.cases import address_of

OF_ONE: Final = 3  # acts of one rep, before the rest is folded

DOES: Final = {  # what is the matter, what to do about it, its look
    "judge": (gettext_noop("Contested"), gettext_noop("Judge"), "late"),
    "give": (gettext_noop("No rep can receive it"), gettext_noop("Choose a rep"), "due"),
    "late": (gettext_noop("Not taken up in time"), gettext_noop("Give it to another"), "late"),
    "tell": (gettext_noop("Appointment not told"), gettext_noop("Tell"), "due"),
}
TITLES: Final = {  # what is to be done, the most urgent first
    "judge": gettext_noop("Disputes to judge"),
    "give": gettext_noop("Waiting for a rep"),
    "late": gettext_noop("Take-ups overdue"),
    "tell": gettext_noop("Outcomes nobody has told"),
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
class Kind:
    """The acts of one kind by rep, how many there are, and where all of them are listed."""

    code: str
    count: int
    groups: list[Group]
    address: str

    @property
    def title(self) -> str:
        """Give what is to be done."""
        return _(TITLES[self.code])

    @property
    def more(self) -> int:
        """Count those that are not shown."""
        return self.count - sum(len(group.acts) for group in self.groups)


@dataclass(frozen=True)
class Week:
    """What waits for a manager, the most urgent kind first; what is not due yet is no act."""

    kinds: list[Kind]
    within: int

    @property
    def title(self) -> str:
        """Tell how much there is to do, and for how many reps where all of it is shown."""
        count = sum(kind.count for kind in self.kinds)
        if not count:
            return _("Nobody needs you now")
        acts = ngettext("%(shown)s act to do", "%(shown)s acts to do", count)
        said = acts % {"shown": number(None, count)}
        reps = {group.rep_id for kind in self.kinds for group in kind.groups if group.rep_id}
        if not reps or any(kind.more for kind in self.kinds):
            return said
        whose = ngettext("for %(shown)s rep", "for %(shown)s reps", len(reps))
        return f"{said}, {whose % {'shown': number(None, len(reps))}}"


def week_of(request: PersonRequest) -> Week:
    """Give the acts of a manager; as many queries whatever there is to do.

    Reps come in the order of what has waited longest, never of how much there is.
    """
    access, at = request.access, request.at
    asked = {
        "judge": lists.DISPUTES.of(access, at.date()),
        "give": lists.QUEUE.of(access),
        "late": lists.LATE.of(access, at),
    }
    rows = dict(zip(asked, shown_of(*(each.first() for each in asked.values())), strict=True))
    closed, within = untold_counts(access, at=at)
    told = _untold(lists.SILENT.of(access, at).first(), request) if closed else []
    counts = {code: asked[code].count(found) for code, found in rows.items()} | {"tell": closed}
    acts = {code: [_act(code, lead) for lead in found] for code, found in rows.items()}
    acts["tell"] = told
    kinds = [_kind(code, counts[code], found) for code, found in acts.items() if found]
    return Week(kinds, within)


def _kind(code: str, count: int, acts: list[Act]) -> Kind:
    silent = f"{reverse('appointments:list')}?which=silent"
    places = {
        "judge": address_of(Case.TO_JUDGE),
        "give": reverse("routing:queue"),
        "late": address_of(Case.OVERDUE),
        "tell": silent,
    }
    return Kind(code, count, _grouped(sorted(acts, key=attrgetter("since"))), places[code])


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
