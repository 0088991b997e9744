"""The outbox room, as Django knows it."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
