"""The campaigns room, as Django knows it."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
