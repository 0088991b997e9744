"""Every deed of exchange: bringing leads in, undoing it, and writing lists out."""

from relais.exchange.actions.counting import Example, ImportResult, Verdict
from relais.exchange.actions.export import Form, csv_pieces, write_sheet
from relais.exchange.actions.import_leads import Given, import_leads, preview_leads
from relais.exchange.actions.undo import Undone, undo_import

__all__ = [
    "Example",
    "Form",
    "Given",
    "ImportResult",
    "Undone",
    "Verdict",
    "csv_pieces",
    "import_leads",
    "preview_leads",
    "undo_import",
    "write_sheet",
]
