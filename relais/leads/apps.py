"""The leads room, as Django knows it."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"
