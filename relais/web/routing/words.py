"""Rules and decisions of routing as people read them."""

from typing import Any

from django.utils.translation import gettext as _

from relais.web.filters import day


def conditions(rule: Any) -> list[str]:
    """Write for which leads a rule is, one condition a line; none: for all."""
    told = [
        (_("country %(values)s"), rule.country),
        (_("postcode or department %(values)s"), ", ".join(rule.areas)),
        (_("activity code %(values)s"), ", ".join(rule.activities)),
        (_("product %(values)s"), ", ".join(rule.products)),
    ]
    found = [words % {"values": values} for words, values in told if values]
    return [*found, *_size(rule), *_dates(rule)]


def _size(rule: Any) -> list[str]:
    limits = {"least": rule.size_min, "most": rule.size_max}
    if rule.size_min is not None and rule.size_max is not None:
        return [_("from %(least)s to %(most)s employees") % limits]
    if rule.size_min is not None:
        return [_("at least %(least)s employees") % limits]
    return [_("at most %(most)s employees") % limits] if rule.size_max is not None else []


def _dates(rule: Any) -> list[str]:
    told = []
    if rule.valid_from:
        told.append(_("from %(day)s on") % {"day": day(None, rule.valid_from)})
    if rule.valid_until:
        told.append(_("until %(day)s") % {"day": day(None, rule.valid_until)})
    return told
