"""The calls room, as Django knows it."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"
