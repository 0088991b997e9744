"""A worker of the site starts without what takes long to load and few ask for."""

import subprocess
import sys

START = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
import relais.cli.serve
slow = {"numpy", "scipy", "xlsxwriter", "holidays", "weasyprint", "rich", "relais.simulation"}
print(sorted(slow & sys.modules.keys()))
"""


def test_statistics_workbooks_and_holidays_are_loaded_only_when_somebody_asks() -> None:
    started = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    )
    assert started.stdout.strip() == "[]"
