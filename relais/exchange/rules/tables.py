"""Reading a table of TOML strictly: what is missing, of the wrong kind or unknown is named."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from relais.exchange.rules.mapping import WrongMapping

V = TypeVar("V")
NONE: Any = object()


class Section:
    """One table of a mapping, under its path; `done` refuses what nobody asked for."""

    def __init__(self, path: str, data: Any) -> None:
        if not isinstance(data, dict):
            raise WrongMapping(key=path or "the file", problem="a table is wanted here")
        self.path = path
        self._data: dict[str, Any] = data
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self._asked.add(name)
        return name in self._data

    def wrong(self, name: str, problem: str) -> WrongMapping:
        """Make the error that names a key of this table."""
        return WrongMapping(key=f"{self.path}.{name}".strip("."), problem=problem)

    def text(self, name: str, default: str = NONE) -> str:
        """Give a text."""
        return self._get(name, str, "a text", default)

    def number(self, name: str, default: int) -> int:
        """Give a whole number."""
        return self._get(name, int, "a whole number", default)

    def day(self, name: str, default: date | None = NONE) -> date | None:
        """Give a date, written bare: 2018-01-31."""
        return self._get(name, date, "a date such as 2018-01-31, without quotes", default)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts, empty where there is none."""
        found = self._get(name, list, "a list of texts", [])
        if not all(isinstance(each, str) for each in found):
            raise self.wrong(name, "a list of texts is wanted here")
        return tuple(found)

    def words(self, name: str) -> Mapping[str, str] | None:
        """Give a table from the words of a file to ours, in which case does not count."""
        if name not in self:
            return None
        pairs = self._get(name, dict, "a table of words", {})
        if not all(isinstance(each, str) for each in pairs.values()):
            raise self.wrong(name, "each word stands for a text")
        return {word.casefold(): ours for word, ours in pairs.items()}

    def section(self, name: str, default: Any = NONE) -> "Section":
        """Give a table below this one."""
        found = self._get(name, dict, "a table", default)
        return Section(f"{self.path}.{name}".strip("."), found)

    def sections(self, name: str) -> Iterator["Section"]:
        """Give the tables of a list, each under its number."""
        for number, each in enumerate(self._get(name, list, "a list of tables", []), start=1):
            yield Section(f"{self.path}.{name}[{number}]".strip("."), each)

    def raw(self, name: str) -> Any:
        """Give whatever stands under a name, or None."""
        self._asked.add(name)
        return self._data.get(name)

    def names(self) -> list[str]:
        """List what stands in this table."""
        return list(self._data)

    def done(self) -> None:
        """Refuse a key that nobody asked for: it is a slip, and would be lost in silence.

        :raises WrongMapping: naming it, and the one that was meant.
        """
        for name in self._data:
            if name not in self._asked:
                meant = get_close_matches(name, self._asked, n=1)
                hint = f", did you mean “{meant[0]}”" if meant else ""
                raise self.wrong(name, f"there is no such key{hint}")

    def _get(self, name: str, kind: type[V], words: str, default: Any) -> V:
        self._asked.add(name)
        if name not in self._data:
            if default is NONE:
                raise self.wrong(name, f"it is missing; {words} is wanted")
            return default  # type: ignore[no-any-return]  # of this kind, or None
        found = self._data[name]
        if not isinstance(found, kind) or isinstance(found, bool):
            raise self.wrong(name, f"{words} is wanted here")
        return found
