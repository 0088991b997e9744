"""A challenge made, changed while it is a draft, and started: from then on its rules are frozen."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.campaigns.models import Campaign
from relais.challenge.actions.draw import seal_draw
from relais.challenge.models import Challenge, Prize, RuleSet
from relais.challenge.queries.challenges import locked_challenge, today_of
from relais.challenge.queries.volumes import heads_of, volumes_of
from relais.challenge.rules.draw import LotForPersons
from relais.challenge.rules.game import (
    ChallengeKind,
    ChallengeState,
    ChecklistFirst,
    NameTaken,
    NotDraft,
    PrizeWrong,
    Rules,
    check_days,
    check_director,
    check_name,
    check_rules,
)
from relais.challenge.rules.standing import factors, per_head
from relais.lib.errors import NotVisible
from relais.lib.records import to_json
from relais.people.models import Unit
from relais.people.queries import check_ours, organization
from relais.people.rules.access import Actor

PLAIN: Final = "plain"
LONGEST: Final = 200


@dataclass(frozen=True)
class WantedPrize:
    """What is to be won: at a place, or from so many points on; with neither, it is drawn.

    `value` is in minor units of the organization's currency.
    """

    words_en: str
    words_fr: str
    position: int | None = None
    threshold: int | None = None
    value: int = 0
    for_team: bool = False


@dataclass(frozen=True)
class WantedChallenge:
    """A challenge as its director wants it."""

    name: str
    kind: ChallengeKind
    since: date
    until: date
    rules: Rules
    pack: str = PLAIN
    prizes: tuple[WantedPrize, ...] | None = None  # None leaves those that there are


def create_challenge(wanted: WantedChallenge, *, by: Actor, at: datetime) -> Challenge:
    """Make a draft, which nobody but directors sees.

    :raises NotVisible: for who does not direct, and for units or campaigns of elsewhere.
    :raises Refusal: for a name, days, rules or prizes that mean nothing.
    """
    name = _check(wanted, by=by, at=at)
    try:
        with transaction.atomic():
            challenge = Challenge.objects.create(
                organization_id=by.organization_id,
                name=name,
                kind=wanted.kind.value,
                pack=wanted.pack,
                since=wanted.since,
                until=wanted.until,
                created_at=at,
                created_by_id=by.person_id,
            )
            _write(challenge, wanted.rules, version=1, by=by, at=at)
            _set_prizes(challenge, wanted.prizes or ())
            return challenge
    except IntegrityError as error:
        raise NameTaken from error


def change_challenge(
    challenge_id: UUID, wanted: WantedChallenge, *, by: Actor, at: datetime
) -> Challenge:
    """Change a draft; its rules get a new version, the older ones stay.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotDraft: once it has started or is over.
    :raises Refusal: for a name, days, rules or prizes that mean nothing.
    """
    name = _check(wanted, by=by, at=at)
    try:
        with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
            check_draft(challenge)
            challenge.name, challenge.kind, challenge.pack = name, wanted.kind.value, wanted.pack
            challenge.since, challenge.until = wanted.since, wanted.until
            challenge.save()
            _write(challenge, wanted.rules, version=_next(challenge), by=by, at=at)
            if wanted.prizes is not None:
                challenge.prizes.all().delete()
                _set_prizes(challenge, wanted.prizes)
            return challenge
    except IntegrityError as error:
        raise NameTaken from error


def start_challenge(challenge_id: UUID, *, by: Actor, at: datetime) -> Challenge:
    """Publish a challenge and freeze its rules, the handicap reckoned once and written into them.

    Whoever it is for can join from now on; what is done from its first day on counts.
    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotDraft: when it has started already, or is over.
    :raises ChecklistFirst: before the organization's privacy checklist is complete.
    :raises DaysWrong: when its last day is past.
    """
    check_director(by)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        check_draft(challenge)
        if not organization(by.organization_id).works_council_on:
            raise ChecklistFirst
        today = today_of(by.organization_id, at)
        check_days(challenge.since, challenge.until, today=today)
        rules = challenge.rules
        frozen = replace(rules, units=_with_below(by.organization_id, rules.units))
        if rules.handicap:
            frozen = _weighed(by.organization_id, frozen, at=at, today=today)
        _write(challenge, frozen, version=_next(challenge), by=by, at=at)
        seal_draw(challenge, at=at)
        challenge.started_at, challenge.started_by_id = at, by.person_id
        challenge.save()
        return challenge


def _weighed(organization_id: UUID, rules: Rules, *, at: datetime, today: date) -> Rules:
    """Reckon the factors of units among units, and of call centers among call centers."""
    heads = heads_of(organization_id, on=today)
    teams: dict[str, int] = {}
    persons: dict[str, int] = {}
    for volumes in volumes_of(organization_id, rules, at=at):
        teams |= factors(volumes)
        persons |= factors(per_head(volumes, heads))
    return replace(rules, team_factors=teams, person_factors=persons)


def _check(wanted: WantedChallenge, *, by: Actor, at: datetime) -> str:
    check_director(by)
    rules = wanted.rules
    check_days(wanted.since, wanted.until, today=today_of(by.organization_id, at))
    check_rules(rules, wanted.kind)
    check_ours(by.organization_id, units=rules.units)
    campaigns = Campaign.objects.of(by.organization_id).filter(id__in=rules.campaigns)
    if campaigns.count() < len(set(rules.campaigns)):
        raise NotVisible
    for prize in wanted.prizes or ():
        check_prize(prize)
    return check_name(wanted.name)


def check_prize(prize: WantedPrize) -> None:
    """Refuse a prize without words, or at a place and a step at once, or drawn for a team.

    :raises PrizeWrong: then.
    :raises LotForPersons: for a prize of a team that is drawn by lot.
    """
    both = prize.position is not None and prize.threshold is not None
    said = prize.words_en.strip() and prize.words_fr.strip()
    if both or not said or 0 in (prize.position, prize.threshold) or prize.value < 0:
        raise PrizeWrong
    if prize.for_team and prize.position is None and prize.threshold is None:
        raise LotForPersons


def check_draft(challenge: Challenge) -> None:
    """Refuse to change what has started or is over.

    :raises NotDraft: then.
    """
    if challenge.state is not ChallengeState.DRAFT:
        raise NotDraft


def _next(challenge: Challenge) -> int:
    return challenge.rule_sets.count() + 1


def _write(challenge: Challenge, rules: Rules, *, version: int, by: Actor, at: datetime) -> None:
    RuleSet.objects.create(
        organization_id=challenge.organization_id,
        challenge=challenge,
        version=version,
        rules=to_json(rules),
        created_at=at,
        created_by_id=by.person_id,
    )
    challenge.__dict__.pop("rules", None)  # read anew


def prize_of(challenge: Challenge, wanted: WantedPrize, *, number: int) -> Prize:
    """Make the row of a prize, in the organization's currency; it is not saved."""
    return Prize(
        organization_id=challenge.organization_id,
        challenge=challenge,
        number=number,
        position=wanted.position,
        threshold=wanted.threshold,
        for_team=wanted.for_team,
        words_en=wanted.words_en.strip()[:LONGEST],
        words_fr=wanted.words_fr.strip()[:LONGEST],
        value=wanted.value,
        currency=organization(challenge.organization_id).currency,
    )


def _set_prizes(challenge: Challenge, prizes: Collection[WantedPrize]) -> None:
    for number, prize in enumerate(prizes, start=1):
        prize_of(challenge, prize, number=number).save()


def _with_below(organization_id: UUID, unit_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Give units with all that are below them."""
    paths = dict(Unit.objects.of(organization_id).values_list("id", "path"))
    above = tuple(paths[unit_id] for unit_id in unit_ids)
    return tuple(unit_id for unit_id, path in paths.items() if above and path.startswith(above))
