"""A measure: what we take, what the floor takes, and how a line of it reads."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
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
