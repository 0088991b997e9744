"""A file of appointments as counts of each rep: which columns, which words, which rows count."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from relais.diagnosis.queries.plain import RepCounts
from relais.exchange.adapters.tables import Table, UnreadableFile, read_table

REP: Final = (
    "rep",
    "commercial",
    "vendeur",
    "sr",
    "sales rep",
    "owner",
    "lead owner",
    "proprietaire",
)
OUTCOME: Final = ("outcome", "statut", "status", "resultat", "result", "issue", "etat")
HONOURED: Final = frozenset(
    {
        *("held", "honoured", "honored", "done", "yes", "completed", "attended", "1", "true"),
        *("honore", "honoree", "tenu", "realise", "effectue", "oui"),
        *("prospect_absent", "prospect absent"),  # the rep went: he did his part
    }
)
OUT: Final = frozenset(
    ["moved", "deplace", "reporte", "rescheduled", "prospect_cancelled", "lapsed"]
) | {"prospect cancelled", "annule par le prospect"}
SILENT: Final = frozenset(
    ["", "-", "?", "unknown", "inconnu", "a renseigner", "silent", "outcome due", "n/a", "na"]
)


class ColumnMissing(UnreadableFile):
    """A column that was named, or guessed at, is not in the file."""


@dataclass(frozen=True)
class Counted:
    """What a file says of each rep, and how it was read."""

    team: list[RepCounts]
    rows: int
    left_out: int
    rep: str
    outcome: str
    honoured: tuple[str, ...]
    notes: list[str]


def count_file(
    path: Path, *, rep: str | None, outcome: str | None, honoured: Sequence[str]
) -> Counted:
    """Count what each rep had due and honoured; columns and words not named are guessed.

    Rows that the prospect cancelled, or that were moved, are not due. An outcome that says
    nothing is silent: due, and not honoured.
    :raises UnreadableFile: for a file from which this cannot be read, with the reason.
    """
    table = read_table(path)
    rep_at = _column(path, table, rep, REP, "--rep")
    outcome_at = _column(path, table, outcome, OUTCOME, "--outcome")
    words = {plain(word) for word in honoured} or HONOURED
    rows = ((cells[rep_at].strip(), plain(cells[outcome_at])) for _, cells in table.rows)
    due, kept, silent, seen, out = _tally(rows, words)
    team = [RepCounts(name, due[name], kept[name], silent[name]) for name in sorted(due)]
    if not seen:
        raise UnreadableFile(file=path.name, why="it has a header and no rows")
    said = tuple(sorted(word for word in seen if word in words))
    if not said and not honoured:
        raise UnreadableFile(file=path.name, why=_no_word(seen, table.columns[outcome_at]))
    return Counted(
        team=team,
        rows=sum(seen.values()),
        left_out=out,
        rep=table.columns[rep_at],
        outcome=table.columns[outcome_at],
        honoured=said,
        notes=table.notes,
    )


def plain(word: str) -> str:
    """Give a word without case and accents, to compare it."""
    split = normalize("NFD", word.strip().casefold())
    return "".join(letter for letter in split if not combining(letter))


Tally = tuple[Counter[str], Counter[str], Counter[str], Counter[str], int]


def _tally(rows: Iterable[tuple[str, str]], words: Collection[str]) -> Tally:
    due: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    out = 0
    for name, word in rows:
        seen[word] += 1
        if not name or (word in OUT and word not in words):
            out += 1
            continue
        due[name] += 1
        kept[name] += word in words
        silent[name] += word in SILENT and word not in words
    return due, kept, silent, seen, out


def _column(path: Path, table: Table, named: str | None, guesses: Sequence[str], flag: str) -> int:
    columns = [plain(column) for column in table.columns]
    for wanted in [plain(named)] if named else guesses:
        if wanted in columns:
            return columns.index(wanted)
    shown = ", ".join(table.columns)
    what = f"no column is called {named}" if named else f"say with {flag} which column it is"
    raise ColumnMissing(file=path.name, why=f"{what}; its columns are: {shown}")


def _no_word(seen: Counter[str], column: str) -> str:
    words = ", ".join(repr(word) for word, _ in seen.most_common(8))
    return f"say with --honoured which of these words of {column} mean honoured: {words}"
