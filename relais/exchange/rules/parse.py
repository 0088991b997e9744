"""From the tables of a TOML file to a mapping, each slip named (docs/mappings/README.md)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from relais.exchange.rules.mapping import (
    CampaignSpec,
    Cell,
    Creates,
    FileMapping,
    FileSpec,
    LeadSpec,
    OrganizationSpec,
    Orphans,
    PersonsSpec,
    StepSpec,
    Told,
)
from relais.exchange.rules.tables import Section
from relais.leads.events import Outcome
from relais.lib.money import Currency

SOME_DAY: Final = datetime(2018, 1, 31, tzinfo=UTC)
E = TypeVar("E", bound=StrEnum)

ACCOUNT: Final = (
    "key", "name", "siren", "siret", "vat", "website", "phone", "street", "postcode", "city",
    "country", "activity_code", "sector", "size",
)  # fmt: skip
CONTACT: Final = (
    "key", "last_name", "first_name", "function", "email", "phone", "timezone", "language",
)  # fmt: skip


def parse_mapping(data: Mapping[str, Any]) -> FileMapping:
    """Read a mapping out of what TOML gives.

    :raises WrongMapping: naming the first key that is missing, unknown or cannot be right.
    """
    top = Section("", data)
    files = _files(top.section("files"))
    reader = _Cells({file.name for file in files}, files[0].name)
    mapping = FileMapping(
        name=top.text("name"),
        zone=_zone(top),
        creates=frozenset(_one_of(Creates, top, "create", word) for word in top.texts("create")),
        ignore=top.texts("ignore"),
        organization=_organization(top),
        campaign=_campaign(top.section("campaign")),
        files=files,
        persons=_persons(top.section("persons", {}), reader),
        lead=_lead(top.section("lead"), reader),
        account=_fields(top.section("account"), ACCOUNT, "name", reader),
        contact=_fields(top.section("contact"), CONTACT, "last_name", reader),
        steps=tuple(_step(each, reader) for each in top.sections("steps")),
    )
    top.done()
    return mapping


class _Cells:
    """Reads cells: `column = "x"`, or a table that says more."""

    def __init__(self, files: set[str], first: str) -> None:
        self.files = files
        self.first = first

    def cell(self, section: Section, name: str, *, file: str = "") -> Cell:
        """Read a cell that must be there."""
        found = section.raw(name)
        if found is None:
            raise section.wrong(name, "it is missing; a column is wanted")
        if isinstance(found, str):
            return Cell(f"{section.path}.{name}", file or self.first, column=found)
        inner = Section(f"{section.path}.{name}", found)
        cell = Cell(
            inner.path,
            self.file(inner, file or self.first),
            column=inner.text("column", ""),
            text=inner.text("text", ""),
            values=inner.words("values"),
            otherwise=inner.text("otherwise") if "otherwise" in inner else None,
            formats=_forms(inner),
            decimal=_decimal(inner),
        )
        if bool(cell.column) == bool(cell.text):
            raise inner.wrong("column", "either a column or a text is wanted, not both")
        inner.done()
        return cell

    def maybe(self, section: Section, name: str, *, file: str = "") -> Cell | None:
        """Read a cell that may be left out."""
        return self.cell(section, name, file=file) if name in section else None

    def file(self, section: Section, default: str) -> str:
        """Read the name of one of the files."""
        name = section.text("file", default)
        if name not in self.files:
            raise section.wrong("file", f"[files] has no “{name}”")
        return name


def _files(section: Section) -> tuple[FileSpec, ...]:
    files = []
    for name in section.names():
        each = section.section(name)
        orphans = each.text("orphans", Orphans.REJECT.value)
        files.append(
            FileSpec(
                name=name,
                match=each.text("match"),
                sheet=each.text("sheet", ""),
                lead=each.text("lead", ""),
                orphans=_one_of(Orphans, each, "orphans", orphans),
            )
        )
        each.done()
    if not files or files[0].lead:
        raise section.wrong("", "the first file is the one of which each row opens a lead")
    return tuple(files)


def _organization(top: Section) -> OrganizationSpec | None:
    if "organization" not in top:
        return None
    section = top.section("organization")
    found = OrganizationSpec(
        slug=section.text("slug"),
        name=section.text("name"),
        country=section.text("country", "FR"),
        language=section.text("language", "fr"),
        currency=_currency(section),
    )
    section.done()
    return found


def _campaign(section: Section) -> CampaignSpec:
    starts_on = section.day("starts_on")
    assert starts_on is not None
    found = CampaignSpec(
        name=section.text("name"),
        starts_on=starts_on,
        ends_on=section.day("ends_on", None),
        currency=_currency(section),
        owner=section.text("owner", ""),
    )
    section.done()
    return found


def _persons(section: Section, reader: _Cells) -> PersonsSpec:
    file = section.text("file", "")
    if file and file not in reader.files:
        raise section.wrong("file", f"[files] has no “{file}”")
    key = section.text("key") if file else ""
    found = PersonsSpec(
        file=file,
        key=key,
        known_by=section.text("known_by", key),
        name=section.text("name", "{key}"),
        email=section.text("email", ""),
    )
    section.done()
    return found


def _lead(section: Section, reader: _Cells) -> LeadSpec:
    found = LeadSpec(
        key=reader.cell(section, "key"),
        opened_at=reader.cell(section, "opened_at"),
        telemarketer=reader.maybe(section, "telemarketer"),
    )
    section.done()
    return found


def _fields(
    section: Section, known: tuple[str, ...], needed: str, reader: _Cells
) -> Mapping[str, Cell]:
    reader.cell(section, needed)
    cells = {name: reader.cell(section, name) for name in known if name in section}
    section.done()
    return cells


def _step(section: Section, reader: _Cells) -> StepSpec:
    file = reader.file(section, reader.first)
    step = StepSpec(
        file=file,
        event=_event(section, reader, file),
        at=reader.maybe(section, "at", file=file),
        rep=reader.maybe(section, "rep", file=file),
        reason=reader.maybe(section, "reason", file=file),
        amount=reader.maybe(section, "amount", file=file),
        starts_at=reader.maybe(section, "starts_at", file=file),
        outcome=reader.maybe(section, "outcome", file=file),
        minutes=section.number("minutes", 60),
        unless=section.texts("unless"),
    )
    for name in step.unless:
        if name not in reader.files:
            raise section.wrong("unless", f"[files] has no “{name}”")
    _check_words(section, "event", Told, step.event)
    if step.outcome:
        _check_words(section, "outcome", Outcome, step.outcome)
    section.done()
    return step


def _event(section: Section, reader: _Cells, file: str) -> Cell:
    """An event is one of our words, or a column with a table of words."""
    found = section.raw("event")
    if isinstance(found, str):
        return Cell(f"{section.path}.event", file, text=found)
    cell = reader.cell(section, "event", file=file)
    if cell.values is None:
        raise section.wrong("event.values", "a table from the file's words to ours is wanted")
    return cell


def _check_words(section: Section, name: str, known: type[StrEnum], cell: Cell) -> None:
    words = {cell.text} if cell.text else {*(cell.values or {}).values(), cell.otherwise or ""}
    for word in words - {""}:
        _one_of(known, section, name, word)


def _one_of(known: type[E], section: Section, name: str, word: str) -> E:
    try:
        return known(word)
    except ValueError:
        words = ", ".join(each.value for each in known if each.value)
        raise section.wrong(name, f"“{word}” is none of: {words}") from None


def _currency(section: Section) -> str:
    code = section.text("currency", "EUR")
    try:
        return Currency(code)
    except ValueError:
        raise section.wrong("currency", "a code such as EUR is wanted") from None


def _decimal(section: Section) -> str:
    mark = section.text("decimal", ".")
    if mark not in (".", ","):
        raise section.wrong("decimal", "a point or a comma is wanted here")
    return mark


def _forms(section: Section) -> tuple[str, ...]:
    forms = section.texts("formats")
    for form in forms:
        try:
            datetime.strptime(SOME_DAY.strftime(form), form)  # noqa: DTZ007  only tried
        except (ValueError, re.error):
            raise section.wrong("formats", f"“{form}” is not a form of dates") from None
    return forms


def _zone(top: Section) -> ZoneInfo:
    name = top.text("timezone")
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise top.wrong("timezone", f"“{name}” is not a time zone") from None
