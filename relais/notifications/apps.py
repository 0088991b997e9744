"""The notifications room, as Django knows it."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
