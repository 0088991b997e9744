"""Everywhere that a person may go: from his first page along the links, a few of each kind."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol


class Reader(Protocol):
    """What opens pages, and sees where they lead."""

    def open(self, path: str) -> None:
        """Go to an address of the site."""

    def links(self) -> list[str]:
        """Give the paths on this site to which the page leads."""


def kind_of(path: str) -> str:
    """Give what pages have in common that differ only in whom they are about."""
    return re.sub("[0-9a-f-]{36}|[0-9]+", "*", path)


def look_of(path: str) -> str:
    """Give what pages have in common that look alike: whatever is asked of them."""
    return re.sub(r"=[^&#]*", "=*", kind_of(path))


def paths_open_to(
    reader: Reader, *, same_kind: int = 1, kind_of: Callable[[str], str] = kind_of
) -> Iterator[str]:
    """Give the first page, where it leads, and where these lead, each of them open then."""
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    ways = ["/"]
    for depth in range(3):
        there: list[str] = []
        for path in ways:
            kind = kind_of(path)
            if path in seen or kinds[kind] == same_kind:
                continue
            seen.add(path)
            kinds[kind] += 1
            reader.open(path)
            yield path
            if depth < 2:
                there += (path for path in reader.links() if not is_file(path))
        ways = there


def is_file(path: str) -> bool:
    """Say whether an address gives a file to keep, and no page."""
    return bool(re.search(r"[/.](workbook|xlsx|csv|pdf)\b", path))
