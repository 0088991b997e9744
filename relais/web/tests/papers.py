"""Reading what was printed: whether everybody can, and what it says."""

import io
from typing import Any

from pypdf import PdfReader

from relais.steering.tests.test_minutes import all_embedded, text_of


def told_by(content: bytes, title: str) -> str:
    """Give the text of a paper in English, which must be tagged and hold its fonts."""
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata
    assert title in str(reader.metadata.title)
    assert all_embedded(reader)
    return text_of(reader)
