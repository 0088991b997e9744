"""Rows by the thousand: their values turned a column at a time, as most are alike or empty.

The ORM turns each value by itself and makes a model by its constructor: for a batch that takes
longer than to read it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.sql.constants import MULTI

from relais.database.behind import ask_behind
from relais.database.statements import run

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]


def read_rows(asked: "QuerySet[Any, Any]") -> list[Row]:
    """Give the rows of a `values_list`, as the ORM would.

    Equal values of a column are one object: who changed a list would change it in all rows.
    """
    compiler = asked.query.get_compiler(connection=connection)
    try:
        rows: list[Row] = run(*compiler.as_sql()).fetchall()
    except EmptyResultSet:
        return []
    return _as_told(compiler, rows)


def ask_rows(asked: "QuerySet[Any, Any]") -> Callable[[], list[Row]]:
    """Ask as `read_rows`, and give what fetches the rows: no one waits until he wants them.

    They are as of now, wherever rows are written behind (`behind.ask_behind`).
    """
    compiler = asked.query.get_compiler(connection=connection)
    try:
        answer = ask_behind(*compiler.as_sql())
    except EmptyResultSet:
        return list
    return lambda: _as_told(compiler, answer())


def read_in_turn(asked: "QuerySet[Any, Any]", *, chunk: int) -> Iterator[list[Row]]:
    """Give the rows of a `values_list`, so many at once: memory stays flat.

    Equal values of a column are one object within these.
    """
    compiler = asked.query.get_compiler(connection=connection)
    for rows in compiler.execute_sql(MULTI, chunked_fetch=True, chunk_size=chunk):
        yield _as_told(compiler, rows)


def _as_told(compiler: Any, rows: list[Row]) -> list[Row]:
    selected = [column[0] for column in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(selected)
    if not (rows and converters):
        return rows
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for number, (each, expression) in converters.items():
        columns[number] = _turned(columns[number], each, expression)
    return list(zip(*columns, strict=True))


def read_models(asked: "QuerySet[M, M]") -> list[M]:
    """Give whole rows as the ORM would, nothing beside them; no signal is sent."""
    names = [field.attname for field in asked.model._meta.concrete_fields]
    return [model_of(asked.model, names, row) for row in read_rows(asked.values_list(*names))]


def _turned(column: Sequence[Any], converters: Sequence[Any], expression: Any) -> list[Any]:
    turned: dict[Any, Any] = {}
    for value in set(column):
        told = value
        for convert in converters:
            told = convert(told, expression, connection)
        turned[value] = told
    return list(map(turned.__getitem__, column))


def model_of(model: type[M], names: Sequence[str], row: Row) -> M:
    """Make a whole row of the values of these columns; no signal is sent."""
    one = model.__new__(model)
    one._state = ModelState()
    one._state.adding, one._state.db = False, connection.alias
    one.__dict__.update(zip(names, row, strict=True))
    return one
