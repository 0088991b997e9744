"""Files as people have them: any encoding, any delimiter, and what is no table at all."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from relais.exchange.adapters import bounds, dialects
from relais.exchange.adapters.tables import UnreadableFile, read_table


def written(tmp_path: Path, content: bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def rows(path: Path) -> list[list[str]]:
    return [list(cells) for _, cells in read_table(path).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_encoding_delimiter_and_newline(
    tmp_path: Path, delimiter: str, encoding: str, newline: str
) -> None:
    lines = [["nom", "état", "prix"], ["Écluse", "honoré", "12,5"], ["Lœss", "à revoir", "3,0"]]
    quoted = [delimiter.join(f'"{cell}"' for cell in line) for line in lines]
    path = written(tmp_path, newline.join([*quoted, ""]).encode(encoding))
    table = read_table(path)
    assert table.columns == lines[0]
    assert [list(cells) for _, cells in table.rows] == lines[1:]


def test_a_cell_may_hold_delimiters_quotes_and_newlines(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n"1,2","x ""y""\nz"\n')
    assert rows(path) == [["1,2", 'x "y"\nz']]


def test_mixed_encodings_are_read_line_by_line_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b\né;1\n".encode() + "è;2\n".encode("cp1252"))
    table = read_table(path)
    assert [cells[0] for _, cells in table.rows] == ["é", "è"]
    assert table.notes == ["1 lines were not in UTF-8: read as Windows-1252"]


def test_uneven_rows_are_evened_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b,c\n1,2\n1,2,3,4\n\n5,6,7\n")
    table = read_table(path)
    assert [list(cells) for _, cells in table.rows] == [
        ["1", "2", ""],
        ["1", "2", "3"],
        ["5", "6", "7"],
    ]
    assert len(table.notes) == 2


def test_two_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"a,a,\n1,2,3\n"))
    assert table.columns == ["a", "a (2)", "column 3"]


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n"x\ny",1\nz,2\n')
    assert [line for line, _ in read_table(path).rows] == [3, 4]


def test_a_formula_is_a_text_like_another(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"a,b\n=1+1,+2\n")) == [["=1+1", "+2"]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"\n\n  \n", "no line with anything in it"),
        (b"%PDF-1.7 whatever", "a document, a picture or an archive"),
        (b"\x00\x01\x02" * 50, "bytes that no text holds"),
        (b"PK\x03\x04 not really", "no workbook"),
        (bytes(range(1, 9)) * 40, "bytes that no text holds"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read_table(written(tmp_path, content))


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        read_table(tmp_path / "nowhere.csv")


def test_a_line_without_end_is_refused_before_memory_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "LONGEST_LINE", 1_000)
    with pytest.raises(UnreadableFile, match="line is longer"):
        rows(written(tmp_path, b"a,b\n" + b"x" * 5_000))


def test_a_byte_that_no_text_holds_is_found_wherever_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n" + b"1,2\n" * 40_000 + b"\x00,3\n")
    with pytest.raises(UnreadableFile, match="line 40002"):
        rows(path)


def test_a_workbook_is_read_by_its_values(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Un")
        sheet.write_row(0, 0, ["rep", "n", "taux", "oui"])
        sheet.write_row(1, 0, ["Écluse", 12, 0.5, True])
        sheet.write_formula(2, 1, "=1+1", None, 2)
        book.add_worksheet("Deux")
    assert rows(path) == [["Écluse", "12", "0.5", "true"], ["", "2", "", ""]]
    with pytest.raises(UnreadableFile, match="no sheet called Trois"):
        read_table(path, sheet="Trois")
    with pytest.raises(UnreadableFile, match="empty"):
        read_table(path, sheet="Deux")


def test_a_workbook_that_would_unpack_without_end_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 100_000)
    monkeypatch.setattr(bounds, "UNPACKED", 50_000)
    with pytest.raises(UnreadableFile, match="unpack"):
        read_table(path)


def test_two_cells_in_opposite_corners_do_not_end_the_process(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "rep")
        sheet.write(1_048_575, 16_383, "far")
    with pytest.raises(UnreadableFile, match="too far apart"):
        read_table(path)


def test_a_cell_without_end_is_refused_before_memory_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LONGEST", 10_000)
    monkeypatch.setattr(bounds, "PIECE", 4_000)
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "x" * 30_000)
    with pytest.raises(UnreadableFile, match="too long"):
        read_table(path)


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<table/>")
    with pytest.raises(UnreadableFile, match="no XLSX"):
        read_table(path)


def test_every_dirty_file_is_read_or_refused_in_words(shared_data: Path) -> None:
    found = [*(shared_data / "dirty-csv").rglob("*.csv"), *shared_data.rglob("*.xls*")]
    refused = []
    for path in found:
        try:
            list(read_table(path).rows)
        except UnreadableFile:
            refused.append(path.name)
    assert len(found) > 80
    assert len(refused) <= 6, refused
