"""How large a workbook becomes when it is opened, looked at before: opening cannot be stopped.

Who reads a sheet makes room for every cell between the first and the last, filled or not: two
cells in opposite corners ask for half a terabyte, and the process ends. A text of a hundred
megabytes packs into some kilobytes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from zipfile import ZipFile

from relais.exchange.adapters.dialects import NotText

UNPACKED: Final = 512 * 1024 * 1024  # bytes
CELLS: Final = 20_000_000  # between the first and the last of a sheet
LONGEST: Final = 1024 * 1024  # bytes without a tag: a text, or a tag that does not end
PIECE: Final = 1024 * 1024
INDEX: Final = "xl/workbook.xml"  # of an XLSX, and of nothing else that is zipped

PLACE: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,9})(\d{1,9})")


def check_bounds(path: Path) -> None:
    """Refuse an XLSX that would become too large.

    :raises NotText: for one that does, saying what is too much, and for what is no XLSX.
    :raises zipfile.BadZipFile: for what is no archive.
    """
    with ZipFile(path) as archive:
        entries = archive.infolist()
        if INDEX not in {entry.filename for entry in entries}:
            raise NotText("it is no XLSX workbook")
        if sum(entry.file_size for entry in entries) > UNPACKED:
            raise NotText("it would unpack to more than 512 MB")
        for entry in entries:
            with archive.open(entry) as part:
                _check_part(part)


def _check_part(part: IO[bytes]) -> None:
    """Find the last column and the last row that any cell of a part is in."""
    width = height = 0
    for piece in _pieces(part):
        places = PLACE.findall(piece)
        if places:
            columns, rows = zip(*places, strict=True)
            width = max(width, *map(_number, set(columns)))
            height = max(height, *map(int, set(rows)))
        if width * height > CELLS:
            raise NotText("its cells stand too far apart: it would take too much memory")


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Give a part in pieces that each end before a tag."""
    rest = b""
    while read := part.read(PIECE):
        whole, found, tag = (rest + read).rpartition(b"<")
        rest = found + tag if found else whole + tag
        if len(rest) > LONGEST:
            raise NotText("one of its cells is too long")
        if found:
            yield whole
    yield rest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
