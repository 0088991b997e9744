"""The words of acts that figures propose: what they may give, and whether they worked."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.steering.queries.effects import Claim
from relais.web.acts.found import change, rivals, told
from relais.web.acts.words import KINDS, STATES, effect
from relais.web.filters import money, number

__all__ = [
    "change", "claim", "effect", "gain", "kind", "rivals", "sample", "state", "told",
]  # fmt: skip

CLAIMS: Final[dict[str, str]] = {
    Claim.UPPER_BOUND: gettext_noop(
        "An upper bound: it would come if they honoured as the others do."
    ),
    Claim.ASSOCIATION: gettext_noop(
        "An association: it would come if the difference were its effect, which only a trial tells."
    ),
    Claim.NONE: gettext_noop("Not enough data to say what it gives: nothing was compared."),
}


def kind(code: str) -> str:
    """Name what is to be done."""
    return _(KINDS.get(code, code))


def state(code: str) -> tuple[str, str]:
    """Name where an act stands, with the colour of its badge."""
    words, colour = STATES[code]
    return _(words), colour


def gain(expected: Mapping[str, Any]) -> str:
    """Tell what a quarter may gain, as a range; empty where nothing can be said."""
    if not expected.get("visits"):
        return ""
    low, high = expected["visits"]
    most = round(high)
    visits = ngettext(
        "%(low)s to %(high)s visit more in a quarter",
        "%(low)s to %(high)s visits more in a quarter",
        most,
    ) % {"low": number(None, int(low)), "high": number(None, most)}
    if not expected.get("money"):
        return visits + _("; what they would bring: not enough data")
    low, high = (_rounded(each) for each in expected["money"])
    return visits + _(", %(low)s to %(high)s of margin") % {
        "low": money(None, low, expected["currency"]),
        "high": money(None, high, expected["currency"]),
    }


def claim(expected: Mapping[str, Any]) -> str:
    """Say what the range is worth."""
    return _(CLAIMS[expected.get("claim") or Claim.NONE])


def sample(expected: Mapping[str, Any]) -> str:
    """Say how many appointments tell whether it worked."""
    needed = expected.get("needed")
    if not needed:
        return ""
    words = ngettext(
        "%(n)s due appointment tells whether it worked",
        "%(n)s due appointments tell whether it worked",
        needed,
    ) % {"n": number(None, needed)}
    if expected["weeks"] >= LONGEST:
        return words + _(": more than come in half a year, so it may not show")
    return words


LONGEST: Final = 26


def _rounded(minor: int) -> int:
    """Keep two digits: more would say that it is known."""
    step = max(100, int(10 ** (len(str(minor)) - 2)))
    return round(minor / step) * step
