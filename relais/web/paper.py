"""A page on paper: a tagged PDF, printed by a process beside this one."""

import logging
from subprocess import TimeoutExpired
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from relais.lib.printing import NotPrinted, printed
from relais.web.http import PersonRequest

log = logging.getLogger(__name__)


def paper(
    request: PersonRequest, template: str, context: dict[str, Any], *, name: str, back: str
) -> HttpResponse:
    """Print a template, and give it to be read at once; where that fails, say so in words."""
    told = {
        **context,
        "house": request.organization_name,
        "LANGUAGE_CODE": get_language() or "fr",
    }
    try:
        content = printed(render_to_string(template, told))
    except (NotPrinted, TimeoutExpired):
        log.exception("a page could not be printed")
        return render(request, "paper/failed.html", {"back": back}, status=503)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
