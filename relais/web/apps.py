"""The web door, as Django knows it."""

from types import ModuleType

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Makes the catalogue ready before the first page."""

    name = "relais.web"
    label = "web"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        """Compile the French catalogue if one of its parts is newer.

        Not when all is ready: Django's own models ask for words, and so read it, before that.
        """
        super().__init__(app_name, app_module)
        from relais.web.translations import compile_if_newer  # noqa: PLC0415  Babel is slow

        compile_if_newer()
