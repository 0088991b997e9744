"""Programs that call for the persons of the tests, each with a key of its own."""

import pytest

from relais.api.tests.programs import Program
from tests.persons import World


@pytest.fixture
def program(world: World, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Give the programs of everybody; the door's clock shows the world's time."""
    monkeypatch.setattr("relais.api.door.timezone.now", lambda: world.at)
    return Program(world)
