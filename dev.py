#!/usr/bin/env python3
"""Set Relais up and run what the Makefile offers, with Python's own library alone.

python3 dev.py setup | demo | check | test | bench | docs | pictures | lock

Everything it installs stands in `.venv`: a pinned uv, the packages of requirements/*.txt (pinned
and hashed) and the `relais` command. A tool that the machine lacks ends it in one sentence that
names the remedy, exit 2.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

from dev_front import find_node, front_is_ready, lock_packages, prepare_front
from dev_machine import (
    Command,
    Missing,
    apt_install,
    chromium,
    find_or_install_git,
    find_or_install_pango,
    install_r,
    postgresql_programs,
    private_postgresql,
)
from dev_running import BIN, ENDING, ROOT, VAR, ended_with_us, run_checks, run_suite, timed

VENV = ROOT / ".venv"
PYTHON = str(BIN / "python")
REQUIREMENTS = ROOT / "requirements"

# A server of an hour: nothing on it has to outlive a fault, and its tables are small.
HASTY = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off"),
    *("autovacuum=off", "jit=off"),
)


def main() -> int:
    """Run the command named on the command line and give its exit code."""
    command, *rest = sys.argv[1:] or ["help"]
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command == "help" else 2
    # What starts a hundred times is compiled once, whatever the machine's habit.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Stopped from outside is stopped like Ctrl-C: what was started is ended first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        require_python()
        return COMMANDS[command](rest)
    except Missing as missing:
        print(f"dev.py: {missing}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failed:
        return failed.returncode or 1  # it has said why itself
    except KeyboardInterrupt:
        return 130


# --- Commands --------------------------------------------------------------------------------


def setup(_: list[str]) -> int:
    """Install what Relais runs with, and build what its pages load."""
    prepare("run")
    print("Relais is set up: .venv/bin/relais --help")
    return 0


def demo(rest: list[str]) -> NoReturn:
    """Build the demo organization and serve it."""
    prepare("run")
    os.execv(BIN / "relais", ["relais", "demo", *rest])


def docs(rest: list[str]) -> NoReturn:
    """Write the generated pages of docs/ and the description of the API anew."""
    install("run")
    subprocess.run([PYTHON, "-m", "relais.api.snapshot"], cwd=ROOT, check=True)
    os.execv(BIN / "relais", ["relais", "docs", *rest])


def bench(rest: list[str]) -> int:
    """Measure, on a PostgreSQL of its own that writes to disk as in production."""
    prepare("run")
    with private_postgresql() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.call([PYTHON, "-m", "bench", *rest], cwd=ROOT, env=environment)


def pictures(_: list[str]) -> int:
    """Take the pictures of docs/pictures anew, of the demo organization."""
    prepare("dev")
    environment = {**os.environ, "RELAIS_CHROMIUM": chromium()}
    return subprocess.call([PYTHON, "-m", "tests.pictures"], cwd=ROOT, env=environment)


def agreement(rest: list[str]) -> int:
    """Compare our statistics with R's on fifty data sets."""
    prepare("dev")
    install_r()
    return subprocess.call(
        [PYTHON, "-m", "pytest", "-q", "tests/with_r/agreement.py", *rest], cwd=ROOT
    )


def lock(rest: list[str]) -> int:
    """Pin and hash the requirements; `--upgrade` takes newer versions where there are any."""
    uv, environment = install_uv()
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    neutral = ["--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    sources = {
        "uv": ["requirements/uv.in"],
        "node": ["requirements/node.in"],
        "run": ["pyproject.toml"],
        "dev": ["pyproject.toml", "requirements/dev.in", "--constraint", "requirements/run.txt"],
    }
    for name, files in sources.items():
        output = ["--output-file", f"requirements/{name}.txt"]
        compile_ = [uv, "pip", "compile", *options, *neutral, *files, *output, *rest]
        subprocess.run(compile_, cwd=ROOT, env=environment, check=True)
    lock_packages(find_node() or node_of_our_own())
    return 0


def check(_: list[str]) -> int:
    """Lint, types, import contracts, templates and locks, side by side."""
    prepare("dev")
    return run_checks(partial(print, flush=True))


def test(rest: list[str]) -> int:
    """Run every test on SQLite; beside it the check, then on PostgreSQL what a database decides.

    What follows goes to pytest. One after the other, they would often leave a processor idle.
    """
    report: list[str] = []
    VAR.mkdir(exist_ok=True)
    with timed("set-up", report):
        prepare("dev")
        find_or_install_git()
        find_or_install_pango()
        os.environ["RELAIS_CHROMIUM"] = chromium()
        postgresql_programs()
    with ThreadPoolExecutor(1) as pool, ended_with_us():
        beside = pool.submit(test_beside, rest, report)
        print("\n=== SQLite", flush=True)
        code = run_suite("SQLite", rest, f"sqlite:///{VAR / 'relais.sqlite3'}", report, None)
        other, said = beside.result()
    print(said + "\n" + "\n".join(report))
    return 1 if code | other else 0


def test_beside(rest: list[str], report: list[str]) -> tuple[int, str]:
    """Check, then test on PostgreSQL: give the exit code, and what is to be said of both."""
    said = ["\n=== check"]
    with timed("check", report) as outcome:
        outcome.append("clean" if (code := run_checks(said.append)) == 0 else "FAILED")
    if ENDING.is_set():
        return code, "\n".join(said)
    with private_postgresql(*HASTY) as url, TemporaryFile("w+", encoding="utf-8") as told:
        said.append("\n=== PostgreSQL")
        code |= run_suite("PostgreSQL", ["-m", "not once", *rest], url, report, told)
        told.seek(0)
        return code, "\n".join([*said, told.read()])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "demo": demo,
    "docs": docs,
    "pictures": pictures,
    "bench": bench,
    "agreement": agreement,
    "lock": lock,
    "check": check,
    "test": test,
}


def require_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older one must be told
        raise Missing("Relais needs Python 3.11 or newer: install one, then make PYTHON=python3.11")


# --- Installing ------------------------------------------------------------------------------


def prepare(kind: str) -> None:
    """Install what `kind` asks for while styles and scripts are made ready beside it."""
    if front_is_ready(kind):
        return install(kind)
    print("Building styles and scripts ...", flush=True)
    node = find_node()
    with ThreadPoolExecutor(1) as pool:
        front = pool.submit(prepare_front, kind, node) if node else None
        install(kind)
    if front is None:
        return prepare_front(kind, node_of_our_own())
    return front.result()


def node_of_our_own() -> tuple[str, str]:
    """Give the pinned Node, which pip installs into `.venv` where the machine has none."""
    print("Fetching Node, which this machine lacks ...", flush=True)
    folder = install_pinned("node", find_pip())
    if node := find_node(folder):
        return node
    raise Missing("the Node of pip does not run here: install Node 20 or newer, with npm, on PATH.")


def install(kind: str) -> None:
    """Make `.venv` hold what `kind` ("run" or "dev", which includes it) asks for.

    Nothing to do, and nothing asked of the network, when it does already.
    """
    stamp = VENV / "set-up"
    prints = {name: fingerprint(name) for name in (kind, "dev")}
    if Path(PYTHON).exists() and stamp.exists() and stamp.read_text() in prints.values():
        return
    print(f"Setting up .venv ({kind}) ...", flush=True)
    uv, environment = install_uv()
    stamp.unlink(missing_ok=True)
    pip, here = [uv, "pip"], ["--quiet", "--python", PYTHON]
    compiled = ["--compile-bytecode"] if kind == "run" else []  # tests load a fifth of it
    try:
        packages = f"requirements/{kind}.txt"
        sync = [*pip, "sync", *here, *compiled, "--require-hashes", packages]
        subprocess.run(sync, cwd=ROOT, env=environment, check=True)
        relais = [*pip, "install", *here, "--no-deps", "--editable", "."]
        subprocess.run(relais, cwd=ROOT, env=environment, check=True)
    except subprocess.CalledProcessError as failed:
        raise Missing(
            "the packages could not be installed, for the reason above:"
            " check the network, or the package index that pip is configured with."
        ) from failed
    # Else whoever starts `relais` first waits for it, or each time where nothing may be written.
    subprocess.call([PYTHON, "-m", "compileall", "-q", "relais"], cwd=ROOT)
    stamp.write_text(prints[kind])


def fingerprint(kind: str) -> str:
    """Tell one set-up from another: its requirements, our own metadata, the place."""
    files = [REQUIREMENTS / "uv.txt", REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml"]
    content = b"\0".join([str(VENV).encode(), *(file.read_bytes() for file in files)])
    return f"{kind} {hashlib.sha256(content).hexdigest()}"


def install_uv() -> tuple[str, dict[str, str]]:
    """Give the pinned uv, which pip installs the first time, and the environment to run it in."""
    if not Path(PYTHON).exists():
        make_venv()
    pip = find_pip()
    return str(install_pinned("uv", pip) / "bin" / "uv"), uv_environment(pip)


def install_pinned(tool: str, pip: Command) -> Path:
    """Give the folder in `.venv` that holds a tool of requirements/, put there the first time."""
    pinned = REQUIREMENTS / f"{tool}.txt"
    folder = VENV / f"{tool}-{hashlib.sha256(pinned.read_bytes()).hexdigest()[:8]}"
    if not folder.exists():
        target = ["--quiet", "--disable-pip-version-check", "--target", str(folder)]
        fetch = [*pip, "install", *target, "--no-deps", "--require-hashes", "-r", str(pinned)]
        if subprocess.call(fetch, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}) != 0:
            shutil.rmtree(folder, ignore_errors=True)
            remedy = "could not be fetched: check the network, or pip's package index."
            raise Missing(f"{tool} {remedy}")
    return folder


def make_venv() -> None:
    try:
        builder = importlib.import_module("venv").EnvBuilder(symlinks=True, clear=True)
    except ImportError as error:
        raise Missing("Python's venv is missing: on Debian, apt install python3-venv.") from error
    builder.create(VENV)


def find_pip() -> Command:
    """Give a pip: the one beside this Python, else one put into `.venv`."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if not importlib.util.find_spec("ensurepip"):
        apt_install("python3-venv", "pip is missing: on Debian, apt install python3-venv.")
        importlib.invalidate_caches()
    try:
        subprocess.run([PYTHON, "-m", "ensurepip"], check=True, capture_output=True)
    except subprocess.CalledProcessError as failed:
        raise Missing(f"pip is missing from {sys.executable}: install it there.") from failed
    return [PYTHON, "-m", "pip"]


def uv_environment(pip: Command) -> dict[str, str]:
    """Hand uv the package index that pip has been told of; uv's own variables win."""
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE",
    }
    told = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False)
    # Whatever index a package comes from, its hash decides: all of them may be asked.
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_PYTHON_DOWNLOADS": "never"}
    for line in told.stdout.splitlines():
        key, _, value = line.partition("=")
        if name := names.get(key.rpartition(".")[2]):
            found[name] = value.strip("'\"").replace("\\n", " ")
    return {**found, **os.environ}


if __name__ == "__main__":
    sys.exit(main())
