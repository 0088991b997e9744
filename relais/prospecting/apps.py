"""The prospecting room, as Django knows it."""

from django.apps import AppConfig


class ProspectingConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.prospecting"
    label = "prospecting"
    default_auto_field = "django.db.models.BigAutoField"
