"""Take every picture anew in a folder of its own; what cannot be done ends in one sentence."""

import os
import sys
from importlib import import_module
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import Error

from tests.pictures.plan import FOLDER, LARGEST, planned


def main() -> int:
    """Build the demo organization, look at each desk, and say what has come of it."""
    print("Building the demo organization ...", flush=True)
    try:
        with TemporaryDirectory(prefix="relais-pictures-") as folder:
            settle(folder)
            import_module("tests.pictures.taking").take_all()
    except Error as error:
        return ended(f"Chromium could not go on: {error.message.splitlines()[0]}")
    except (OSError, LookupError) as error:
        return ended(str(error))
    size = sum(path.stat().st_size for path in planned())
    if size > LARGEST:
        return ended(f"they weigh {size / 1e6:.1f} MB together, more than {LARGEST / 1e6} MB.")
    print(f"{len(list(planned()))} pictures, {size / 1e6:.1f} MB, in {FOLDER}")
    return 0


def settle(folder: str) -> None:
    """Let Django work on a database in a folder."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="relais.config.settings",
        DATABASE_URL=f"sqlite:///{folder}/relais.sqlite3",
        RELAIS_HOME=folder,
    )
    django.setup()


def ended(why: str) -> int:
    """Say in one sentence why there are no new pictures."""
    print(f"make pictures: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
