"""What people have open all day, read before the first of them asks.

Web processes are forked afterwards: what is read is read once, and four threads that are asked for
the same page at the same time do not each translate its templates.
"""

from typing import Final

from django.conf import settings
from django.template import engines
from django.urls import reverse
from django.utils import translation

from relais.web.navigation import ENTRIES

ROOMS: Final = ("", "components", "desk", "leads", "appointments")
BESIDE: Final = ("challenges/_card.html", "prospecting/_kinds.html")  # what stands on desks too


def make_ready() -> None:
    """Read the templates of what people have open all day, and each language with its addresses."""
    pages = engines["engine"].env  # type: ignore[attr-defined]  # that of relais.web.engine
    for name in pages.list_templates(["html"]):
        if name.rpartition("/")[0] in ROOMS or name in BESIDE:
            pages.get_template(name)
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            for entry in ENTRIES:
                reverse(entry.name)
