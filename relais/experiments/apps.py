"""The room of experiments, as Django knows it."""

from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.experiments"
    label = "experiments"
    default_auto_field = "django.db.models.BigAutoField"
