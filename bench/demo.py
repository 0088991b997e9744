"""The demo world: how long it builds, how soon the first page comes, what the server weighs."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.clients import free_port, serving, wait_for
from bench.measures import Measure, tell

RELAIS = [sys.executable, "-c", "from relais.cli import main; raise SystemExit(main())"]
STARTS = 3


def main() -> None:
    """Build the demo, start it again, and weigh it."""
    begun = time.perf_counter()
    build = [*RELAIS, "demo", "--no-serve", "--json"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tell(Measure("demo world built", time.perf_counter() - begun, None, "s", "scenario tribune"))
    starts = [start() for _ in range(STARTS)]
    soon = statistics.median(seconds for seconds, _ in starts)
    note = f"median of {STARTS} starts, the first {starts[0][0]:.1f} s"
    tell(Measure("cold start to the first page", soon, None, "s", note))
    weight = max(weight for _, weight in starts)
    note = f"after 20 pages, the most of {STARTS} starts"
    tell(Measure("server with its worker, PSS", weight, None, "MiB", note))


def start() -> tuple[float, float]:
    """Start the server; give the seconds to its first page, and what it weighs after 20 in MiB."""
    port = free_port()
    first = f"http://127.0.0.1:{port}/sign-in/"
    command = [*RELAIS, "serve", "--port", str(port)]
    begun = time.perf_counter()
    with serving(command, dict(os.environ), first) as pid:
        soon = time.perf_counter() - begun
        for _ in range(20):
            wait_for(first)
        return soon, sum(map(pss, [pid, *descendants(pid)])) / 1024


def descendants(pid: int) -> list[int]:
    """Give the processes that a process started, and those that they did."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1]
            parents[int(folder.name)] = int(stat.split()[1])
        except (OSError, IndexError):
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def pss(pid: int) -> int:
    """Give the kB of memory that a process takes, shared pages divided by who shares them."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
