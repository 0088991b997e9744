"""The routing room, as Django knows it."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.routing"
    label = "routing"
    default_auto_field = "django.db.models.BigAutoField"
