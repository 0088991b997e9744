"""Run checks and suites of tests, side by side, and report how long each took."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.etree import ElementTree

from dev_machine import Command

ROOT = Path(__file__).resolve().parent
BIN = ROOT / ".venv" / "bin"
VAR = ROOT / "var"

GRACE = 20.0  # seconds for whoever is interrupted to put away what it has begun

# What `call` runs, in whichever thread, and whether it may start anything more.
RUNNING: set[subprocess.Popen[bytes]] = set()
ENDING = threading.Event()


def run_checks(tell: Callable[[str], None]) -> int:
    """Run what `check` consists of, tell how each went, and give the exit code."""
    steps: dict[str, Command] = {
        "types": ["mypy", "--no-error-summary"],
        "lock guard": ["pytest", "-q", "-p", "no:cacheprovider", "tests/test_lock_guard.py"],
        "import contracts": ["lint-imports"],
        "lint": ["ruff", "check", "--quiet", "--output-format", "concise", "."],
        "format": ["ruff", "format", "--check", "--output-format", "concise", "."],
        "templates": ["djlint", "--lint", "--quiet", "relais/web/templates"],
    }
    failures = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [pool.submit(run_step, name, command) for name, command in steps.items()]
        for step in as_completed(running):
            name, seconds, output = step.result()
            tell(f"{name:<17}{'ok' if output is None else 'FAILED':<7}{seconds:5.1f} s")
            failures += [f"\n--- {name}\n{output}"] if output is not None else []
    if failures:
        tell("".join(failures))
    return 1 if failures else 0


def run_step(name: str, command: Command) -> tuple[str, float, str | None]:
    """Run a step of `check`: its name, its seconds, and what it said if it failed."""
    began = time.monotonic()
    program, *arguments = command
    with TemporaryFile("w+", encoding="utf-8") as told:
        code = call([str(BIN / program), *arguments], dict(os.environ), told)
        told.seek(0)
        return name, time.monotonic() - began, told.read() if code else None


def run_suite(name: str, rest: list[str], url: str, report: list[str], told: IO[str] | None) -> int:
    """Run the tests on a database; what they say goes into a file, else to our own output."""
    workers = ["-n", str(min(4, os.cpu_count() or 1))]
    command = [str(BIN / "pytest"), "-q", *workers, f"--junitxml={junit(name)}", *rest]
    environment = {**os.environ, "DATABASE_URL": url}
    with timed(name, report) as outcome:
        code = call(command, environment, told)
        outcome.append(totals(name))
    return code


def call(command: Command, environment: dict[str, str], told: IO[str] | None) -> int:
    """Run a program that ends with us, and give its exit code."""
    if ENDING.is_set():
        return 130
    beside = told and subprocess.STDOUT
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=beside)
    RUNNING.add(process)
    try:
        return process.wait()
    finally:
        RUNNING.discard(process)
        end(process)


@contextmanager
def ended_with_us() -> Iterator[None]:
    """Interrupt what `call` has started, and start nothing more, where we are stopped ourselves."""
    try:
        yield
    except BaseException:
        ENDING.set()
        for process in list(RUNNING):
            end(process)
        raise


def end(process: "subprocess.Popen[bytes]") -> None:
    """Interrupt a program that still runs, and kill it where it does not listen."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def totals(name: str) -> str:
    """Say what pytest's report of a suite counted."""
    if not junit(name).exists():
        return "no report"
    suite = ElementTree.parse(junit(name)).getroot()[0]
    junit(name).unlink()
    counted = ("tests", "failures", "errors", "skipped")
    return ", ".join(f"{suite.get(key)} {key}" for key in counted)


def junit(name: str) -> Path:
    return VAR / f"tests-{name.lower()}.xml"


@contextmanager
def timed(name: str, report: list[str]) -> Iterator[list[str]]:
    """Add a line to the report: name, seconds, and what is put in the list that it gives."""
    began = time.monotonic()
    outcome: list[str] = []
    yield outcome
    report.append(f"{name:<12}{time.monotonic() - began:7.1f} s  {' '.join(outcome)}".rstrip())
