"""Arrays and rows as PostgreSQL reads them: one text, whatever the length.

The driver makes them value by value, asking each what it is; that took a seventh of routing, and
a sixth of drawing a ledger.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

PLAIN: Final = frozenset(
    {
        "uuid", "boolean", "date", "timestamp with time zone", "numeric",
        "smallint", "integer", "bigint",
    }
)  # fmt: skip

NOTHING: Final = r"\N"
ESCAPED: Final = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
SIGNS: Final = frozenset("\\\n\r\t")


def array_of(values: Iterable[Any], kind: str) -> str:
    """Write values, None for NULL, as the text of an array of a kind.

    :param kind: the type's name in SQL, without its length.
    """
    told = list(values)
    if kind in PLAIN and set(map(type, told)) == {str}:
        return f"{{{','.join(told)}}}"
    tell = _hexadecimal if kind == "uuid" else str if kind in PLAIN else _quoted
    return f"{{{','.join(['NULL' if value is None else tell(value) for value in told])}}}"


def lines_of(columns: Iterable[tuple[Sequence[Any], str]]) -> str:
    """Write rows as the text that COPY takes, from their columns, each with its kind in SQL."""
    told = [_fields(values, kind) for values, kind in columns]
    return "".join([f"{line}\n" for line in map("\t".join, zip(*told, strict=True))])


def _fields(values: Sequence[Any], kind: str) -> Sequence[str]:
    if _stands_as_it_is(values):
        return values
    tell = str if kind in PLAIN else _escaped
    return [NOTHING if value is None else tell(value) for value in values]


def _hexadecimal(value: UUID | str) -> str:
    return value if isinstance(value, str) else "%032x" % value.int  # noqa: UP031  the quickest


def _stands_as_it_is(values: Sequence[Any]) -> bool:
    """Say whether these are texts, none of them with a sign of COPY's own."""
    try:
        together = "".join(values)
    except TypeError:
        return False
    return not any(sign in together for sign in SIGNS)


def _escaped(value: object) -> str:
    text = f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
    return text if SIGNS.isdisjoint(text) else text.translate(ESCAPED)


def _quoted(value: object) -> str:
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
