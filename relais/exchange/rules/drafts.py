"""What the rows of the files say of one lead, before anybody in them is known by his id."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from relais.exchange.rules.cells import Read, amount_of, moment_of, place_of, reader
from relais.exchange.rules.mapping import Cell, FileMapping, Orphans, StepSpec, Told
from relais.leads.events import Outcome
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

KEY_LENGTH: Final = 120


class KeyMissing(Refusal):
    """A lead without an external key could not be found again."""

    code = "key_missing"
    message = gettext_noop("The row has no key in “%(column)s”.")


class KeyTooLong(Refusal):
    """A key that does not fit."""

    code = "key_too_long"
    message = gettext_noop("The key in “%(column)s” is too long: %(longest)s characters at most.")


class BeforeOpening(Refusal):
    """Something that happened to a lead before there was one."""

    code = "before_opening"
    message = gettext_noop(
        "“%(event)s” on %(day)s comes before the lead was opened, on %(opened)s."
    )


class Row(NamedTuple):
    """A row of a file, with the number of its line."""

    file: str
    line: int
    cells: Sequence[str]


class Saying(NamedTuple):
    """Something that a row says happened; without a date (`dated`) it stands at the opening."""

    row: Row
    word: Told
    at: datetime
    dated: bool
    rep: str
    reason: str
    amount: int | None
    starts_at: datetime | None
    minutes: int
    outcome: Outcome | None


@dataclass(slots=True)
class Draft:
    """A lead as the files tell it: its own row, none for a lead that is known, and the others.

    `refused` are rows that tell what cannot be.
    """

    key: str
    opened_at: datetime
    row: Row | None = None
    joined: list[Row] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    refused: list[tuple[Row, Refusal]] = field(default_factory=list)
    telemarketer: str = ""
    account: dict[str, str] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """Give the rows that stand, its own first."""
        return [self.row, *self.joined] if self.row else self.joined


class Drafter:
    """Reads the rows of one import: made once, when the columns of all files are known."""

    def __init__(self, mapping: FileMapping, columns: Mapping[str, Sequence[str]]) -> None:
        """Find every column that the mapping names.

        :raises WrongMapping: for a column that its file does not have.
        """
        self._mapping = mapping
        self._columns = columns
        self._key = self._reader(mapping.lead.key)
        self._opened_at = self._reader(mapping.lead.opened_at)
        self._telemarketer = self._of(mapping.lead.telemarketer)
        self._account = {name: self._of(cell) for name, cell in mapping.account.items()}
        self._contact = {name: self._of(cell) for name, cell in mapping.contact.items()}
        self._joins = {
            file.name: place_of(
                Cell(f"files.{file.name}.lead", file.name, column=file.lead), columns[file.name]
            )
            for file in mapping.joined
        }
        self._steps: dict[str, list[_StepReader]] = {file.name: [] for file in mapping.files}
        for spec in mapping.steps:
            self._steps[spec.file].append(_StepReader(spec, self))

    @property
    def mapping(self) -> FileMapping:
        """Give the mapping that is followed."""
        return self._mapping

    def key_of(self, row: Row) -> str:
        """Give the external key of the lead that a row of the first file opens.

        :raises KeyMissing: where there is none.
        """
        cell, key = self._mapping.lead.key, self._key(row.cells)
        if not key:
            raise KeyMissing(column=cell.column)
        if len(key) > KEY_LENGTH:
            raise KeyTooLong(column=cell.column, longest=KEY_LENGTH)
        return key

    def lead_of(self, row: Row) -> str:
        """Give the external key of the lead to which a row of another file belongs."""
        return row.cells[self._joins[row.file]].strip()

    def orphans(self, row: Row) -> Orphans:
        """Give what becomes of a row whose lead is nowhere."""
        return next(file.orphans for file in self._mapping.joined if file.name == row.file)

    def draft(self, row: Row, key: str, joined: Sequence[Row]) -> Draft:
        """Read a lead out of its row and of those that belong to it.

        :raises Refusal: when the lead's own row cannot be read.
        """
        opened_at = moment_of(
            self._mapping.lead.opened_at, self._opened_at(row.cells), zone=self._mapping.zone
        )
        draft = Draft(key, opened_at, row)
        self._join(draft, joined)
        draft.sayings += self._sayings(row, opened_at, {each.file for each in draft.rows})
        rows = {each.file: each.cells for each in reversed(draft.rows)}
        draft.telemarketer = self._telemarketer(rows)
        draft.account = {name: read(rows) for name, read in self._account.items()}
        draft.contact = {name: read(rows) for name, read in self._contact.items()}
        return draft

    def addition(self, key: str, opened_at: datetime, joined: Sequence[Row]) -> Draft:
        """Read what some rows add to a lead that is known, and has no row in the files."""
        draft = Draft(key, opened_at)
        self._join(draft, joined)
        return draft

    def _join(self, draft: Draft, joined: Sequence[Row]) -> None:
        """A row that cannot be read, or tells what was before the opening, is set aside."""
        files = {row.file for row in joined}
        for row in joined:
            try:
                draft.sayings += self._sayings(row, draft.opened_at, files)
                draft.joined.append(row)
            except Refusal as refusal:
                draft.refused.append((row, refusal))

    def moment(self, cell: Cell, read: Read, row: Row) -> datetime | None:
        """Read a moment; an empty cell gives None."""
        text = read(row.cells)
        return moment_of(cell, text, zone=self._mapping.zone) if text else None

    def _sayings(self, row: Row, opened_at: datetime, files: set[str]) -> list[Saying]:
        found = [
            saying
            for step in self._steps[row.file]
            if files.isdisjoint(step.spec.unless) and (saying := step.read(row, opened_at))
        ]
        for saying in found:
            if min(saying.at, saying.starts_at or saying.at) < opened_at:
                raise BeforeOpening(
                    event=saying.word.value,
                    day=self._day(saying.starts_at or saying.at),
                    opened=self._day(opened_at),
                )
        return found

    def _day(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._mapping.zone):%Y-%m-%d}"

    def _reader(self, cell: Cell) -> Read:
        return reader(cell, self._columns[cell.file])

    def maybe(self, cell: Cell | None) -> Read:
        """Make a reader; a cell that the mapping leaves out reads as nothing."""
        return self._reader(cell) if cell else _nothing

    def _of(self, cell: Cell | None) -> Callable[[Mapping[str, Sequence[str]]], str]:
        """Make a reader over the rows of a lead, by file; a file without a row reads as nothing."""
        if cell is None:
            return lambda rows: ""
        read, file = self._reader(cell), cell.file
        return lambda rows: read(rows[file]) if file in rows else ""


class _StepReader:
    """Reads what one [[steps]] of the mapping finds in a row."""

    def __init__(self, spec: StepSpec, drafter: Drafter) -> None:
        self.spec = spec
        self._drafter = drafter
        self._event = drafter.maybe(spec.event)
        self._at = drafter.maybe(spec.at)
        self._rep = drafter.maybe(spec.rep)
        self._reason = drafter.maybe(spec.reason)
        self._amount = drafter.maybe(spec.amount)
        self._starts_at = drafter.maybe(spec.starts_at)
        self._outcome = drafter.maybe(spec.outcome)

    def read(self, row: Row, opened_at: datetime) -> Saying | None:
        word = Told(self._event(row.cells))
        if word is Told.NOTHING:
            return None
        starts_at = self._moment(self.spec.starts_at, self._starts_at, row)
        if word is Told.APPOINTMENT and starts_at is None:
            return None
        at = self._moment(self.spec.at, self._at, row)
        outcome = self._outcome(row.cells)
        return Saying(
            row=row,
            word=word,
            at=min(at or opened_at, starts_at or at or opened_at),
            dated=at is not None or starts_at is not None,
            rep=self._rep(row.cells),
            reason=self._reason(row.cells),
            amount=self._money(row),
            starts_at=starts_at,
            minutes=self.spec.minutes,
            outcome=Outcome(outcome) if outcome else None,
        )

    def _moment(self, cell: Cell | None, read: Read, row: Row) -> datetime | None:
        return self._drafter.moment(cell, read, row) if cell else None

    def _money(self, row: Row) -> int | None:
        if self.spec.amount is None:
            return None
        currency = self._drafter.mapping.campaign.currency
        return amount_of(self.spec.amount, self._amount(row.cells), currency=currency)


def ends_of(saying: Saying) -> datetime:
    """Give when an appointment ends."""
    return (saying.starts_at or saying.at) + timedelta(minutes=saying.minutes)


def _nothing(row: Sequence[str]) -> str:
    return ""
