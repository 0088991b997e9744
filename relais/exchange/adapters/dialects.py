"""How a text file is written: its encoding, its newlines, what parts its cells."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

SAMPLE: Final = 64 * 1024
LONGEST_LINE: Final = 8 * 1024 * 1024
DELIMITERS: Final = (",", ";", "\t", "|")
CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13, 26}


@dataclass(frozen=True)
class Dialect:
    """What parts cells and what encloses them."""

    delimiter: str = ","
    quote: str = '"'


class NotText(Exception):
    """The file holds no text; the reason is in words for its reader."""


@dataclass
class Lines:
    """The lines of a text file as they come, each decoded; `strange` counts those not in UTF-8."""

    path: Path
    strange: int = 0

    def __iter__(self) -> Iterator[str]:
        head = head_of(self.path)
        if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return self._utf16()
        if b"\r" in head and b"\n" not in head:
            return self._old_mac(head)
        return self._bytes()

    def _bytes(self) -> Iterator[str]:
        with self.path.open("rb") as file:
            file.seek(len(BOM_UTF8) if file.read(len(BOM_UTF8)) == BOM_UTF8 else 0)
            while raw := file.readline(LONGEST_LINE):
                if len(raw) == LONGEST_LINE:
                    raise NotText("a line is longer than 8 MB")
                yield self._decoded(raw)

    def _utf16(self) -> Iterator[str]:
        with self.path.open(encoding="utf-16", newline="") as file:
            while line := file.readline(LONGEST_LINE):
                yield line

    def _old_mac(self, head: bytes) -> Iterator[str]:
        encoding = "utf-8-sig" if _is_utf8(head) else "cp1252"
        with self.path.open(encoding=encoding, errors="replace", newline=None) as file:
            while line := file.readline(LONGEST_LINE):
                yield line

    def _decoded(self, raw: bytes) -> str:
        if b"\0" in raw:
            raise NotText("it holds bytes that no text holds")
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.strange += 1
            return raw.decode("cp1252", errors="replace")


def head_of(path: Path) -> bytes:
    """Read the beginning of a file."""
    with path.open("rb") as file:
        return file.read(SAMPLE)


def check_text(head: bytes) -> None:
    """Refuse what is no text by its beginning.

    :raises NotText: saying what it is rather.
    """
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return
    if b"\0" in head:
        raise NotText("it holds bytes that no text holds")
    if head.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")):
        raise NotText("it is a document, a picture or an archive, not a table")
    if sum(byte in CONTROLS for byte in head) > len(head) / 50:
        raise NotText("it holds bytes that no text holds")


def dialect_of(sample: str) -> Dialect:
    """Find what parts the cells, from the beginning of a file.

    The usual delimiters are tried first: the one by which most lines have the same number of
    cells, and more than one. Where none is, clevercsv looks for stranger ones.
    """
    lines = sample.splitlines(keepends=True)[:-1] or [sample]
    scored = [(_evenness(lines, delimiter), delimiter) for delimiter in DELIMITERS]
    score, delimiter = max(scored, key=lambda pair: pair[0])
    if score > 0:
        return Dialect(delimiter)
    # Slow to load, and seldom needed.
    found = import_module("clevercsv").Sniffer().sniff("".join(lines)[:4_096])
    if found is None or not found.delimiter or found.delimiter.isalnum():
        return Dialect()
    return Dialect(found.delimiter, found.quotechar or '"')


def _evenness(lines: list[str], delimiter: str) -> float:
    """How many cells the commonest row has, weighed by how common it is; 0 for a single one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, times = widths.most_common(1)[0]
    return (width - 1) * (times / widths.total()) ** 2 if width > 1 else 0.0


def _is_utf8(head: bytes) -> bool:
    try:
        head[: head.rfind(b"\r")].decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
