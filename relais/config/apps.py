"""The start of the house: the log learns its listeners, the database its guards."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """Wires the house when Django is ready."""

    name = "relais.config"
    label = "config"

    def ready(self) -> None:
        """Connect the log to its listeners, and each migrate to the guards."""
        from relais.config import wiring  # noqa: PLC0415  models must be loaded first

        wiring.wire()
        leads = apps.get_app_config("leads")
        post_migrate.connect(wiring.lay_guards, sender=leads, dispatch_uid="relais_guards")
