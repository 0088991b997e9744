"""The room of the return, as Django knows it."""

from django.apps import AppConfig


class RoiConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.roi"
    label = "roi"
    default_auto_field = "django.db.models.BigAutoField"
