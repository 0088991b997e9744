"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as drawing

# What is drawn is drawn alike each time, however slow the machine: `@settings` says how much alone.
drawing.register_profile(
    "relais",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
drawing.load_profile("relais")

pytest_plugins = ["tests.clock", "tests.databases", "tests.migrated", "tests.persons"]

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
OF_DATABASES = Path(__file__).resolve().parent / "tests" / "test_databases.py"
ASKING = {"db", "transactional_db", "committing_db"}
PAGES = Path(__file__).resolve().parent / "relais" / "web"
BESIDE = Path(__file__).resolve().parent.parent / "shared" / "data"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave unread, beside a second database, the tests of pages that have nothing to ask it."""
    if config.option.markexpr != "not once" or PAGES not in collection_path.parents:
        return None
    if collection_path.suffix != ".py" or "committing_db" in collection_path.read_text("utf-8"):
        return None
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests to which a second database has nothing to tell (docs/adr/0015).

    They ask none, or they look at what a page shows of what the rooms have answered.
    """
    for item in items:
        asks = ASKING.intersection(getattr(item, "fixturenames", ()))
        drawn = PAGES in item.path.parents and "committing_db" not in asks
        alone = not asks and not item.get_closest_marker("django_db") and item.path != OF_DATABASES
        if drawn or alone:
            item.add_marker(pytest.mark.once)


def pytest_collection_finish() -> None:
    """Leave what is loaded out of each look for garbage, and look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Let passwords be kept by a quick fingerprint: the slow one is Django's own matter.

    Other processes know none but the slow ones.
    """
    slow = settings.PASSWORD_HASHERS
    with override_settings(PASSWORD_HASHERS=[QUICK, *slow]):
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of the public data sets, too large for the repository to carry.

    It is RELAIS_SHARED_DATA, else `shared/data` beside the repository. Nothing else skips a test.
    """
    folder = Path(os.environ.get("RELAIS_SHARED_DATA") or BESIDE)
    if not folder.is_dir():
        pytest.skip(f"the public data sets are not in {folder}: set RELAIS_SHARED_DATA")
    return folder
