"""The people room, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room's tables."""

    name = "relais.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
