"""The challenge room, as Django knows it."""

from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.challenge"
    label = "challenge"
    default_auto_field = "django.db.models.BigAutoField"
