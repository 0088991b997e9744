"""The pages written from the code say what the code says."""

from pathlib import Path

import pytest

from relais.cli.docs import pages

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_in_the_repository_is_the_one_that_the_code_writes(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == pages()[name], f"docs/{name} is not in step: run `make docs`"


def test_the_drawing_shows_every_state_that_a_lead_passes_through() -> None:
    drawing = pages()["lifecycle.svg"]
    for state in ("qualifying", "contested", "in approach", "recovered", "where it was"):
        assert state in drawing
