"""Jinja2 as Django's template engine: whole pages, or one block of a page as a fragment.

`get_template("leads/detail.html#card")` renders the block alone, with what the page sets on top.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.backends.jinja2 import Jinja2, Origin
from django.template.context_processors import csrf
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Template, exceptions

from relais.web.spoken import one_language

Context = Mapping[str, Any]


class Engine(Jinja2):
    """Django's Jinja2 backend, with blocks as templates of their own."""

    def from_string(self, template_code: str) -> "Page":  # type: ignore[override]
        """Make a template of a text, for tests."""
        return Page(self.env.from_string(template_code), self, "")

    def get_template(self, template_name: str) -> "Page":  # type: ignore[override]
        """Find a page, or one block of it.

        :raises TemplateDoesNotExist: when there is no such page or block.
        :raises TemplateSyntaxError: when it cannot be read.
        """
        name, _, block = template_name.partition("#")
        try:
            template = self.env.get_template(name)
        except exceptions.TemplateNotFound as error:
            raise TemplateDoesNotExist(str(error.name or name), backend=self) from error
        except exceptions.TemplateSyntaxError as error:
            raise TemplateSyntaxError(f"{name}:{error.lineno}: {error.message}") from error
        if block and block not in template.blocks:
            raise TemplateDoesNotExist(template_name, backend=self)
        return Page(template, self, block)


class Page:
    """A template, or a block of one, that Django can render."""

    def __init__(self, template: Template, backend: Engine, block: str) -> None:
        self.template, self.backend, self.block = template, backend, block
        self.name = f"{template.name}#{block}" if block else template.name
        self.origin = Origin(name=template.filename or "", template_name=template.name)

    def render(
        self, context: Context | None = None, request: HttpRequest | None = None
    ) -> SafeString:
        """Render with what the page is given, and what every page is given."""
        data: dict[str, Any] = dict(context or {})
        if request is not None:
            data = {**self._shared(request), **data}
        with one_language():  # our own templates escape by themselves
            return mark_safe(self._block(data) if self.block else self.template.render(data))

    def _shared(self, request: HttpRequest) -> dict[str, Any]:
        shared: dict[str, Any] = {"request": request, "csrf_token": csrf(request)["csrf_token"]}
        for processor in self.backend.template_context_processors:
            shared.update(processor(request))
        return shared

    def _block(self, data: dict[str, Any]) -> str:
        """Render one block: the page's top runs first, so that what it sets is known."""
        context = self.template.new_context(data)
        for _ in self.template.root_render_func(context):
            break
        return "".join(context.blocks[self.block][0](context))
