"""What every template has around it: strictness, translation, filters, components."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Undefined

from relais.web import filters, words
from relais.web.addresses import address_of
from relais.web.bundle import asset, icon, picture


class Components:
    """The macros of components/ui.html as one object: `{{ ui.button(...) }}`."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env.get_template("components/ui.html").module, name)


def environment(**options: Any) -> Environment:
    """Make the Jinja2 environment of all pages and mails."""
    env = Environment(
        **{
            **options,
            "autoescape": _escapes,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "finalize": _finalize,
            "extensions": ["jinja2.ext.i18n"],
        }
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension adds it
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.filters.update(filters.FILTERS)
    env.globals.update(
        url=address_of,
        static=static,
        asset=asset,
        icon=icon,
        picture=picture,
        ui=Components(env),
        language=translation.get_language,
        say=words,
    )
    return env


def _escapes(name: str | None) -> bool:
    return not (name or "").endswith(".txt")


def _finalize(value: Any) -> Any:
    """Refuse what would be shown as a machine writes it: Jinja2 localizes nothing by itself."""
    if isinstance(value, str):  # nearly all that is shown
        return value
    if isinstance(value, float | Decimal | date | time | timedelta) and not isinstance(value, bool):
        raise TypeError(f"{value!r} needs a filter: number, percent, money, date, datetime ...")
    return "" if value is None and not isinstance(value, Undefined) else value
