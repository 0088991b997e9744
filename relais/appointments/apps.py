"""The appointments room, as Django knows it."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.appointments"
    label = "appointments"
    default_auto_field = "django.db.models.BigAutoField"
