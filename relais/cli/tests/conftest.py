"""What the tests of the command share: an environment for other processes, a mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import CommittingDatabase
from tests.smtp import Sink, mail_server


@pytest.fixture
def sink() -> Iterator[Sink]:
    """Give a mail server of the test's own."""
    with mail_server() as server:
        yield server


@pytest.fixture
def environment(committing_db: CommittingDatabase, sink: Sink, tmp_path: Path) -> dict[str, str]:
    """Give the environment in which `relais` works on the test's database and mail server."""
    return {**committing_db.environment, **sink.environment, "RELAIS_HOME": str(tmp_path)}
