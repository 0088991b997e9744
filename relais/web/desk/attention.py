"""What an administrator should look at among people and accounts: each a line with its act."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, ngettext_lazy

from relais.accounts.queries import left_behind
from relais.leads.queries import accounts_without_owner, waiting_with
from relais.people.queries import (
    Role,
    absences_beginning,
    holders_of,
    mandates_ending,
)
from relais.web.desk.configuration import Posts
from relais.web.desk.sections import Section, Step, Words, steps
from relais.web.filters import day, number
from relais.web.http import PersonRequest

SOON: Final = timedelta(days=30)
WEEK: Final = timedelta(days=7)
NAMED: Final = 5  # companies; of more it is said that there are more
PLACES: Final = (
    ("people:list", gettext_noop("People and absences"), "users"),
    ("people:units", gettext_noop("Units"), "arrows-split"),
    ("accounts:list", gettext_noop("Accounts and their owners"), "building"),
    ("people:centers", gettext_noop("Call centers and mandates"), "phone-outgoing"),
    ("people:time", gettext_noop("Working time and closing days"), "clock"),
    ("campaigns:list", gettext_noop("Campaigns: clocks and reasons"), "speakerphone"),
    ("routing:rules", gettext_noop("Routing rules"), "arrows-split"),
    ("people:organization", gettext_noop("The organization and its privacy checklist"), "checks"),
)


def places() -> list[tuple[str, str, str]]:
    """Give where an administrator sets things: address, words and icon of each."""
    return [(reverse(name), _(words), icon) for name, words, icon in PLACES]


def attention_section(request: PersonRequest, posts: Posts) -> Section:
    """Make the section of what is about to go wrong with people, accounts and mandates."""
    found = [
        *_left(request),
        *_unowned(request),
        *_nowhere(request, posts),
        *_away(request),
        *_ending(request),
    ]
    says = ngettext_lazy("%(shown)s thing to look at", "%(shown)s things to look at", "n")
    return steps(Words(_("People and accounts to look at"), says, _("Look at it")), found)


def _left(request: PersonRequest) -> Iterator[Step]:
    """Who has left still answers for accounts: their leads find no rep."""
    organization_id, today = request.access.organization_id, request.at.date()
    for person, count in left_behind(organization_id, on=today).items():
        words = ngettext(
            "%(person)s has left and answers for %(n)s account",
            "%(person)s has left and answers for %(n)s accounts",
            count,
        )
        said = words % {"person": person, "n": number(None, count)}
        yield Step(said, reverse("accounts:transfer"), _("Hand them over"))


def _unowned(request: PersonRequest) -> Iterator[Step]:
    """Companies with a lead under way, and nobody who answers for them."""
    found = accounts_without_owner(request.access.organization_id, most=NAMED + 1)
    if len(found) > NAMED:
        words = _("More than %(n)s accounts with a lead under way have no owner")
        yield Step(
            words % {"n": number(None, NAMED)}, reverse("accounts:bring"), _("Bring owners in")
        )
        return
    for account in found:
        words = _("%(company)s has a lead under way and no owner") % {"company": account.name}
        yield Step(words, reverse("accounts:detail", args=[account.id]), _("Name an owner"))


def _nowhere(request: PersonRequest, posts: Posts) -> Iterator[Step]:
    """Reps without a unit: nobody leads them, and no rule finds them."""
    if None not in posts.get(Role.REP, ()):
        return
    reps = holders_of(request.access.organization_id, Role.REP, on=request.at.date())
    for post in reps.filter(unit=None):
        words = _("%(person)s is a rep without a unit") % {"person": post.person}
        yield Step(words, reverse("people:detail", args=[post.person_id]), _("Give a unit"))


def _away(request: PersonRequest) -> Iterator[Step]:
    """Who goes away within a week, and has leads that will wait for him."""
    organization_id, at = request.access.organization_id, request.at
    absences = absences_beginning(organization_id, start=at, end=at + WEEK)
    counts = waiting_with(organization_id, {one.person_id for one in absences})
    for one in absences:
        if count := counts.get(one.person_id):
            words = ngettext(
                "%(person)s is away from %(day)s: %(n)s lead waits",
                "%(person)s is away from %(day)s: %(n)s leads wait",
                count,
            )
            told = {"person": one.person, "day": day(None, one.starts_at), "n": number(None, count)}
            there = reverse("people:detail", args=[one.person_id])
            yield Step(words % told, there, _("See the absence"))


def _ending(request: PersonRequest) -> Iterator[Step]:
    """A call center loses its access with its mandate, whatever is under way."""
    today = request.at.date()
    rows = mandates_ending(request.access.organization_id, since=today, until=today + SOON)
    for center in rows:
        words = _("The mandate of %(center)s ends %(day)s") % {
            "center": center.name,
            "day": day(None, center.mandate_until),
        }
        yield Step(words, reverse("people:centers"), _("Set the mandate"))
