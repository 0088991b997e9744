"""The files of an import, matched to what the mapping calls them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from hashlib import file_digest
from pathlib import Path

from relais.exchange.adapters.tables import read_table
from relais.exchange.rules import FileMapping, FileSpec, Row
from relais.exchange.rules.access import FileMissing, FileNotNamed, TwoFiles


@dataclass(frozen=True, slots=True)
class Source:
    """One table: the columns that it has, and its rows as they come, once.

    `notes` grows while rows are read: what was odd in the file, in words.
    """

    spec: FileSpec
    path: Path
    columns: Sequence[str]
    rows: Iterator[Row]
    notes: list[str]


def open_sources(files: Iterable[Path], mapping: FileMapping) -> dict[str, Source]:
    """Open the file of each [files] of a mapping; give them by their names there.

    :raises FileNotNamed: for a file that the mapping neither reads nor ignores.
    :raises FileMissing: for a file that the mapping wants.
    :raises TwoFiles: for two that could both be meant.
    :raises Refusal: for a file that cannot be read, saying why.
    """
    paths = _matched(files, mapping)
    for spec in mapping.files:
        if spec.name not in paths:
            raise FileMissing(match=spec.match, name=spec.name)
    return {spec.name: _source(spec, paths[spec.name]) for spec in mapping.files}


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _matched(files: Iterable[Path], mapping: FileMapping) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for path in files:
        specs = [spec for spec in mapping.files if _is_like(path, spec.match)]
        if not specs and not any(_is_like(path, match) for match in mapping.ignore):
            raise FileNotNamed(file=path.name)
        for spec in specs:
            if spec.name in paths:
                raise TwoFiles(one=paths[spec.name].name, other=path.name, name=spec.name)
            paths[spec.name] = path
    return paths


def _is_like(path: Path, match: str) -> bool:
    return fnmatch(path.name.casefold(), match.casefold())


def _source(spec: FileSpec, path: Path) -> Source:
    table = read_table(path, sheet=spec.sheet)
    rows = (Row(spec.name, line, cells) for line, cells in table.rows)
    return Source(spec, path, table.columns, rows, table.notes)
