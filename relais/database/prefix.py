"""Finding texts by how they, or their words, begin, on SQLite and PostgreSQL alike.

PostgreSQL finds a prefix through an index that compares bytes: of a column, one with the operator
class `PATTERN`; of an expression, one on `Bytewise`. SQLite compares bytes by itself.
"""

from typing import Any, Final

from django.db.models import Expression, F, Func, Lookup, Q

PATTERN: Final = "varchar_pattern_ops"
LAST: Final = "\U0010ffff"  # nothing that people type goes on with it
ESCAPED: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\%_"})


def begins(text: str | Expression, beginning: str) -> Q:
    """Give the predicate of the rows in which a column or expression begins so."""
    return Q(Begins(F(text) if isinstance(text, str) else text, beginning))


def holds_word(text: str, beginning: str) -> Q:
    """Give the predicate of the rows in whose column, words with spaces between, one begins so.

    No index serves it: it is for rows that others have found, or that are met in their order.
    """
    return Q(HoldsWord(F(text), beginning))


class Bytewise(Func):
    """A text compared byte by byte, whatever the language of the database."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Name the collation that compares bytes."""
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)


class Begins(Lookup):
    """Compares the beginning of a text: a range on SQLite, LIKE on PostgreSQL."""

    lookup_name = "begins"
    prepare_rhs = False  # it is a plain text

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the range from the beginning up to whatever follows it."""
        text, params = self.process_lhs(compiler, connection)
        bounds = (self.rhs, self.rhs + LAST)
        return f"({text} >= %s AND {text} < %s)", [*params, bounds[0], *params, bounds[1]]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask by LIKE, its signs taken as they stand."""
        text, params = self.process_lhs(compiler, connection)
        return f"{text} LIKE %s", [*params, f"{self.rhs.translate(ESCAPED)}%"]


class HoldsWord(Lookup):
    """Looks for a word that begins so, as bytes."""

    lookup_name = "holds_word"
    prepare_rhs = False  # it is a plain text
    asked = "instr"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask where the beginning stands behind a space."""
        text, params = self.process_lhs(compiler, connection)
        return f"{self.asked}(' ' || {text}, %s) > 0", [*params, f" {self.rhs}"]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask the same under the name that PostgreSQL has for it."""
        self.asked = "strpos"
        return self.as_sql(compiler, connection)
