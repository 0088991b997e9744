"""Where an import goes: its organization and its campaign, made if the mapping says so."""

from datetime import datetime
from uuid import UUID

from relais.campaigns.actions import Terms, create_campaign, set_status
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import Status
from relais.exchange.actions.people import People
from relais.exchange.rules.access import NoOwner, NotThere, OtherOrganization, WhichOrganization
from relais.exchange.rules.mapping import Creates, FileMapping
from relais.people.actions import found_organization
from relais.people.models import Organization
from relais.people.queries import holders_of
from relais.people.rules.access import Actor, Role


def organization_of(mapping: FileMapping, *, by: Actor | None) -> UUID:
    """Find the organization of an import, or found it: the actor's own, else the mapping's.

    :raises NotThere: when there is none and the mapping does not create it.
    :raises OtherOrganization: when the actor's is not the one that the mapping names.
    :raises WhichOrganization: when neither says.
    """
    spec = mapping.organization
    if by and spec and not _has_slug(by.organization_id, spec.slug):
        raise OtherOrganization(slug=spec.slug)
    if by:
        return by.organization_id
    if spec is None:
        raise WhichOrganization
    known = Organization.objects.filter(slug=spec.slug).first()
    if known:
        return known.id
    if Creates.ORGANIZATION not in mapping.creates:
        raise NotThere(what="organization", name=spec.slug, create=Creates.ORGANIZATION.value)
    return found_organization(
        spec.name,
        slug=spec.slug,
        country=spec.country,
        timezone=mapping.zone.key,
        language=spec.language,
        currency=spec.currency,
    ).id


def campaign_for(mapping: FileMapping, people: People, *, by: Actor, at: datetime) -> Campaign:
    """Find the campaign of an import by its name, or create it.

    :raises NotThere: when there is none and the mapping does not create it.
    :raises NoOwner: when nobody directs the organization and the mapping names no owner.
    """
    spec = mapping.campaign
    known = Campaign.objects.of(by.organization_id).filter(name=spec.name).first()
    if known:
        return known
    if Creates.CAMPAIGN not in mapping.creates:
        raise NotThere(what="campaign", name=spec.name, create=Creates.CAMPAIGN.value)
    terms = Terms(
        name=spec.name,
        starts_on=spec.starts_on,
        ends_on=spec.ends_on,
        owner_id=_owner(spec.owner, people, by=by, at=at),
        currency=spec.currency,
    )
    campaign = create_campaign(terms, by=by, at=at)
    over = spec.ends_on is not None and spec.ends_on < at.date()
    return set_status(campaign.id, status=Status.CLOSED if over else Status.RUNNING, by=by)


def _owner(name: str, people: People, *, by: Actor, at: datetime) -> UUID:
    if name:
        return people.director(name)
    for role in (Role.DIRECTOR, Role.ADMIN):
        holder = holders_of(by.organization_id, role, on=at.date()).first()
        if holder:
            return holder.person_id
    raise NoOwner


def _has_slug(organization_id: UUID, slug: str) -> bool:
    return Organization.objects.filter(id=organization_id, slug=slug).exists()
