"""The first steps at each desk: at most four, shown once below the title of one’s first page.

A browser keeps whose have been read, as it keeps the look; several persons may share one.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.people.queries import Access, Role
from relais.web.screen import DESKS, Screen, remember

WHERE: Final = gettext_noop("Where your work appears.")
DEED: Final = gettext_noop("What matters most.")
WORDS: Final = gettext_noop("Who reads what.")
HELP: Final = (
    gettext_noop("Help."),
    gettext_noop(
        "Language, look and these steps are beside your name; on a keyboard, ? shows the keys."
    ),
)
STEPS: Final[dict[Role, tuple[tuple[str, str], ...]]] = {
    Role.TELEMARKETER: (
        (
            WHERE,
            gettext_noop(
                "“To call” gives you one prospect at a time; “My day” holds what came back to you,"
                " and your leads to their end."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Submit a lead once its sheet is whole: the relay validates it under his name, or"
                " tells you what is missing."
            ),
        ),
        (
            WORDS,
            gettext_noop(
                "The sheet is what the rep has before him when he goes; the thread of the lead is"
                " for what comes after."
            ),
        ),
        HELP,
    ),
    Role.SUPERVISOR: (
        (
            WHERE,
            gettext_noop(
                "“My day” holds what was sent back to your telemarketers, callbacks that are due,"
                " and disputes."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Have what was sent back completed soon: a prospect who waits grows cold."
            ),
        ),
        (
            WORDS,
            gettext_noop("Figures of single telemarketers are for themselves and for you."),
        ),
        HELP,
    ),
    Role.RELAY: (
        (
            WHERE,
            gettext_noop(
                "“To review” holds what telemarketers have submitted, the most urgent first."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Validate and transmit under your name, send back with what is missing, or set"
                " aside with a reason. Before that the rep sees nothing."
            ),
        ),
        (
            WORDS,
            gettext_noop("What you write with it goes to the telemarketer; reasons are counted."),
        ),
        HELP,
    ),
    Role.REP: (
        (
            WHERE,
            gettext_noop(
                "“My day” holds leads to take up, your appointments, and those whose outcome you"
                " have not told yet. It can be read without network."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Take a lead up before its time is out: one press, and everybody knows that it is"
                " in good hands."
            ),
        ),
        (
            WORDS,
            gettext_noop(
                "What you write in the thread of a lead is read by its telemarketer, and stays with"
                " the lead."
            ),
        ),
        HELP,
    ),
    Role.MANAGER: (
        (
            WHERE,
            gettext_noop(
                "“My acts” holds what needs you: disputes, leads waiting for a rep, take-ups that"
                " are late, outcomes that nobody has told."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Judge a dispute once you have read both sides: your verdict is told to both, and"
                " counted for both."
            ),
        ),
        (WORDS, gettext_noop("Figures of single reps are for themselves and for you.")),
        HELP,
    ),
    Role.DIRECTOR: (
        (
            WHERE,
            gettext_noop(
                "“Report” tells what became of the leads, “Diagnosis” where appointments are not"
                " honoured, and how sure that is."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Give each campaign its target, its costs and its call center before it starts:"
                " “My day” says what is missing."
            ),
        ),
        (
            WORDS,
            gettext_noop("Who is not in your charge stands under a pseudonym in the figures."),
        ),
        HELP,
    ),
    Role.ADMIN: (
        (
            WHERE,
            gettext_noop(
                "“My day” lists what is missing before the first lead can be transmitted."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Bring units, people and accounts in from a file: it is shown before anything is"
                " written, and twice the same changes nothing."
            ),
        ),
        (
            WORDS,
            gettext_noop(
                "Who is invited gets a link and chooses his own password: nobody else knows it."
            ),
        ),
        HELP,
    ),
    Role.PRIVACY_OFFICER: (
        (
            WHERE,
            gettext_noop(
                "“My day” holds the requests of persons with their clock, whose time is over, and"
                " what mandates lack; “Requests” finds who somebody is and what is held of him."
            ),
        ),
        (
            DEED,
            gettext_noop(
                "Answer within a month. What is erased is erased for good: a certificate without"
                " personal data stays."
            ),
        ),
        HELP,
    ),
}


def first_steps(request: HttpRequest, access: Access, screen: Screen) -> list[dict[str, Any]]:
    """Give the steps that are to be shown on this page: on the first one, until they were read."""
    if screen.desk is None or request.path != _first_page(screen.desk):
        return []
    if screen.desk in _read(request, access):
        return []
    return [{"title": _(title), "words": _(words)} for title, words in STEPS[screen.desk]]


def _first_page(desk: Role) -> str:
    """Where a desk begins: a relay's list of what waits stands in the place of his day."""
    return reverse("leads:review" if desk is Role.RELAY else "home")


def keep_read(
    request: HttpRequest, answer: HttpResponse, access: Access, screen: Screen, *, read: bool
) -> None:
    """Let the browser remember whether this person has read the steps of his desk."""
    others = _read(request, access) - {screen.desk}
    kept = sorted(role.value for role in others | ({screen.desk} if read else set()) if role)
    remember(answer, _name(access), ".".join(kept), secure=request.is_secure())


def _read(request: HttpRequest, access: Access) -> set[Role | None]:
    told = request.COOKIES.get(_name(access), "").split(".")
    return {role for role in DESKS if role.value in told}


def _name(access: Access) -> str:
    return f"first-steps-{access.person_id.hex[-8:]}"
