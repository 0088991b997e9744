"""A file of appointments as counts of each rep: which columns, which words, which rows count."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from relais.diagnosis.queries.plain import RepCounts
from relais.exchange.adapters.tables import Cells, Table, UnreadableFile, read_table
from relais.lib.names import full_name

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
OURS: Final = frozenset({"appointment", "rep_id", "rep", "rep_first_name", "outcome", "due"})
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
MOST_FREQUENT: Final = 10


class ColumnMissing(UnreadableFile):
    """A column that was named, or guessed at, is not in the file."""


class WordMissing(UnreadableFile):
    """A word that was given, or guessed at, is in no row of the column of outcomes."""


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


class Said(NamedTuple):
    """What one row says: of which rep, under which name, what happened, and whether it counts."""

    key: str
    name: str
    outcome: str
    counts: bool


@dataclass
class Tally:
    """What was counted so far; `spelled` has each word as it first stood in the file."""

    due: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    spelled: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    out: int = 0

    def team(self) -> list[RepCounts]:
        """Give the counts of each rep; of two who bear one name, the second gets its number."""
        times: Counter[str] = Counter()
        found = []
        for key, name in sorted(self.names.items(), key=lambda one: (one[1], one[0])):
            times[name] += 1
            shown = f"{name} ({times[name]})" if times[name] > 1 else name
            found.append(RepCounts(shown, self.due[key], self.kept[key], self.silent[key]))
        return found


def count_file(
    path: Path, *, rep: str | None, outcome: str | None, honoured: Sequence[str]
) -> Counted:
    """Count what each rep had due and honoured; columns and words not named are guessed.

    Rows that the prospect cancelled, or that were moved, are not due. An outcome that says
    nothing is silent: due, and not honoured. What `relais export appointments` wrote says itself
    which rows are due, and tells apart two reps of one name.
    :raises UnreadableFile: for a file from which this cannot be read, with the reason.
    """
    table = read_table(path)
    rep_at = _column(path, table, rep, REP, "--rep")
    outcome_at = _column(path, table, outcome, OUTCOME, "--outcome")
    column, ours = table.columns[outcome_at], set(table.columns) >= OURS
    words = {plain(word) for word in honoured} or HONOURED
    read = _our_rows if ours else _rows
    tally = _tally(read(table, rep_at, outcome_at, words), words)
    if not tally.seen:
        raise UnreadableFile(file=path.name, why="it has a header and no rows")
    if why := _not_there(honoured, tally, column):
        raise WordMissing(file=path.name, why=why)
    said = tuple(sorted(word for word in tally.seen if word in words))
    if not said and not (ours and column == "outcome"):
        why = f"say with --honoured which of these words of {column} mean honoured: "
        raise WordMissing(file=path.name, why=why + _most_frequent(tally))
    return Counted(
        team=tally.team(),
        rows=sum(tally.seen.values()),
        left_out=tally.out,
        rep=table.columns[rep_at],
        outcome=column,
        honoured=said,
        notes=table.notes,
    )


def plain(word: str) -> str:
    """Give a word without case and accents, to compare it."""
    split = normalize("NFD", word.strip().casefold())
    return "".join(letter for letter in split if not combining(letter))


def _rows(table: Table, rep_at: int, outcome_at: int, words: Collection[str]) -> Iterator[Said]:
    """Read any file: what was given as honoured counts, whatever the word means elsewhere."""
    out = OUT.difference(words)
    for _, cells in table.rows:
        name, outcome = cells[rep_at].strip(), cells[outcome_at]
        yield Said(name, name, outcome, counts=plain(outcome) not in out)


def _our_rows(
    table: Table, rep_at: int, outcome_at: int, _words: Collection[str]
) -> Iterator[Said]:
    """Read what our own export wrote, which knows what is due and who is who."""
    at = {name: table.columns.index(name) for name in OURS}
    for _, cells in table.rows:
        key, name = _our_rep(cells, at) if rep_at == at["rep"] else (cells[rep_at].strip(),) * 2
        yield Said(key, name, cells[outcome_at], counts=plain(cells[at["due"]]) == "yes")


def _our_rep(cells: Cells, at: Mapping[str, int]) -> tuple[str, str]:
    return cells[at["rep_id"]], full_name(cells[at["rep_first_name"]], cells[at["rep"]])


def _tally(rows: Iterable[Said], words: Collection[str]) -> Tally:
    found = Tally()
    for key, name, outcome, counts in rows:
        word = plain(outcome)
        found.seen[word] += 1
        found.spelled.setdefault(word, outcome.strip())
        if not key or not counts:
            found.out += 1
            continue
        found.names[key] = name
        found.due[key] += 1
        found.kept[key] += word in words
        found.silent[key] += word in SILENT and word not in words
    return found


def _column(path: Path, table: Table, named: str | None, guesses: Sequence[str], flag: str) -> int:
    columns = [plain(column) for column in table.columns]
    for wanted in [plain(named)] if named else guesses:
        if wanted in columns:
            return columns.index(wanted)
    shown = ", ".join(table.columns)
    what = f"no column is called {named}" if named else f"say with {flag} which column it is"
    raise ColumnMissing(file=path.name, why=f"{what}; its columns are: {shown}")


def _not_there(honoured: Sequence[str], tally: Tally, column: str) -> str:
    """Say which word that was given nobody wrote, else nothing."""
    for word in honoured:
        if plain(word) not in tally.seen:
            return f"{word!r} is in no row of {column}; its words are: {_most_frequent(tally)}"
    return ""


def _most_frequent(tally: Tally) -> str:
    """Name the words of a column, the most frequent first; an empty cell is one of them."""
    words = (tally.spelled[word] for word, _ in tally.seen.most_common(MOST_FREQUENT))
    found = [repr(word) if word else "'' (empty)" for word in words]
    more = len(tally.seen) - len(found)
    return ", ".join(found) + (f" and {more} more" if more else "")
