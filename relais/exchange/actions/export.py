"""Writing a list out."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from relais.exchange.adapters.sheets import csv_pieces, write_csv, write_xlsx
from relais.exchange.queries import Sheet

__all__ = ["Form", "csv_pieces", "write_sheet"]


class Form(StrEnum):
    """In which form a list is written."""

    CSV = "csv"
    XLSX = "xlsx"


WRITERS: Final[dict[Form, Callable[[Sheet, Path], None]]] = {
    Form.CSV: write_csv,
    Form.XLSX: write_xlsx,
}


def write_sheet(sheet: Sheet, path: Path, *, form: Form) -> None:
    """Write a list into a file, which stands there whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        WRITERS[form](sheet, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
