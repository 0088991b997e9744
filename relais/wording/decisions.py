"""Why routing chose a rep, or found nobody, as both doors say it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.routing.rules.eligibility import Ineligible

LEFT_OUT: Final[dict[Ineligible, Any]] = {
    Ineligible.ABSENT: ngettext_lazy("%(n)s is absent", "%(n)s are absent", "n"),
    Ineligible.FULL: ngettext_lazy("%(n)s holds all he can", "%(n)s hold all they can", "n"),
    Ineligible.NOT_IN_POST: ngettext_lazy(
        "%(n)s is no longer in post", "%(n)s are no longer in post", "n"
    ),
    Ineligible.TURN_LAPSED: ngettext_lazy("%(n)s let it lapse", "%(n)s let it lapse", "n"),
    Ineligible.JUDGED_WRONG: ngettext_lazy(
        "%(n)s was judged wrong for it", "%(n)s were judged wrong for it", "n"
    ),
    Ineligible.NO_PART: ngettext_lazy("%(n)s has no part", "%(n)s have no part", "n"),
}


def decided(words: tuple[str, Mapping[str, Any]]) -> str:
    """Write why this rep, or why nobody: of those who were left out, how many for which reason.

    :param words: a template and what fills it in, as `relais.routing.queries` gives them.
    """
    template, params = words
    return _(template) % {**params, "left_out": ", ".join(left_out(params).values())}


def left_out(params: Mapping[str, Any]) -> dict[Ineligible, str]:
    """Write how many were left out, by reason; reasons of nobody are not told."""
    return {code: said % {"n": params[code]} for code, said in LEFT_OUT.items() if params.get(code)}
