"""How templates translate, and call what they name: the same as Jinja2's own, by a shorter way.

A page says a hundred words and calls hundreds of functions. Its language is asked for once, and
what is said without figures is made ready to be shown once for each language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import FunctionType
from typing import Any, Final

from django.utils import translation
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from markupsafe import Markup

MOST_KEPT: Final = 8192  # words times languages: those of all templates, and some to spare
PLAIN: Final = (FunctionType, type(lru_cache(len)))
SPOKEN: Final = ContextVar[str | None]("SPOKEN", default=None)


@contextmanager
def one_language() -> Iterator[None]:
    """Ask for the language once for all that is said until the end: it may not change meanwhile."""
    token = SPOKEN.set(translation.get_language())
    try:
        yield
    finally:
        SPOKEN.reset(token)


def language() -> str | None:
    """Give the language of the page; None where nothing is translated."""
    return SPOKEN.get() or translation.get_language()


class Calls(Context):
    """What a template knows, and how it calls functions and macros."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something as Jinja2 would, which looks eight times at what a function may want."""
        kind = type(called)
        if kind is Macro or called is gettext:
            args = (self.eval_ctx, *args)
        elif kind not in PLAIN or "jinja_pass_arg" in called.__dict__:
            return super().call(called, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


@pass_eval_context
def gettext(around: EvalContext, text: str, /, **figures: Any) -> str:
    """Translate words; `%(n)s` in them stands for the figure `n`."""
    if figures:
        words = translation.gettext(text)
        return (Markup(words) if around.autoescape else words) % figures
    said = _said(text, language())
    return said if around.autoescape else str(said)


@lru_cache(maxsize=MOST_KEPT)
def _said(text: str, _language: str | None) -> Markup:
    return Markup(translation.gettext(text)) % {}  # two per cent signs are one, as with figures
