"""`make bench`: one line a measure; `--json` writes them to var/bench.json as well."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measures import HEAD, Measure

PARTS = (
    "import",
    "routing",
    "take-up",
    "demo",
    "desks",
    "verdicts",
    "effects",
    "diagnosis",
    "proof",
    "challenge",
)


def main() -> int:
    """Run the parts that are asked for, each on the databases that it is about."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--json", action="store_true", help="write var/bench.json")
    parser.add_argument("--only", choices=PARTS, action="append", help="a part, may be repeated")
    asked = parser.parse_args()
    postgresql = os.environ.get("DATABASE_URL", "")
    if not postgresql.startswith("postgres"):
        print("The bench needs DATABASE_URL of a PostgreSQL: run make bench.", file=sys.stderr)
        return 2
    print(HEAD)
    measures = [m for part in asked.only or PARTS for m in run_part(part, postgresql)]
    if asked.json:
        Path("var").mkdir(exist_ok=True)
        plain = [measure.plain() for measure in measures]
        Path("var/bench.json").write_text(json.dumps(plain, indent=1))
    return 0


def run_part(part: str, postgresql: str) -> Iterator[Measure]:
    """Run one part in processes of its own, and give its measures as they come."""
    with TemporaryDirectory() as folder:
        sqlite = f"sqlite:///{folder}/bench.sqlite3"
        runs = {
            "import": [("bench.importing", sqlite), ("bench.importing", postgresql)],
            "routing": [("bench.routing", sqlite), ("bench.routing", postgresql)],
            "take-up": [("bench.take_up", postgresql)],
            "demo": [("bench.demo", sqlite)],
            "desks": [("bench.desks", sqlite), ("bench.desks", postgresql)],
            "verdicts": [("bench.verdicts", sqlite)],
            "effects": [("bench.effects", sqlite)],
            "diagnosis": [("bench.diagnosis", sqlite), ("bench.diagnosis", postgresql)],
            "proof": [("bench.proof", sqlite), ("bench.proof", postgresql)],
            "challenge": [("bench.challenge", sqlite), ("bench.challenge", postgresql)],
        }[part]
        for module, url in runs:
            yield from measured(module, url)


def measured(module: str, url: str) -> Iterator[Measure]:
    """Run a module on a database, and read a measure from each line that it prints."""
    command = [sys.executable, "-m", module]
    environment = {**os.environ, "DATABASE_URL": url}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            told = json.loads(line)
            told.pop("ratio")
            measure = Measure(**told)
            print(measure.line(), flush=True)
            yield measure
    if process.returncode:
        raise SystemExit(f"{module} ended with {process.returncode}")


if __name__ == "__main__":
    raise SystemExit(main())
