"""HTML becomes a tagged PDF, printed by a process beside this one.

That process is `paper`, the one place that loads WeasyPrint, which takes long to load and needs
Pango of the system.
"""

import subprocess
import sys
from typing import Final

SECONDS: Final = 120  # after which a printing is stuck
REMEDY: Final = (
    "It could not be printed. WeasyPrint needs Pango: on Debian,"
    " apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core."
)


class NotPrinted(Exception):
    """The printing failed, for want of what the machine lacks."""


def printed(html: str) -> bytes:
    """Make a PDF of HTML, in a process beside.

    :raises NotPrinted: where the machine cannot, with what it lacks.
    """
    done = subprocess.run(
        [sys.executable, "-m", "relais.lib.paper"],
        input=html.encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NotPrinted(f"{REMEDY} {done.stderr.decode(errors='replace')[-200:]}")
    return done.stdout
