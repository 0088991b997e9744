"""What every template has around it: strictness, translation, filters, components."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from relais.web import filters, spoken, words
from relais.web.addresses import address_of
from relais.web.bundle import asset, icon, picture

SPECIAL: Final = re.compile("[&<>'\"]")


class _Quick(CodeGenerator):
    """Lets one call finalize and escape what is shown: a list shows a thousand values."""

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escaped_for_certain(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escaped_for_certain(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _escaped_for_certain(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class _Surroundings(Environment):
    code_generator_class = _Quick
    context_class = spoken.Calls

    @staticmethod
    def shown(value: Any) -> str:
        """Give a value as a page has it."""
        if type(value) is Markup or (type(value) is str and not SPECIAL.search(value)):
            return value
        return escape(_finalize(value))


class Components:
    """The macros of components/ui.html as one object: `{{ ui.button(...) }}`."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env.get_template("components/ui.html").module, name)


def environment(**options: Any) -> Environment:
    """Make the Jinja2 environment of all pages and mails."""
    env = _Surroundings(
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
        _=spoken.gettext,
        gettext=spoken.gettext,
        url=address_of,
        static=static,
        asset=asset,
        icon=icon,
        picture=picture,
        ui=Components(env),
        language=spoken.language,
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
