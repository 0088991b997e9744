"""Tables that somebody sends: columns known by several names, rows handed on as text."""

import csv
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from relais.exchange.adapters.tables import read_table
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

LARGEST: Final = 5_000_000  # of a file that is sent, in bytes
LONGEST: Final = 2_000_000  # of what a preview hands on, in characters

Row = dict[str, str]


class ColumnMissing(Refusal):
    """A table without the column that tells what its rows are."""

    code = "column_missing"
    message = gettext_noop("The file needs a column “%(needed)s”; it has: %(columns)s.")


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of table: how each is called on pages, and what else it may be called.

    Accents and capitals do not matter. Without the column `needed` nothing can be read.
    """

    words: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]
    needed: str

    def field_of(self, column: str) -> str:
        """Give the field that a column is, "" if none."""
        plain = _plain(column)
        known = (
            name for name in self.words if plain in map(_plain, (name, *self.called.get(name, ())))
        )
        return next(known, "")


def rows_of(name: str, content: Iterable[bytes], columns: Columns) -> list[Row]:
    """Read the rows of a file that was sent.

    :raises UnreadableFile: when there is no table in it, saying why.
    :raises ColumnMissing: when it lacks the column that is needed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "file")
        with path.open("wb") as file:
            file.writelines(content)
        table = read_table(path)
        known = [columns.field_of(column) for column in table.columns]
        if columns.needed not in known:
            needed = _(columns.words[columns.needed])
            raise ColumnMissing(needed=needed, columns=", ".join(table.columns[:20]))
        return [_row(known, cells) for _, cells in table.rows]


def as_text(rows: Sequence[Mapping[str, str]], columns: Columns) -> str:
    """Write rows as one text, to be handed on from the preview."""
    written = StringIO()
    csv.DictWriter(written, list(columns.words), restval="").writerows(rows)
    return written.getvalue()


def from_text(text: str, columns: Columns) -> list[Row]:
    """Read rows back from the text that `as_text` wrote."""
    return [dict(row) for row in csv.DictReader(StringIO(text), list(columns.words))]


def _row(known: Sequence[str], cells: Sequence[str]) -> Row:
    return {name: text for name, text in zip(known, cells, strict=True) if name}


def _plain(column: str) -> str:
    letters = unicodedata.normalize("NFKD", column.casefold().replace("’", "'").replace("_", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
