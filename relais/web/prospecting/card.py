"""A rep's own prospecting on his desk: two taps, and what they did is there to be taken back."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from relais.people.queries import Role
from relais.prospecting.queries import monday_of, own_since, wish_for, wishes_of
from relais.web.http import PersonRequest


@dataclass(frozen=True)
class Card:
    """This week in short: how much, how much is wished, and what was logged last today."""

    deeds: int
    wished: int | None
    last: Any


def card_of(request: PersonRequest) -> Card:
    """Give the card of a rep; two queries, whatever he logged."""
    access, today = request.access, timezone.localdate(request.at)
    monday = monday_of(today)
    lines = own_since(access, monday)
    wishes = wishes_of(access.organization_id)
    paths = sorted(access.unit_paths.get(Role.REP, ()))
    logged = [line for line in lines if timezone.localdate(line.logged_at) == today]
    return Card(
        deeds=sum(line.count for line in lines),
        wished=wish_for(paths[0], week=monday, wishes=wishes) if paths else None,
        last=max(logged, key=lambda line: line.logged_at, default=None),
    )
