"""A measure: what we take, what the floor takes, and how a line of it reads."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One line of the bench: `ours` and `floor` in the same unit; `note` says what was done."""

    name: str
    ours: float
    floor: float | None
    unit: str
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Give ours by the floor's, or None where there is no floor."""
        return self.ours / self.floor if self.floor else None

    def line(self) -> str:
        """Write the measure as a line."""
        floor = f"{self.floor:,.1f}" if self.floor is not None else "–"
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else "–"
        figures = f"{self.ours:>12,.1f} {floor:>12} {ratio:>7}"
        return f"{self.name:<52} {figures}  {self.unit:<8} {self.note}"

    def plain(self) -> dict[str, Any]:
        """Give the measure as JSON."""
        return {**asdict(self), "ratio": self.ratio}


HEAD = f"{'name':<52} {'ours':>12} {'floor':>12} {'ratio':>7}  {'unit':<8} note"


def tell(measure: Measure) -> None:
    """Give a measure to the process that asked for it: one JSON line on standard output."""
    print(json.dumps(measure.plain()), flush=True)


def seconds(deed: Callable[[], object]) -> float:
    """Give how long a deed takes, once."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def milliseconds(deed: Callable[[int], object], times: int) -> list[float]:
    """Give how long each of many runs takes, sorted, after three that are not counted."""
    for number in range(3):
        deed(number)
    return sorted(1_000 * seconds(lambda n=number: deed(n)) for number in range(times))  # type: ignore[misc]


@dataclass(frozen=True)
class Spent:
    """Many runs of a deed, sorted: by the clock, and of this process alone; in milliseconds.

    `server` is what the database's process took for one, on the average; 0 where it is not of this
    machine. On a machine that others use too, only what processes took says anything.
    """

    clock: list[float]
    own: list[float]
    server: float

    def words(self) -> str:
        """Say what processes took."""
        own = [at_percentile(self.own, share) for share in (0.5, 0.95)]
        return f"of it CPU p50 {own[0]:.1f}, p95 {own[1]:.1f} ms; the server's {self.server:.1f} ms"


def spent(deed: Callable[[int], object], times: int) -> Spent:
    """Give what each of many runs takes, after three that are not counted."""
    for number in range(3):
        deed(number)
    before, took = server_seconds(), []
    for number in range(times):
        begun = time.perf_counter(), time.process_time()
        deed(number)
        took.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    server = (server_seconds() - before) / times
    clock, own = (sorted(1_000 * each for each in column) for column in zip(*took, strict=True))
    return Spent(clock, own, 1_000 * server)


def server_seconds() -> float:
    """Give what the database's process has taken until now, where it is one of this machine."""
    from django.db import connection  # noqa: PLC0415  Django must be set up

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not (stat.exists() and "postgres" in stat.read_text()):
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def queries_of(deed: Callable[[int], object]) -> int:
    """Count what a deed asks of the database."""
    from django.db import connection  # noqa: PLC0415  Django must be set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as caught:
        deed(0)
    return len(caught)


def at_percentile(values: list[float], share: float) -> float:
    """Give the value below which this share of sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * share))]


def set_up() -> str:
    """Start Django on DATABASE_URL, migrate it, and give the database's kind."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relais.config.settings")
    django = __import__("django")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  Django must be set up
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    print(f"on {connection.vendor}", file=sys.stderr)
    return str(connection.vendor)
