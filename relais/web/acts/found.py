"""The words of what came of an act: counts before and after, the change, what else explains it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.lib.teams import SMALLEST_TEAM
from relais.steering.queries.effects import Effect, Rival
from relais.web.filters import number, percent

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
        _("%(value)s points beside the units that did not do it, between %(low)s and %(high)s")
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
