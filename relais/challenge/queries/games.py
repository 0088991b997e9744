"""Challenges that have started, as the ledger takes them, and who takes part in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery

from relais.challenge.models import Challenge, Entrant, RuleSet
from relais.challenge.rules.game import Rules, Side
from relais.challenge.rules.ledger import Game, Spell, Team, window_of
from relais.database.among import among
from relais.database.behind import asked_once
from relais.database.prepared import Prepared
from relais.lib.records import from_json


def games_hearing(organization_id: UUID, *, since: datetime) -> list[Game]:
    """List the challenges that some event told since a moment may change.

    A file that comes in asks once: those that run are held, and one that begins meanwhile counts
    from when somebody joins it.
    """
    return asked_once((games_hearing, organization_id), lambda: _games(organization_id, since))


def _games(organization_id: UUID, since: datetime) -> list[Game]:
    rows = _started(organization_id, since)
    return [
        Game(challenge_id, _rules(rule_set_id), *window_of(first, last, ZoneInfo(zone)),
             ended_at or cancelled_at, ZoneInfo(zone))
        for challenge_id, rule_set_id, first, last, ended_at, cancelled_at, zone in rows
    ]  # fmt: skip


def spells_of(
    organization_id: UUID, challenge_id: UUID, person_ids: Collection[UUID]
) -> dict[UUID, list[Spell]]:
    """Give the stretches in which some persons take part in a challenge, by person."""
    if not person_ids:
        return {}
    pair = (*person_ids, *person_ids)[:2]
    few = len(person_ids) <= len(pair)
    return _by_person(
        _spells_of_pair(organization_id, challenge_id, *pair)
        if few
        else _spells(organization_id, challenge_id, among("person_id", person_ids))
    )


def spells_of_all(organization_id: UUID, challenge_id: UUID) -> dict[UUID, list[Spell]]:
    """Give the stretches in which anybody takes part in a challenge, by person."""
    return _by_person(_spells(organization_id, challenge_id, Q()))


def _by_person(rows: Iterable[Any]) -> dict[UUID, list[Spell]]:
    found: defaultdict[UUID, list[Spell]] = defaultdict(list)
    for person_id, side, unit_id, center_id, agreed_at, withdrew_at in rows:
        spell = Spell(person_id, Side(side), Team(unit_id, center_id), agreed_at, withdrew_at)
        found[person_id].append(spell)
    return found


def _spells(organization_id: UUID, challenge_id: UUID, whose: Q) -> QuerySet[Any, Any]:
    rows = Entrant.objects.of(organization_id).filter(whose, challenge_id=challenge_id)
    return rows.order_by("agreed_at").values_list(
        "person_id", "side", "unit_id", "call_center_id", "agreed_at", "withdrew_at"
    )


def _ask_spells_of_pair(
    organization_id: UUID, challenge_id: UUID, one: UUID, other: UUID
) -> QuerySet[Any, Any]:
    return _spells(organization_id, challenge_id, Q(person_id=one) | Q(person_id=other))


_spells_of_pair: Final = Prepared(
    _ask_spells_of_pair, examples=(UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4))
)


def _ask_started(organization_id: UUID, since: datetime) -> QuerySet[Any, Any]:
    rows = Challenge.objects.of(organization_id).filter(
        Q(ended_at=None) | Q(ended_at__gt=since),
        Q(cancelled_at=None) | Q(cancelled_at__gt=since),
        started_at__isnull=False,
        forgotten_at=None,
    )
    sets = RuleSet.objects.filter(challenge_id=OuterRef("id")).order_by("-version")
    return rows.order_by("id").values_list(
        "id", Subquery(sets.values("id")[:1]), "since", "until", "ended_at", "cancelled_at",
        "organization__timezone",
    )  # fmt: skip


_started: Final = Prepared(_ask_started, examples=(UUID(int=1), datetime(2001, 1, 1, tzinfo=UTC)))


@lru_cache(maxsize=256)
def _rules(rule_set_id: UUID) -> Rules:
    """Read rules, once: a row of theirs never changes."""
    return from_json(Rules, RuleSet.objects.get(id=rule_set_id).rules)
