"""Prizes of a draft: added and removed; from the start on they are as published."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from relais.challenge.actions.make import WantedPrize, check_draft, check_prize, prize_of
from relais.challenge.models import Challenge, Prize
from relais.challenge.queries.challenges import locked_challenge
from relais.challenge.rules.game import check_director
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor


def add_prize(challenge_id: UUID, wanted: WantedPrize, *, by: Actor, at: datetime) -> Prize:
    """Add a prize to a draft.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotDraft: once it has started or is over.
    :raises PrizeWrong: without words in both languages, or at a place and a step at once.
    """
    check_director(by)
    check_prize(wanted)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        check_draft(challenge)
        last = challenge.prizes.aggregate(last=Max("number"))["last"] or 0
        prize = prize_of(challenge, wanted, number=last + 1)
        prize.save()
        return prize


def remove_prize(prize_id: UUID, *, by: Actor, at: datetime) -> Challenge:
    """Remove a prize from a draft.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotDraft: once it has started or is over.
    """
    check_director(by)
    prize = Prize.objects.of(by.organization_id).filter(id=prize_id).first()
    if prize is None:
        raise NotVisible
    with locked_challenge(prize.challenge_id, organization_id=by.organization_id) as challenge:
        check_draft(challenge)
        prize.delete()
        return challenge
