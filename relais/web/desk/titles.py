"""The title of a first page answers: what is to be done, how much of it, and since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.people.queries import Role
from relais.web.desk.sections import Section
from relais.web.filters import duration, number

TOLD: Final = 2  # kinds of things that a title tells; the page tells the others
LONG: Final = timedelta(hours=1)

NOTHING: Final[dict[Role | None, str]] = {
    Role.TELEMARKETER: gettext_noop("Nothing was promised: on to the next prospect"),
    Role.SUPERVISOR: gettext_noop("No dispute, nothing to complete, nobody to call back"),
    Role.REP: gettext_noop("Everything is taken up and told"),
    Role.DIRECTOR: gettext_noop("No dispute, no lead without a rep, every outcome told"),
    Role.ADMIN: gettext_noop("All is set"),
}
FILLS: Final[dict[Role | None, str]] = {
    Role.TELEMARKETER: gettext_noop(
        "Leads that a relay sends back, and the prospects to call back, will come here."
    ),
    Role.SUPERVISOR: gettext_noop(
        "Disputes, leads to complete and callbacks of your call center will come here."
    ),
    Role.REP: gettext_noop(
        "Leads transmitted to you, and appointments once they are over, will come here."
    ),
    Role.DIRECTOR: gettext_noop(
        "Disputes, leads that no rep can receive and campaigns that lack something will come here."
    ),
    Role.ADMIN: gettext_noop(
        "What is missing before a lead can reach its rep is listed here as soon as it is missing."
    ),
}
ANYTHING: Final = gettext_noop(
    "What is yours to do will appear here. Use the places above to look around."
)


def title_of(sections: Sequence[Section], *, desk: Role | None, at: datetime) -> str:
    """Tell in one line what waits, the first kinds by their count; alone, also since when."""
    waiting = [section for section in sections if section.waits]
    if not waiting:
        return _(NOTHING.get(desk, gettext_noop("Nothing waits for you")))
    said = [counted(section) for section in waiting[:TOLD]]
    since = waiting[0].since
    if len(waiting) == 1 and waiting[0].count > 1 and since and at - since >= LONG:
        said.append(_("the oldest for %(long)s") % {"long": duration(None, at - since)})
    return ", ".join(said)


def counted(section: Section) -> str:
    """Tell a section by its count: "3 appointments to tell"."""
    return str(section.words.says % {"n": section.count, "shown": number(None, section.count)})


def fills(desk: Role | None) -> str:
    """Say what will come to a desk on which nothing waits."""
    return _(FILLS.get(desk, ANYTHING))
