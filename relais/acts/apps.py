"""The room of acts, as Django knows it."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"
