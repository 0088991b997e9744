"""The French catalogue: parts by room, merged into one, and held against what the code says.

`python -m relais.web.translations missing` prints what is still to be translated, ready to be
pasted into a part. Compiling is no step of anybody's: it is done when a part is newer.
"""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
PARTS = PACKAGE / "web" / "locale" / "fr"
COMPILED = PARTS / "LC_MESSAGES" / "django.mo"

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("web/templates/**.html", "jinja2"),
    ("**/adapters/templates/**", "jinja2"),
]
JINJA2 = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}


def compile_if_newer() -> None:
    """Write the merged catalogue where Django looks for it, if a part has changed since."""
    parts = list(PARTS.glob("*.po"))
    newest = max((part.stat().st_mtime for part in parts), default=0.0)
    if COMPILED.exists() and COMPILED.stat().st_mtime >= newest:
        return
    written = BytesIO()
    write_mo(written, merged())
    COMPILED.parent.mkdir(exist_ok=True)
    fresh = COMPILED.with_suffix(f".{os.getpid()}")  # others may be at it as well
    fresh.write_bytes(written.getvalue())
    fresh.replace(COMPILED)


def merged() -> Catalog:
    """Read all parts as one catalogue.

    :raises ValueError: when two parts translate the same words differently.
    """
    whole = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    for part in sorted(PARTS.glob("*.po")):
        with part.open("rb") as file:
            for message in read_po(file, locale="fr"):
                _add(whole, message, part)
    return whole


def extracted() -> Catalog:
    """Collect every string that the code or a template marks for translation."""
    found = Catalog(charset="utf-8")
    options = {"web/templates/**.html": JINJA2, "**/adapters/templates/**": JINJA2}
    rows = extract_from_dir(
        PACKAGE, METHODS, options, keywords=KEYWORDS, comment_tags=(), strip_comment_tags=True
    )
    for filename, line, words, _, context in rows:
        found.add(words, locations=[(filename, line)], context=context)
    return found


def missing() -> Iterator[Message]:
    """Yield the strings that have no French yet."""
    french = merged()
    for message in extracted():
        known = french.get(message.id, message.context) if message.id else None
        if message.id and not (known and _complete(known)):
            yield message


def _add(whole: Catalog, message: Message, part: Path) -> None:
    known = whole.get(message.id, message.context) if message.id else None
    if known and known.string != message.string:
        raise ValueError(f"{part.name} translates {message.id!r} otherwise than another part")
    if message.id and _complete(message):
        whole.add(message.id, message.string, context=message.context, flags=message.flags)


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings)


def main() -> None:
    """Print what is still to be translated, as the text of a part."""
    catalogue = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    for message in missing():
        catalogue.add(message.id, locations=message.locations, context=message.context)
    write_po(sys.stdout.buffer, catalogue, omit_header=True, sort_by_file=True, width=100)


if __name__ == "__main__":
    main()
