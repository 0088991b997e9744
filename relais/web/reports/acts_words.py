"""The words of acts that figures propose: what they may give, and whether they worked."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.lib.teams import SMALLEST_TEAM
from relais.steering.queries.effects import Claim, Effect, Rival
from relais.web.acts.words import KINDS, STATES, effect
from relais.web.filters import money, number, percent

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
RIVALS: Final[dict[str, str]] = {
    Rival.SEASON: gettext_noop("the season: nobody who did not do it stands beside"),
    Rival.REGRESSION: gettext_noop(
        "a return to the usual: it was chosen because its figures were low"
    ),
    Rival.MIX: gettext_noop("other leads, or another campaign, than before"),
    Rival.WATCHED: gettext_noop("being looked at changes what people do"),
    Rival.OTHERS: gettext_noop("the others may have changed something too"),
}
METRICS: Final[dict[str, str]] = {
    "honoured": gettext_noop("appointments honoured"),
    "told": gettext_noop("outcomes told in time"),
    "not_upheld": gettext_noop("leads without an upheld dispute"),
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


def told(found: Mapping[str, Any], metric: str) -> list[str]:
    """Tell what was counted before and after, and beside it; with how many are missing."""
    lines = [_(METRICS[metric]) + _(": ") + _pair(found["before"], found["after"])]
    if found.get("others_before"):
        beside = _pair(found["others_before"], found["others_after"])
        lines.append(_("units that did not do it: %(counts)s") % {"counts": beside})
    if found["verdict"] == Effect.NOT_ENOUGH_DATA:
        missing = found["needed"]
        lines.append(
            ngettext("%(n)s more is needed", "%(n)s more are needed", missing)
            % {"n": number(None, missing)}
        )
    return lines


def change(found: Mapping[str, Any]) -> str:
    """Tell the change in points with its interval; empty where there is none."""
    if found.get("value") is None:
        return ""
    signed = {
        name: f"{round(100 * found[name]):+d}".replace("-", "\N{MINUS SIGN}")
        for name in ("value", "low", "high")
    }
    words = (
        _("%(value)s points beside them, between %(low)s and %(high)s")
        if found.get("others_before")
        else _("%(value)s points, between %(low)s and %(high)s")
    )
    return words % signed


def rivals(found: Mapping[str, Any]) -> str:
    """List what else may explain it."""
    return _("; ").join(_(RIVALS[each]) for each in found["rivals"])


def _pair(before: list[int | None], after: list[int | None]) -> str:
    return _("%(before)s before, %(after)s after") % {
        "before": _counted(before), "after": _counted(after),
    }  # fmt: skip


def _counted(counts: list[int | None]) -> str:
    k, n, reps = counts
    if not n:
        return _("none counted")
    if k is None or (reps or 0) < SMALLEST_TEAM:
        return _("fewer than five reps")
    return _("%(k)s of %(n)s (%(rate)s)") % {
        "k": number(None, k), "n": number(None, n), "rate": percent(None, k / n),
    }  # fmt: skip


def _rounded(minor: int) -> int:
    """Keep two digits: more would say that it is known."""
    step = max(100, int(10 ** (len(str(minor)) - 2)))
    return round(minor / step) * step
