"""Challenges, as far as somebody may see them, and his part in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from relais.campaigns.queries import campaigns_visible_to
from relais.challenge.models import Challenge, Entrant, Prize, RuleSet
from relais.challenge.rules.game import Rules, Side
from relais.challenge.rules.ledger import Team
from relais.lib.errors import NotVisible
from relais.lib.records import from_json
from relais.people.models import Membership
from relais.people.queries import is_inside, organization
from relais.people.rules.access import Access, Role


def challenges_visible_to(access: Access, *, on: date) -> QuerySet[Challenge]:
    """List the challenges that somebody may see, the latest first: directors all, others those
    that have started.

    Whom a call center sends sees those in which telemarketers of his campaigns take part.
    """
    rows = Challenge.objects.of(access.organization_id).order_by("-since", "-id")
    if access.has(Role.DIRECTOR):
        return rows
    rows = rows.filter(started_at__isnull=False)
    if is_inside(access):
        return rows
    theirs = set(campaigns_visible_to(access, on=on).values_list("id", flat=True))
    sets = RuleSet.objects.filter(challenge_id=OuterRef("id")).order_by("-version")
    told = rows.annotate(told=Subquery(sets.values("rules")[:1])).values_list("id", "told")
    ids = [one for one, rules in told if _for_center(from_json(Rules, rules), theirs)]
    return rows.filter(id__in=ids)


def get_challenge(challenge_id: UUID, *, access: Access, on: date) -> Challenge:
    """Get a challenge.

    :raises NotVisible: when there is none that this person may see.
    """
    one = challenges_visible_to(access, on=on).filter(id=challenge_id).first()
    if one is None:
        raise NotVisible
    return one


def rules_told(challenge: Challenge, *, access: Access, on: date) -> Rules:
    """Give the rules of a challenge as far as somebody may see them.

    Whom a call center sends learns neither volumes of others nor units nor campaigns of others.
    """
    rules = challenge.rules
    if is_inside(access):
        return rules
    theirs = set(campaigns_visible_to(access, on=on).values_list("id", flat=True))
    return replace(
        rules,
        team_factors={},
        person_factors={},
        units=(),
        campaigns=tuple(one for one in rules.campaigns if one in theirs),
    )


@contextmanager
def locked_challenge(challenge_id: UUID, *, organization_id: UUID) -> Iterator[Challenge]:
    """Open a transaction and hold a challenge until it ends: nobody wins in it meanwhile.

    :raises NotVisible: when the organization has none.
    """
    with transaction.atomic():
        rows = Challenge.objects.of(organization_id).filter(id=challenge_id)
        one = rows.select_for_update().first()
        if one is None:
            raise NotVisible
        yield one


def entrant_of(challenge: Challenge, person_id: UUID | None) -> Entrant | None:
    """Give somebody's part in a challenge; None when he takes none."""
    if person_id is None:
        return None
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.filter(person_id=person_id, withdrew_at=None).first()


def prizes_of(challenge: Challenge) -> QuerySet[Prize]:
    """List the prizes of a challenge, as they were written."""
    return (
        Prize.objects.of(challenge.organization_id).filter(challenge=challenge).order_by("number")
    )


def prizes_by_lot(challenge: Challenge) -> QuerySet[Prize]:
    """List the prizes of a challenge that are drawn by lot, in the order of the draw."""
    return prizes_of(challenge).filter(position=None, threshold=None)


def today_of(organization_id: UUID, at: datetime) -> date:
    """Give the day of a moment where the organization is."""
    return at.astimezone(ZoneInfo(organization(organization_id).timezone)).date()


def ways_to_join(challenge: Challenge, person_id: UUID, *, on: date) -> dict[Side, Team]:
    """Give as what somebody may join a challenge, and for which team.

    Who took part before comes back to the team that he left, while he is in such a post.
    """
    rules, found = challenge.rules, dict[Side, Team]()
    posts = Membership.objects.of(challenge.organization_id).filter(person_id=person_id)
    posts = posts.filter(role__in=[Role.REP.value, Role.TELEMARKETER.value], since__lte=on)
    for post in posts.exclude(until__lt=on).order_by("since", "id"):
        side = Side.REP if post.role == Role.REP else Side.TELEMARKETER
        if rules.sides not in (side, Side.BOTH) or side in found:
            continue
        team = _team_of(post)
        if team and not (rules.units and side is Side.REP and team.unit_id not in rules.units):
            found[side] = team
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    before = rows.filter(person_id=person_id).order_by("agreed_at").first()
    if before:
        side = Side(before.side)
        left = Team(before.unit_id, before.call_center_id)
        return {side: left} if side in found else {}
    return found


def _team_of(post: Membership) -> Team | None:
    if post.role == Role.TELEMARKETER and post.call_center_id:
        return Team(None, post.call_center_id)
    return Team(post.unit_id, None) if post.unit_id else None


def _for_center(rules: Rules, campaign_ids: set[UUID]) -> bool:
    eligible = not rules.campaigns or not campaign_ids.isdisjoint(rules.campaigns)
    return rules.sides is not Side.REP and eligible
