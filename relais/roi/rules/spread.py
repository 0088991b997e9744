"""How an amount is spread over leads, to the last cent (pure): largest remainders first.

Leads that count alike stand together, so that a million of them are spread as quickly as ten.
Balinski, Young, *Fair Representation* (1982), for the method, which is Hamilton's.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What each lead of a weight bears; the first `more` of them, in their order, one cent more."""

    each: int
    more: int


def spread(amount: int, counts: Mapping[int, int]) -> dict[int, Share]:
    """Spread an amount over how many leads there are of each weight; nothing over nobody.

    Their sum is the amount, and none bears a cent more or less than its exact part.
    :raises ValueError: for an amount, a weight or a count below zero.
    """
    if amount < 0 or any(weight < 0 or count < 0 for weight, count in counts.items()):
        raise ValueError("nothing below zero is spread")
    present = {weight: count for weight, count in counts.items() if weight and count}
    whole = sum(weight * count for weight, count in present.items())
    if not whole:
        return {}
    each = {weight: amount * weight // whole for weight in present}
    left = amount - sum(each[weight] * count for weight, count in present.items())
    shares = {}
    for weight in sorted(present, key=lambda one: (-(amount * one % whole), -one)):
        more = min(left, present[weight])
        shares[weight] = Share(each[weight], more)
        left -= more
    return shares
