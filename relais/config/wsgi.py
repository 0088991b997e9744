"""What the server calls, with what every desk draws made ready before the first of them asks.

Web processes are forked from here: what is read now is read once, and four threads that are asked
for the same page at the same time do not each translate its templates.
"""

import os
from typing import Final

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import reverse
from django.utils import translation

from relais.web.navigation import ENTRIES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relais.config.settings")

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


application = get_wsgi_application()
make_ready()
