"""The web door, as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Makes the catalogue ready before the first page."""

    name = "relais.web"
    label = "web"

    def ready(self) -> None:
        """Compile the French catalogue if one of its parts is newer."""
        from relais.web.translations import compile_if_newer  # noqa: PLC0415  Babel is slow

        compile_if_newer()
