"""What an organization still lacks before its first lead can be handed to a rep."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

from relais.accounts.queries import has_owners
from relais.campaigns.queries import campaigns_visible_to
from relais.leads.queries import has_transmitted
from relais.people.queries import Role, holders_of, units_of, without_sign_in
from relais.prospecting.queries import has_prospects
from relais.web.desk.sections import Section, Step, Words, steps
from relais.web.http import PersonRequest


class Task(NamedTuple):
    """Something to set, in words, whether it is done, and where it is set."""

    words: str
    done: bool
    address: str


POSTS: Final = {
    Role.REP: gettext_noop("Somebody visits: field reps"),
    Role.MANAGER: gettext_noop("Somebody leads them: managers"),
    Role.TELEMARKETER: gettext_noop("Somebody telephones: telemarketers"),
}


def beginning(request: PersonRequest) -> list[Task]:
    """List the tasks until a first lead was transmitted; nothing afterwards."""
    if has_transmitted(request.access.organization_id):
        return []
    return [*_house(request), *_campaign(request)]


def beginning_section(tasks: list[Task]) -> Section:
    """Make the section of the tasks that are not done, in the order in which they are done."""
    says = ngettext_lazy(
        "%(shown)s step before the first lead", "%(shown)s steps before the first lead", "n"
    )
    left = [Step(task.words, task.address) for task in tasks if not task.done]
    return steps(Words(_("The next step"), says, _("Set it")), left)


def _house(request: PersonRequest) -> Iterator[Task]:
    organization_id, today = request.access.organization_id, request.at.date()
    units = units_of(organization_id).count()
    yield Task(_("Units below the first one"), units > 1, reverse("people:bring_units"))
    for role, words in POSTS.items():
        held = holders_of(organization_id, role, on=today).exists()
        yield Task(_(words), held, reverse("people:bring_people"))
    owned = has_owners(organization_id)
    yield Task(_("Who answers for which account: owners"), owned, reverse("accounts:bring"))


def _campaign(request: PersonRequest) -> Iterator[Task]:
    organization_id, today = request.access.organization_id, request.at.date()
    campaigns = list(campaigns_visible_to(request.access, on=today).order_by("created_at", "id"))
    running = [campaign for campaign in campaigns if campaign.status == "running"]
    first = next(iter(running or campaigns), None)
    there = reverse("campaigns:detail", args=[first.id]) if first else reverse("campaigns:new")
    yield Task(_("A campaign, with its dates and clocks"), first is not None, there)
    target = reverse("campaigns:target", args=[first.id]) if first else there
    yield Task(_("What a lead is: the campaign’s target"), _is_defined(first), target)
    costs = f"{there}#costs" if first else there
    yield Task(_("What it costs"), bool(first and first.costs.exists()), costs)
    if first is None or first.relay_required:
        relays = holders_of(organization_id, Role.RELAY, on=today).exists()
        yield Task(_("Somebody reviews: relays"), relays, reverse("people:bring_people"))
    yield Task(_("The campaign runs"), bool(running), there)
    yield Task(_("People to call"), has_prospects(organization_id), reverse("calls:import"))
    some = any(holders_of(organization_id, role, on=today).exists() for role in POSTS)
    outside = without_sign_in(request.access, on=today).exists()
    yield Task(_("Everybody can sign in"), some and not outside, reverse("people:list"))


def _is_defined(campaign: Any) -> bool:
    return bool(campaign and campaign.definitions.exists())
