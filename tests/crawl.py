"""Everywhere that a person may go: from his first page along the links, a few of each kind."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Final, Protocol

FIRST: Final = ("/", "/search/?q=Durand")  # to search, one types


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
    """Give the first pages, where they lead, and where these lead to the last, each open then."""
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    ways = deque(FIRST)
    while ways:
        path = ways.popleft()
        kind = kind_of(path)
        if path in seen or kinds[kind] == same_kind:
            continue
        seen.add(path)
        kinds[kind] += 1
        reader.open(path)
        yield path
        ways += (path for path in reader.links() if not is_file(path))


def is_file(path: str) -> bool:
    """Say whether an address gives a file to keep, and no page."""
    return bool(re.search(r"[/.](workbook|xlsx|csv|pdf)\b", path))
