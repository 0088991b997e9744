"""What is installed: pinned, hashed, from no named host, under licences that we may ship."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("uv", "node", "run", "dev")
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?P<marker>[^\\]*)\\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
COMMENT = re.compile(r"^\s*#")
# Used as they come, replaceable by the user: what the Lesser GPL asks for.
LESSER = {"psycopg", "psycopg-binary", "python-stdnum"}
# Offered under several licences at choice: the one under which we use it (NOTICE).
CHOSEN = {"pyphen": "MPL 1.1"}


def requirements(name: str) -> dict[str, str]:
    """Give each requirement of a lock, version and marker, under its name and marker."""
    return {f"{m['name']}{m['marker']}": m["version"] for m in pins(name)}


def pins(name: str) -> Iterator[re.Match[str]]:
    for line in lines(name):
        if match := PINNED.match(line):
            yield match


def lines(name: str) -> list[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return [line for line in text.splitlines() if not COMMENT.match(line)]


def npm_packages() -> dict[str, dict[str, Any]]:
    """Give what npm's lock pins, under the names that it is installed by."""
    pinned = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {path.rpartition("node_modules/")[2]: told for path, told in pinned.items() if path}


def needs(names: set[str], packages: dict[str, dict[str, Any]]) -> set[str]:
    """Give what packages of npm depend on themselves."""
    return {each for name in names for each in packages[name].get("dependencies", ())}


def names_host(text: str) -> bool:
    """Tell whether a lock names an address, an index, or a file of some machine."""
    return bool(re.search(r"://|--(extra-)?index-url|--find-links|@ |file:", text))


def unpinned(lock: list[str]) -> list[str]:
    """Give the lines of a lock that are neither a pin nor its hashes, and the pins without any."""
    follows = zip(lock, [*lock[1:], ""], strict=True)
    return [
        line
        for line, following in follows
        if not (HASH.match(line) or (PINNED.match(line) and HASH.match(following)))
    ]


def licence(package: str) -> str:
    """Give the licence that a package declares: the expression, else classifiers, else the name."""
    told = metadata(package)
    classifiers = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    first_line = (told["License"] or "").strip().partition("\n")[0]
    return told["License-Expression"] or "; ".join(classifiers) or first_line


def is_copyleft(text: str) -> bool:
    """Tell the GPL and the AGPL, in letters or in full, from the Lesser GPL."""
    return bool(re.search(r"\bA?GPL|(?<!Lesser )General Public License", text))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert not [line for line in lines(name) if names_host(line)]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    assert list(pins(name))
    assert not unpinned(lines(name))


def test_what_runs_is_tested_in_the_same_version() -> None:
    tested = requirements("dev")

    assert requirements("run").items() <= tested.items()


def test_everything_we_declare_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}

    assert declared <= {match["name"] for match in pins("run")}


def test_no_other_lock_stands_in_the_repository() -> None:
    assert not [
        name for name in ("uv.lock", "poetry.lock", "Pipfile.lock") if (ROOT / name).exists()
    ]


def test_nothing_that_we_ship_is_under_the_gpl() -> None:
    licences = {}
    for match in pins("run"):
        try:
            licences[match["name"]] = licence(match["name"])
        except PackageNotFoundError:
            assert "platform" in match["marker"] or "python" in match["marker"], match["name"]

    assert not {name for name, text in licences.items() if not text}
    assert all(CHOSEN[name] in licences.pop(name) for name in CHOSEN)
    assert not {name: text for name, text in licences.items() if is_copyleft(text)}
    lesser = {name for name, text in licences.items() if re.search("LGPL|Lesser", text)}
    assert lesser <= LESSER


def test_what_npm_installs_is_pinned_by_content_and_names_no_host() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    packages = npm_packages()

    assert versions.items() <= {name: told["version"] for name, told in packages.items()}.items()
    assert not [name for name, told in packages.items() if "integrity" not in told]
    assert not [name for name, told in packages.items() if "resolved" in told]


def test_what_pages_load_is_free_and_named_in_the_notice() -> None:
    packages, notice = npm_packages(), (ROOT / "NOTICE").read_text()
    # They make the bundle, and are not in it.
    builders = {"@resvg/resvg-wasm", "esbuild", "purgecss"}
    wanted = set(json.loads((ROOT / "package.json").read_text())["dependencies"]) - builders
    left_out = {"@popperjs/core"}  # of Tabler's scripts
    while more := needs(wanted, packages) - wanted - left_out:
        wanted |= more

    assert {packages[name]["license"] for name in wanted} <= {"MIT", "0BSD"}
    assert {name for name in wanted if f" {name} " not in notice} == set()


@pytest.mark.parametrize("line", ["a @ https://x", "--index-url x", "--find-links y", "-e file:z"])
def test_the_guard_sees_a_host(line: str) -> None:
    assert names_host(line)


def test_the_guard_sees_what_is_not_pinned_or_not_hashed() -> None:
    hashed = f"    --hash=sha256:{'0' * 64}"

    assert unpinned(["a==1 \\", hashed]) == []
    assert unpinned(["a>=1", "b==2", "c==3 \\", "d==4 \\", hashed]) == ["a>=1", "b==2", "c==3 \\"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("BSD-3-Clause", False),
    ],
)
def test_the_guard_tells_the_gpl_from_the_lesser_one(text: str, expected: bool) -> None:
    assert is_copyleft(text) is expected
