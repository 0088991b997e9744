"""The room of steering, as Django knows it."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
