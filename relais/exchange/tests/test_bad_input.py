"""Files as bad as they come: a sentence for each, and nothing half imported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relais.exchange.actions import Given, import_leads
from relais.exchange.adapters.tables import UnreadableFile
from relais.exchange.rules import WrongMapping
from relais.exchange.tests.conftest import DEALS, LEADS, MAPPING, Files
from relais.leads.models import Lead
from relais.lib.errors import Refusal
from tests.persons import World

HEADER = LEADS.splitlines()[0]

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b"\n\n \n", "no line with anything in it"),
    "binary": (bytes(range(256)) * 64, "bytes that no text holds"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "a document, a picture or an archive"),
    "a broken workbook": (b"PK\x03\x04" + b"x" * 100, "no workbook that can be opened"),
    "other columns": (b"name;town\nMartin;Lille\n", "has no column"),
    "an endless line": (b"id;company\n" + b"x" * 9_000_000, "longer than 8 MB"),
    "bytes in the middle": (LEADS.encode() + b"A\0;B\n", "bytes that no text holds"),
}


@pytest.mark.parametrize(("raw", "words"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    world: World, files: Files, raw: bytes, words: str
) -> None:
    given = files()
    given.files[0].write_bytes(raw)

    with pytest.raises(Refusal, match=words):
        import_leads(given, by=world.by("dora"), at=world.at)
    assert not Lead.objects.exists()
    assert not given.rejects_in.exists() or not list(given.rejects_in.iterdir())


def test_what_breaks_off_in_the_middle_leaves_nothing(world: World, files: Files) -> None:
    given = files(leads=HEADER + "\n" + "".join(lines(6_000)))
    with given.files[0].open("ab") as file:
        file.write(b"Z;\0\n")

    with pytest.raises(Refusal, match="bytes that no text holds"):
        import_leads(given, by=world.by("dora"), at=world.at)
    assert not Lead.objects.exists()


def lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"L{number};Company {number};Person;;05/02/2026 09:00;t1\n"


def test_formulas_are_texts(world: World, files: Files) -> None:
    formula = '=HYPERLINK(""x"")'
    given = files(leads=f'{HEADER}\nA1;"{formula}";Roux;;05/02/2026 09:00;t1\n', deals=DEALS)
    import_leads(given, by=world.by("dora"), at=world.at)

    assert Lead.objects.get().account.name == '=HYPERLINK("x")'


def test_a_second_column_of_one_name_is_told_and_not_mixed_up(world: World, files: Files) -> None:
    given = files(leads=f"{HEADER};name\nA1;Alpha;Roux;;05/02/2026 09:00;t1;Other\n")
    result = import_leads(given, by=world.by("dora"), at=world.at)

    assert Lead.objects.get().contact.last_name == "Roux"
    assert any("two columns are called name" in note for note in result.notes)


def test_lines_of_another_encoding_are_read_and_told(world: World, files: Files) -> None:
    given = files()
    mixed = LEADS.encode() + "C1;Société;Müller;;05/02/2026 09:00;t1\n".encode("cp1252")
    given.files[0].write_bytes(mixed)
    result = import_leads(given, by=world.by("dora"), at=world.at)

    assert Lead.objects.get(external_key="C1").account.name == "Société"
    assert Lead.objects.get(external_key="B1").account.name == "Bêta"
    assert any("1 lines were not in UTF-8" in note for note in result.notes)


def test_every_dirty_file_is_refused_in_words(
    world: World, files: Files, shared_data: Path
) -> None:
    given = files(mapping=MAPPING.replace('"leads*.csv"', '"[!_]*"').replace('"deals*.csv"', '"_"'))
    deals = given.files[1].rename(given.files[1].with_name("_"))
    dirty = [path for path in (shared_data / "dirty-csv").rglob("*") if path.is_file()]

    for path in dirty:
        with pytest.raises((WrongMapping, UnreadableFile)):
            import_leads(
                Given([path, deals], given.mapping, given.rejects_in),
                by=world.by("dora"),
                at=world.at,
            )
    assert len(dirty) > 50
    assert not Lead.objects.exists()
