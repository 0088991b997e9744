"""A worker of the site starts without the libraries of statistics."""

import subprocess
import sys

START = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(sorted({"numpy", "scipy"} & sys.modules.keys()))
"""


def test_scipy_is_loaded_only_when_somebody_asks_for_a_diagnosis() -> None:
    started = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    )
    assert started.stdout.strip() == "[]"
