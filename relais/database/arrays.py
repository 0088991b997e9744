"""Arrays as PostgreSQL reads them: one text, whatever the length.

The driver makes an array value by value, asking each what it is; that took a seventh of routing.
"""

from collections.abc import Iterable
from typing import Any, Final

PLAIN: Final = frozenset(
    {
        "uuid", "boolean", "date", "timestamp with time zone", "numeric",
        "smallint", "integer", "bigint",
    }
)  # fmt: skip


def array_of(values: Iterable[Any], kind: str) -> str:
    """Write values, None for NULL, as the text of an array of a kind.

    :param kind: the type's name in SQL, without its length.
    """
    tell = str if kind in PLAIN else _quoted
    return f"{{{','.join(['NULL' if value is None else tell(value) for value in values])}}}"


def _quoted(value: object) -> str:
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
