"""The draw of prizes, so that anyone can check it (pure).

A secret seed is made when the challenge starts, and its SHA-256 published with the rules. After the
end the seed is revealed and decides: SHA-256 of `seed:0`, `seed:1` ... gives whole numbers below
2 to the 256th. Each that is not above the last full multiple of the tickets that are left points
to one of them, in their order; it wins the next prize and is taken out.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

from relais.challenge.rules.game import WHOLE, Rules, Tickets
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

NUMBERS: Final = 2**256
LENGTH: Final = 16  # of a ticket's id

# What anyone runs on the file of a draw, as the page and docs/howto show it.
CHECK: Final = """\
import hashlib, json, sys

draw = json.load(open(sys.argv[1]))
seed, left, turn = draw["seed"], draw["tickets"], 0
assert hashlib.sha256(seed.encode()).hexdigest() == draw["commitment"]
for prize in draw["prizes"][: len(left)]:
    number = 2**256
    while number >= 2**256 - 2**256 % len(left):
        block = hashlib.sha256(f"{seed}:{turn}".encode()).digest()
        number, turn = int.from_bytes(block, "big"), turn + 1
    print(prize, left.pop(number % len(left)))
"""


class NotEnded(Refusal):
    """Who stands where is not frozen."""

    code = "not_ended"
    message = gettext_noop("Prizes are drawn once the challenge has ended.")


class DrawnAlready(Refusal):
    """It was drawn."""

    code = "drawn_already"
    message = gettext_noop("The prizes of this challenge are drawn already.")


class DrawFirst(Refusal):
    """What is drawn costs something too."""

    code = "draw_first"
    message = gettext_noop("Draw the prizes first: what they cost is known only then.")


class ChargedAlready(Refusal):
    """Once is enough."""

    code = "charged_already"
    message = gettext_noop("What the prizes cost is in the return already.")


class NothingToCharge(Refusal):
    """No prize that was won has a value."""

    code = "nothing_to_charge"
    message = gettext_noop("No prize that was won in this challenge has a value.")


class NothingToDraw(Refusal):
    """No prize is drawn by lot."""

    code = "nothing_to_draw"
    message = gettext_noop("No prize of this challenge is drawn by lot.")


class NoTickets(Refusal):
    """Nobody came to a ticket."""

    code = "no_tickets"
    message = gettext_noop("Nobody has a ticket: nothing can be drawn.")


class LotForPersons(Refusal):
    """A team holds no ticket."""

    code = "lot_for_persons"
    message = gettext_noop("What is drawn by lot goes to persons, not to teams.")


def commitment_of(seed: str) -> str:
    """Give what is published of a seed before the draw."""
    return sha256(seed.encode()).hexdigest()


def count_of(score: int, rules: Rules) -> int:
    """Give how many tickets a person has.

    :param score: his points times thousandths, as weighed.
    """
    points = score // WHOLE
    if points < rules.draw_from:
        return 0
    return points if rules.tickets is Tickets.POINTS else 1


def tickets_of(entrant_id: UUID, count: int, *, seed: str) -> list[str]:
    """Give the ids of somebody's tickets: no other sees that they belong together."""
    told = (f"{seed}:{entrant_id}:{number}" for number in range(count))
    return [sha256(each.encode()).hexdigest()[:LENGTH] for each in told]


def winners(seed: str, tickets: Sequence[str], *, prizes: int) -> Iterator[str]:
    """Give the ticket that wins each prize, in their order, as long as there are tickets."""
    left, turn = list(tickets), 0
    for _ in range(min(prizes, len(left))):
        number = NUMBERS
        while number >= NUMBERS - NUMBERS % len(left):
            number = int.from_bytes(sha256(f"{seed}:{turn}".encode()).digest(), "big")
            turn += 1
        yield left.pop(number % len(left))
