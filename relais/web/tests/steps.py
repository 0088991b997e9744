"""What tests of pages do again and again: sign somebody in, and ask as him."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.laid import unnoticed
from tests.persons import World
from tests.signing import signed_in


def at(moment: datetime) -> AbstractContextManager[Any]:
    """Let it be a moment for whoever asks a page."""
    return patch("relais.web.middleware.timezone.now", return_value=moment)


def sign_in(world: World, name: str) -> "Browser":
    """Sign a person in; his pages are asked at the world's now."""
    with unnoticed(world):
        return Browser(world, signed_in(world, name))


class Browser:
    """Somebody's browser: it asks at the world's now, in English."""

    def __init__(self, world: World, client: Client) -> None:
        self._world, self._client = world, client
        self.headers: dict[str, str] = {}

    def get(self, path: str, **query: str) -> Any:
        """Ask for a page."""
        with at(self._world.at):
            return self._client.get(path, query, headers=self.headers)

    def post(self, path: str, **data: Any) -> Any:
        """Send a form."""
        with at(self._world.at):
            return self._client.post(path, data, headers=self.headers)


def queries_of(ask: Callable[[], Any]) -> int:
    """Count the queries that a page makes."""
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)
