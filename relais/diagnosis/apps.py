"""The room of the diagnosis, as Django knows it."""

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    """Registers the room's table."""

    name = "relais.diagnosis"
    label = "diagnosis"
    default_auto_field = "django.db.models.BigAutoField"
