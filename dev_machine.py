"""What Relais needs of the machine: PostgreSQL, Chromium, git, Pango, found or installed by apt.

Python's own library alone; dev.py uses it before anything is installed.
"""

from __future__ import annotations

import ctypes.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Command = Sequence[str]

HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BEFORE_APT_GIVES_UP = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20")


class Missing(Exception):
    """Something this machine lacks, told in one sentence that names the remedy."""


def find_or_install_git() -> None:
    if not shutil.which("git"):
        apt_install("git", "git is missing: install it (on Debian: apt install git).")


def chromium() -> str:
    """Give the path of a Chromium or Chrome, for the tests in a browser.

    Chromium without a desktop is asked first, and fetched where we may: it does the same in two
    thirds of the time.

    :raises Missing: where there is none and it cannot be installed.
    """
    remedy = "Chromium is missing: install chromium or google-chrome so that it is on PATH."
    if not shutil.which(HEADLESS):
        with suppress(Missing):
            apt_install(HEADLESS, remedy)
    if not any(map(shutil.which, BROWSERS)):
        apt_install("chromium", remedy)
    return next(path for path in map(shutil.which, BROWSERS) if path)


def postgresql_programs() -> Path:
    """Give the folder of PostgreSQL's programs, the newest where there are several."""
    return find_postgresql() or apt_install_postgresql()


def find_postgresql() -> Path | None:
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return Path(on_path).resolve().parent if on_path else debian[-1].parent if debian else None


def apt_install_postgresql() -> Path:
    remedy = (
        "PostgreSQL is missing: install its server (15 or newer), with initdb on PATH"
        " or under /usr/lib/postgresql."
    )
    apt_install("postgresql", remedy)
    if found := find_postgresql():
        return found
    raise Missing(remedy)


def find_or_install_pango() -> None:
    """Find what prints minutes, or install it where we may: Pango, and a font.

    :raises Missing: where it is missing and cannot be installed.
    """
    packages = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
    remedy = f"Pango is missing, which prints minutes: on Debian, apt install {' '.join(packages)}."
    wanted = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
    if not all(map(ctypes.util.find_library, wanted)):
        for package in packages:
            apt_install(package, remedy)


def install_r() -> None:
    """Find R with what the statistics are compared with, or install it where we may.

    :raises Missing: where it is missing and cannot be installed.
    """
    remedy = (
        "R is missing, with its packages survival and VGAM: on Debian,"
        " apt install r-base-core r-cran-survival r-cran-vgam."
    )
    known = "for (p in c('survival', 'VGAM')) stopifnot(requireNamespace(p, quietly = TRUE))"
    asked = ["Rscript", "--vanilla", "-e", known]
    if shutil.which("Rscript") and subprocess.call(asked, stderr=subprocess.DEVNULL) == 0:
        return
    for package in ("r-base-core", "r-cran-survival", "r-cran-vgam"):
        apt_install(package, remedy)


def apt_install(package: str, remedy: str) -> None:
    """Install a Debian package where we may; no service that comes with it is started.

    :raises Missing: with the remedy, where this is not root on Debian or apt fails.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(remedy)
    print(f"Installing {package} by apt ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", *BEFORE_APT_GIVES_UP, "-qq"]
    fetch = [*apt, "install", "-y", "--no-install-recommends", package]
    with services_asleep():
        for command in ([*apt, "update"], fetch):
            if subprocess.call(command, env=quiet, stdout=subprocess.DEVNULL) != 0:
                raise Missing(remedy)


@contextmanager
def services_asleep() -> Iterator[None]:
    """Keep Debian from starting what it installs, by the policy file that it asks first."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()


@contextmanager
def private_postgresql(*settings: str) -> Iterator[str]:
    """Run a PostgreSQL of our own on the loopback and give its URL; nothing of it remains.

    It lives in the system's temporary folder: as root it runs as another user, who may not be
    able to reach this one.
    """
    programs = postgresql_programs()
    folder = Path(tempfile.mkdtemp(prefix="relais-postgresql-"))
    run_as = unprivileged(folder)
    port = free_port()
    addresses = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}"]
    options = " ".join(
        f"-c {setting}" for setting in [*addresses, "max_connections=200", *settings]
    )
    data = str(folder / "data")
    control = [str(programs / "pg_ctl"), "--silent", "-D", data]
    start = [*control, "start", "-w", "-t", "300", "-l", str(folder / "log"), "-o", options]
    make = [str(programs / "initdb"), "-D", data, "-U", "relais", "-A", "trust", "--no-sync"]
    try:
        run_as([*make, "-E", "UTF8", "--locale", "C.UTF-8"])
        run_as(start)
        yield f"postgresql://relais@127.0.0.1:{port}/postgres"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run_as([*control, "stop", "-m", "immediate"])
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(folder: Path) -> Callable[[Command], None]:
    """Give a way to run a command in `folder`: PostgreSQL refuses to run as root."""
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = next(each for each in pwd.getpwall() if each.pw_name in ("postgres", "nobody"))
        os.chown(folder, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def run_as(command: Command) -> None:
        done = subprocess.run(
            command,
            cwd=folder,
            **identity,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Missing(f"PostgreSQL does not start: {done.stdout.strip()}")

    return run_as


def free_port() -> int:
    """Give a port on which nobody listens, and which nobody else is given.

    A socket stays bound to it, without listening, until this process ends: a server that asks for
    this very port gets it, while a bind to any port, or a connection that goes out, is given
    another, in whichever process.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    port = int(holder.getsockname()[1])
    holder.detach()
    return port
