"""Saying that something which goes on by itself is alive."""

from datetime import datetime

from relais.outbox.models import Heartbeat


def beat(name: str, *, at: datetime) -> None:
    """Write down when `name` was last alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
