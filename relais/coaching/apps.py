"""The room of coaching, as Django knows it."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"
