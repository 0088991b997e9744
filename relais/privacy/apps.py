"""The privacy room, as Django knows it."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
