"""Other processes of ours, started, watched and ended by a test."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dev_machine import free_port as free_port

RELAIS = Path(sys.executable).with_name("relais")
PATIENCE = 180.0  # seconds; what goes well is over long before, however slow the machine


@contextmanager
def running(*arguments: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run `relais` with these arguments in a session of its own that ends with the test."""
    process = subprocess.Popen(
        [RELAIS, *arguments],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        while members := members_of(process.pid):  # one may be started while others end
            for pid in members:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        process.communicate()


def finished(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `relais` to its end."""
    return subprocess.run(
        [RELAIS, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def until(condition: Callable[[], object], *, within: float = PATIENCE) -> None:
    """Wait until a condition holds, and fail if it does not in so many seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def peak_memory(process: subprocess.Popen[str]) -> int:
    """Wait for the end of a process, and give the most memory that it held, in kilobytes.

    Read while it runs: what `wait4` gives counts what the parent held when it forked as well.
    """
    status, peak = Path(f"/proc/{process.pid}/status"), 0
    while process.poll() is None:
        with suppress(OSError):
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            peak = int(found[1]) if found else peak
        time.sleep(0.02)
    return peak


def members_of(session: int) -> set[int]:
    """Give the ids of the living processes of a session that a test has started."""
    return set(groups_of(session))


def groups_of(session: int) -> dict[int, int]:
    """Give the living processes of a session by their ids, each with the id of its group."""
    listed = subprocess.check_output(["ps", "-A", "-o", "pid=,pgid=,sess=,stat="], text=True)
    rows = (line.split() for line in listed.splitlines())
    return {
        int(pid): int(group)
        for pid, group, of, state in rows
        if int(of) == session and state[0] != "Z"
    }
