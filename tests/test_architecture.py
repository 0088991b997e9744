"""The house holds: its contracts, its sizes, its tables. Each contract is shown to speak.

A breach is shown in a house of bricks: the folders that the contracts name, empty, under the same
pyproject.toml, with one line too many.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Index, UniqueConstraint

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FLOORS, FURNITURE, _, _, DOOR_RULES, _ = PROJECT["tool"]["importlinter"]["contracts"]
DOORS = {"web", "api", "cli"}
ROOF_AND_GROUND = {"config", "wording", "simulation", "database", "statistics", "lib"}

# Tables that belong to no organization: the organization itself, who may sign in, Django's own.
GLOBAL_TABLES = {
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "outbox.Heartbeat",
    "people.Login",
    "people.Login_groups",
    "people.Login_user_permissions",
    "people.Organization",
    "sessions.Session",
}

# Each breach: the contract that must speak, the files that break it, what it must name.
BREACHES = {
    "a room imports a higher room": (
        "1. The floors",
        {"people/queries.py": "import relais.leads.queries", "leads/queries.py": ""},
        "relais.people.queries -> relais.leads.queries",
    ),
    "a room imports a door": (
        "1. The floors",
        {"leads/queries.py": "import relais.web.urls", "web/urls.py": ""},
        "relais.leads.queries -> relais.web.urls",
    ),
    "a folder without a floor": ("1. The floors", {"helpers/__init__.py": ""}, "relais.helpers"),
    "a model reaches up": (
        "2. Inside a room",
        {"leads/models.py": "import relais.leads.queries", "leads/queries.py": ""},
        "relais.leads.models -> relais.leads.queries",
    ),
    "strange furniture": ("2. Inside a room", {"leads/utils.py": ""}, "relais.leads.utils"),
    "a rule that needs Django": (
        "3. Rules are pure",
        {
            "leads/rules/dates.py": "import django.utils",
            "leads/rules/__init__.py": "",
        },
        "relais.leads.rules.dates -> django",
    ),
    "a rule that needs a model": (
        "3. Rules are pure",
        {"leads/rules.py": "import relais.people.models", "people/models.py": ""},
        "relais.leads.rules -> relais.people.models",
    ),
    "a query that writes history": (
        "4. One door into the log",
        {"routing/queries.py": "from relais.leads import log", "leads/log.py": ""},
        "relais.routing.queries -> relais.leads.log",
    ),
    "a page that works on a model": (
        "5. The doors",
        {"web/views.py": "from relais.leads.models import Lead", "leads/models.py": ""},
        "relais.web.views -> relais.leads.models",
    ),
    "two pages in a circle": (
        "6. No circles",
        {"web/forms.py": "import relais.web.views", "web/views.py": "import relais.web.forms"},
        ".views -> .forms",
    ),
}


def test_the_house_keeps_its_contracts() -> None:
    said = contracts_of(ROOT)

    assert "0 broken" in said, said


def test_every_room_and_door_is_under_its_contract() -> None:
    folders = {path.parent.name for path in (ROOT / "relais").glob("*/__init__.py")}

    assert folders - DOORS - ROOF_AND_GROUND == names_in(FURNITURE["containers"])
    assert folders & DOORS == names_in(DOOR_RULES["source_modules"])


def test_a_house_of_bricks_keeps_the_contracts(tmp_path: Path) -> None:
    build_house(tmp_path, {})

    assert "6 kept, 0 broken" in contracts_of(tmp_path)


@pytest.mark.parametrize(("contract", "files", "named"), BREACHES.values(), ids=BREACHES)
def test_a_contract_names_its_breach(
    tmp_path: Path, contract: str, files: dict[str, str], named: str
) -> None:
    build_house(tmp_path, files)
    said = contracts_of(tmp_path)

    assert re.search(rf"^{contract}.* BROKEN$", said, re.M), said
    assert named in said


@pytest.mark.parametrize(
    "line",
    [
        "from django.http import HttpResponse",
        "from django.shortcuts import render",
        "from ninja import Router",
    ],
)
def test_the_seventh_contract_keeps_http_in_the_doors(tmp_path: Path, line: str) -> None:
    build_house(tmp_path, {"leads/actions.py": line, "web/views.py": line})
    said = run(tmp_path, BIN / "ruff", "check", "--select", "TID251", "--output-format", "concise")

    assert "relais/leads/actions.py:1" in said
    assert "relais/web/views.py" not in said


def test_no_file_is_long() -> None:
    limits = {".py": 400, ".html": 150}
    long = {
        str(path): length
        for path in files_of("*.py", "*.html")
        if "migrations" not in path.parts
        and (length := len(text_of(path).splitlines())) > limits[path.suffix]
    }

    assert not long


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "misc", "common", "services", "signals"}

    assert not [path for path in files_of("*.py") if nothing & {*path.parts, path.stem}]


def test_models_have_neither_signals_nor_saves_of_their_own() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in files_of("relais/*.py")
        if not {"migrations", "tests"} & set(path.parts) and path.name != "apps.py"
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.ClassDef | ast.ImportFrom)
        and (overrides_saving(node) or connects_signals(node))
    ]

    assert not found


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    """But for want of the public data sets, which conftest.py alone may say."""
    skips = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)")
    files = [path for path in files_of("*.py") if path != Path("conftest.py")]

    assert not [path for path in files if skips.search(text_of(path))]


def test_no_file_names_a_package_host_or_a_place_on_some_machine() -> None:
    hosts = r"pypi\.|pythonhosted\.|registry\.npmjs|registry\.yarnpkg|ghcr\.io|docker\.io"
    places = r"(?<![\w.])/(root|home|work|Users)/\w"
    text = re.compile(f"{hosts}|{places}")

    assert not [path for path in files_of("*") if text.search(text_of(path))]


def test_nothing_but_coaching_reads_a_score() -> None:
    """Nothing follows from a score by itself (law.md, rule 20): who imports the room, and what."""
    found = re.compile(r"from relais\.coaching[\w.]* import|import relais\.coaching")
    who = {
        str(path)
        for path in files_of("relais/*.py")
        if "tests" not in path.parts and found.search(text_of(path))
    }
    inside = {path for path in who if "coaching" in Path(path).parts}

    assert who - inside == {
        "relais/config/wiring.py",  # measures plans on their day
        "relais/erasure/actions/erase.py",
        "relais/erasure/queries/held.py",
        "relais/erasure/queries/retention.py",
        "relais/simulation/coaching.py",  # plays who scores in the demo, and follows no score
        "relais/steering/queries/cockpit.py",  # in whose coaching a manager is awaited: no score
    }


def test_every_table_belongs_to_an_organization() -> None:
    tables = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    without = {label for label, model in tables.items() if not has_organization(model)}

    assert without <= GLOBAL_TABLES
    assert {label for label in tables if label.startswith("leads.")}


def test_the_organization_comes_first_in_every_key() -> None:
    wrong = [
        f"{model._meta.label}.{key.name}"
        for model in apps.get_models()
        if has_organization(model)
        for key in (*model._meta.constraints, *model._meta.indexes)
        if isinstance(key, UniqueConstraint | Index) and not starts_with_organization(key)
    ]

    assert not wrong


def names_in(modules: list[str]) -> set[str]:
    return {module.removeprefix("relais.") for module in modules}


def build_house(folder: Path, files: dict[str, str]) -> None:
    """Write every folder of the floors, empty, then these files, under our pyproject.toml."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    rooms = re.findall(r"\w+", " ".join(FLOORS["layers"]))
    bricks = {f"{room}/__init__.py": "" for room in rooms}
    bricks |= {"__init__.py": "", "config/wiring.py": ""}
    for name, text in {**bricks, **files}.items():
        path = folder / "relais" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def contracts_of(folder: Path) -> str:
    return run(folder, BIN / "lint-imports", "--no-cache")


def run(folder: Path, *command: str | Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def files_of(*patterns: str) -> Iterator[Path]:
    """Give the files of the repository, those not yet committed included."""
    listed = run(ROOT, "git", "ls-files", "-co", "--exclude-standard", *patterns)
    return (Path(name) for name in listed.splitlines() if (ROOT / name).is_file())


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(errors="replace")


def overrides_saving(node: ast.AST) -> bool:
    functions = node.body if isinstance(node, ast.ClassDef) else []
    names = {each.name for each in functions if isinstance(each, ast.FunctionDef)}
    return bool(names & {"save", "delete", "full_clean"})


def connects_signals(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and "signals" in (node.module or "").split(".")


def has_organization(model: type[models.Model]) -> bool:
    field = next((f for f in model._meta.concrete_fields if f.name == "organization"), None)
    return field is not None and not field.null


def starts_with_organization(key: UniqueConstraint | Index) -> bool:
    """Tell whether a unique key, or an index of several columns, begins by the organization."""
    told: list[Any] = [*key.fields, *key.expressions]
    first = getattr(told[0], "name", told[0])  # a name, or an expression of it
    return first == "organization" or (isinstance(key, Index) and len(told) == 1)
