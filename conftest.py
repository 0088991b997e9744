"""What every test may ask for."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.databases", "tests.persons"]

BESIDE = Path(__file__).resolve().parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of the public data sets, too large for the repository to carry.

    It is RELAIS_SHARED_DATA, else `shared/data` beside the repository. Nothing else skips a test.
    """
    folder = Path(os.environ.get("RELAIS_SHARED_DATA") or BESIDE)
    if not folder.is_dir():
        pytest.skip(f"the public data sets are not in {folder}: set RELAIS_SHARED_DATA")
    return folder
