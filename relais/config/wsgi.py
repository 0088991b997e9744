"""What the server calls, with what every desk draws made ready before the first of them asks."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relais.config.settings")

application = get_wsgi_application()

from relais.web.ready import make_ready  # noqa: E402  models are loaded by what stands above

make_ready()
