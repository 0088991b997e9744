"""HTML becomes a tagged PDF, in a process of its own.

`python -m relais.lib.paper` reads HTML and writes the PDF (PDF/UA-1: tagged, with language and
title, fonts embedded).
"""

import sys

from weasyprint import HTML


def nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """Load nothing from anywhere: a paper holds all that it shows.

    :raises ValueError: for whatever is asked.
    """
    raise ValueError(f"a paper loads nothing, {url} included")


def main() -> None:
    """Print what comes in."""
    text = sys.stdin.buffer.read().decode()
    document = HTML(string=text, url_fetcher=nothing)
    document.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
