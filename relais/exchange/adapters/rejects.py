"""The file of rejects: every rejected row with its line, all its cells and why, in words."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from relais.exchange.rules import Row


class Rejects:
    """A CSV that grows beside the import, and stands under its name only once all is said.

    Cells are those of the file, untouched, so that they can be mended and brought in again.
    """

    def __init__(self, path: Path, columns: Mapping[str, Sequence[str]]) -> None:
        self.path = path
        self.count = 0
        self._columns = columns
        self._names = list(dict.fromkeys(name for names in columns.values() for name in names))
        self._part = path.with_suffix(".part")
        self._file: IO[str] | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()
        if error:
            self._part.unlink(missing_ok=True)
        elif self._file:
            self._part.replace(self.path)

    def add(self, row: Row, reason: str) -> None:
        """Write a row down with the reason."""
        if self._file is None:
            self._open()
        cells = dict(zip(self._columns[row.file], row.cells, strict=False))
        self._writer.writerow(
            [row.file, row.line, reason, *(cells.get(n, "") for n in self._names)]
        )
        self.count += 1

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["file", "line", "reason", *self._names])
