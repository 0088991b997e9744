"""What is still to be set before the house works as it should, for directors and administrators."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, ngettext_lazy

from relais.campaigns.queries import campaigns_visible_to, lacking
from relais.people.queries import (
    Role,
    count_without_sign_in,
    countries_without_week,
    organization,
)
from relais.routing.queries import rules_of
from relais.web.desk.sections import Section, Step, Words, steps
from relais.web.filters import number
from relais.web.http import PersonRequest

Posts = dict[Role, set[str | None]]  # where each role is held today

LACKS: Final = {
    "target": gettext_noop("%(campaign)s: no target is published"),
    "costs": gettext_noop("%(campaign)s: no cost is written down"),
    "objectives": gettext_noop("%(campaign)s: no objective is set"),
}


def campaigns_section(request: PersonRequest) -> Section:
    """Make the section of the campaigns that run without all that they need."""
    rows = [
        Step(
            _(LACKS[part]) % {"campaign": campaign.name},
            reverse("campaigns:detail", args=[campaign.id]),
        )
        for campaign in lacking(request.access.organization_id)
        for part in campaign.parts
    ]
    says = ngettext_lazy(
        "%(shown)s thing that a campaign lacks", "%(shown)s things that campaigns lack", "n"
    )
    return steps(Words(_("Campaigns to complete"), says, _("Complete it")), rows)


def house_section(request: PersonRequest, posts: Posts) -> Section:
    """Make the section of what an administrator still has to set."""
    found = [
        *_rules(request),
        *_relays(request, posts),
        *_weeks(request),
        *_law(request),
        *_logins(request),
        *_leaders(posts),
    ]
    says = ngettext_lazy("%(shown)s thing to set", "%(shown)s things to set", "n")
    return steps(Words(_("Configuration to complete"), says, _("Set it")), found)


def _rules(request: PersonRequest) -> Iterator[Step]:
    if not rules_of(request.access.organization_id).exists():
        yield Step(_("No routing rule: leads go to everybody, by shares"), reverse("routing:rules"))


def _relays(request: PersonRequest, posts: Posts) -> Iterator[Step]:
    """A campaign that wants a review waits for ever where nobody reviews."""
    if Role.RELAY in posts:
        return
    wanted = campaigns_visible_to(request.access, on=request.at.date()).filter(
        status="running", relay_required=True
    )
    if wanted.exists():
        yield Step(_("No relay in post: nothing is reviewed"), reverse("people:list"))


def _weeks(request: PersonRequest) -> Iterator[Step]:
    for country in countries_without_week(request.access.organization_id):
        words = _("No working week for %(country)s: office hours count") % {"country": country}
        yield Step(words, reverse("people:time"))


def _law(request: PersonRequest) -> Iterator[Step]:
    if organization(request.access.organization_id).works_council_on is None:
        words = _("The privacy checklist is not complete: only teams are shown")
        yield Step(words, reverse("people:organization"))


def _logins(request: PersonRequest) -> Iterator[Step]:
    """Who waits for a link, and to whom none can be sent: each is solved in another place."""
    access, today, people = request.access, request.at.date(), reverse("people:list")
    invited, unreached = count_without_sign_in(access, on=today)
    if invited:
        words = ngettext(
            "%(n)s person with a role cannot sign in: a link is to be sent",
            "%(n)s persons with a role cannot sign in: a link is to be sent",
            invited,
        )
        yield Step(words % {"n": number(None, invited)}, f"{people}?sign_in=none")
    if unreached:
        words = ngettext(
            "%(n)s person with a role has no e-mail, and cannot sign in",
            "%(n)s persons with a role have no e-mail, and cannot sign in",
            unreached,
        )
        yield Step(words % {"n": number(None, unreached)}, f"{people}?sign_in=no_address")


def _leaders(posts: Posts) -> Iterator[Step]:
    """Reps whom nobody manages, in their unit or above, have nobody who judges or assigns."""
    led = {path for path in posts.get(Role.MANAGER, ()) if path}
    paths = {path for path in posts.get(Role.REP, ()) if path}
    alone = sum(not any(path.startswith(above) for above in led) for path in paths)
    if alone:
        words = ngettext(
            "%(n)s unit of reps has no manager", "%(n)s units of reps have no manager", alone
        )
        yield Step(words % {"n": alone}, reverse("people:units"))
