"""What is stuck in the whole house: disputes, leads without a rep, take-ups, outcomes."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.measures.queries import Case
from relais.people.queries import Role
from relais.web.desk import lists
from relais.web.desk.configuration import campaigns_section
from relais.web.desk.sections import Section, Words, appointments, leads
from relais.web.desk.titles import counted, fills, title_of
from relais.web.http import PersonRequest
from relais.web.leads.cases import address_of
from relais.web.leads.life import way_of

TO_TELL: Final = ngettext_lazy(
    "%(shown)s appointment to tell", "%(shown)s appointments to tell", "n"
)
OF_EACH: Final = 3  # rows of a pile; its list shows the others


@dataclass(frozen=True)
class Pile:
    """What is stuck for one reason: how much, the first few, and where the whole list is."""

    section: Section
    rows: list[Any]
    address: str

    @property
    def words(self) -> str:
        """Tell how much there is."""
        return counted(self.section)


def director_desk(request: PersonRequest) -> HttpResponse:
    """Show a director what is stuck, each kind with its count; figures come after by themselves."""
    sections = stuck(request)
    waiting = [(section, address) for section, address in sections if section.waits]
    first = waiting[0][0] if waiting else None
    context = {
        "title": title_of(
            [section for section, _address in sections], desk=Role.DIRECTOR, at=request.at
        ),
        "first": first,
        "piles": [_pile(section, address, first) for section, address in waiting],
        "fills": fills(Role.DIRECTOR),
        "way_of": way_of,
        "at": request.at,
    }
    return render(request, "desk/director.html", context)


def stuck(request: PersonRequest) -> list[tuple[Section, str]]:
    """List what waits for somebody to decide, of each kind the oldest first, and where it is."""
    access, at = request.access, request.at
    judge = ngettext_lazy("%(shown)s dispute to judge", "%(shown)s disputes to judge", "n")
    give = ngettext_lazy("%(shown)s lead waits for a rep", "%(shown)s leads wait for a rep", "n")
    overdue = ngettext_lazy("%(shown)s take-up overdue", "%(shown)s take-ups overdue", "n")
    disputes = Words(_("Disputes to judge"), judge, _("Read and judge"))
    waiting = Words(_("Waiting for a rep"), give, _("Choose a rep"))
    take = Words(_("Take-ups overdue"), overdue, _("Give it to somebody"))
    tell = Words(_("Outcomes nobody has told"), TO_TELL, _("Tell what happened"))
    return [
        (leads(disputes, lists.DISPUTES.of(access, at.date()), "late"), address_of(Case.TO_JUDGE)),
        (leads(waiting, lists.QUEUE.of(access), "due"), reverse("routing:queue")),
        (leads(take, lists.LATE.of(access, at), "late"), address_of(Case.OVERDUE)),
        (
            appointments(tell, lists.DUE.of(access, at), "due"),
            f"{reverse('appointments:list')}?which=due",
        ),
        (campaigns_section(request), reverse("campaigns:list")),
    ]


def _pile(section: Section, address: str, first: Section | None) -> Pile:
    """The first of all stands above the piles, and not in its own again."""
    skip = 1 if section is first else 0
    shown = section.rows[skip : skip + OF_EACH]
    return Pile(section, shown, address if section.count > skip + len(shown) else "")
