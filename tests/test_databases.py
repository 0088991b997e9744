"""The database that a committing test gets: its own, migrated, guarded, reachable from outside."""

import os
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from django.db import connection, connections

from relais.config.wiring import GUARDS
from relais.database.postgresql.base import DatabaseWrapper
from relais.database.triggers import standing
from relais.people.models import Organization
from tests.databases import CommittingDatabase

ROOT = Path(__file__).resolve().parent.parent
COUNT = """
import django
django.setup()
from relais.people.models import Organization
print(Organization.objects.count())
"""


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_commits_another_does_not_see(
    committing_db: CommittingDatabase, turn: int
) -> None:
    Organization.objects.create(name=f"Acme {turn}", slug="acme")

    assert [each.name for each in Organization.objects.all()] == [f"Acme {turn}"]


@pytest.mark.django_db
def test_a_test_that_rolls_back_sees_none_of_it() -> None:
    assert not Organization.objects.exists()


def test_it_is_the_same_kind_of_database_with_its_guards(committing_db: CommittingDatabase) -> None:
    assert committing_db.url.startswith(connection.vendor)
    statements = " ".join(part for guard in GUARDS for part in getattr(guard, connection.vendor))
    laid = set(re.findall(r"CREATE (?:OR REPLACE )?TRIGGER (\w+)", statements))
    assert laid
    assert laid <= standing()


def test_threads_work_on_it_together(committing_db: CommittingDatabase) -> None:
    def found(number: int) -> str:
        return Organization.objects.create(name=f"Acme {number}", slug=f"acme-{number}").slug

    assert committing_db.at_once(8, found) == [f"acme-{number}" for number in range(8)]
    assert Organization.objects.count() == 8


def test_a_thread_that_fails_gives_its_error_in_its_place(
    committing_db: CommittingDatabase,
) -> None:
    first, second = committing_db.at_once(2, lambda number: 1 // number)

    assert isinstance(first, ZeroDivisionError)
    assert second == 1


def test_another_process_sees_what_is_committed(committing_db: CommittingDatabase) -> None:
    Organization.objects.create(name="Acme", slug="acme")
    environment = committing_db.environment | {"DJANGO_SETTINGS_MODULE": "relais.config.settings"}

    seen = subprocess.check_output([sys.executable, "-c", COUNT], env=environment, text=True)

    assert seen.strip() == "1"


@pytest.mark.once
def test_options_behind_the_address_reach_the_driver() -> None:
    told = "from django.conf import settings; print(settings.DATABASES['default'])"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "relais.config.settings",
        "DATABASE_URL": "postgresql://relais@db.example/relais?sslmode=require",
    }
    seen = subprocess.check_output([sys.executable, "-c", told], env=environment, text=True)
    assert "'sslmode': 'require'" in seen
    assert "'server_side_binding': True" in seen
    assert "'ENGINE': 'relais.database.postgresql'" in seen


FLUSHING = """
import pytest
@pytest.mark.django_db(transaction=True)
def test_by_mark(): pass
def test_by_fixture(transactional_db): pass
@pytest.mark.django_db
def test_in_both_ways(committing_db): pass
"""


def test_a_flush_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "test_flushing.py").write_text(FLUSHING)
    options = ["-q", "-p", "tests.databases", "-c", str(ROOT / "pyproject.toml")]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.count("ask for the fixture committing_db instead") >= 2
    assert "committing_db stands in the place of db" in done.stdout
    assert "passed" not in done.stdout


@pytest.mark.once
def test_a_session_of_postgresql_compiles_no_query() -> None:
    driver = MagicMock()
    database = DatabaseWrapper({**connections["default"].settings_dict, "OPTIONS": {}})
    database.connection = driver
    database.init_connection_state()
    said = driver.cursor.return_value.__enter__.return_value.execute
    assert said.call_args_list[-1].args == ("SET jit = off",)
