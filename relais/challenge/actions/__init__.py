"""Every deed on challenges: make, change, start, join, end, cancel, draw, look at, forget."""

from relais.challenge.actions.charge import charge_prizes
from relais.challenge.actions.close import cancel_challenge, end_challenge
from relais.challenge.actions.draw import draw_prizes
from relais.challenge.actions.fair import (
    annotate_point,
    answer_point,
    confirm_appointment,
    look_at_challenge,
)
from relais.challenge.actions.forget import forget_challenges
from relais.challenge.actions.make import (
    WantedChallenge,
    WantedPrize,
    change_challenge,
    create_challenge,
    start_challenge,
)
from relais.challenge.actions.part import join_challenge, show_name, withdraw_from_challenge
from relais.challenge.actions.prizes import add_prize, remove_prize

__all__ = [
    "WantedChallenge",
    "WantedPrize",
    "add_prize",
    "annotate_point",
    "answer_point",
    "cancel_challenge",
    "change_challenge",
    "charge_prizes",
    "confirm_appointment",
    "create_challenge",
    "draw_prizes",
    "end_challenge",
    "forget_challenges",
    "join_challenge",
    "look_at_challenge",
    "remove_prize",
    "show_name",
    "start_challenge",
    "withdraw_from_challenge",
]
