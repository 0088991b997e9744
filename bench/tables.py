"""Tables as the database alone has them: the same rows written again, and counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from bench.measures import seconds


def copied(table: str) -> float:
    """Write the rows of a table into a copy that has its indexes; give how long it takes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE floor_{table} (LIKE {table} INCLUDING ALL)")
        else:
            cursor.execute(f"CREATE TABLE floor_{table} AS SELECT * FROM {table} WHERE 0")
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s"
                " AND sql IS NOT NULL",
                [table],
            )
            for number, (sql,) in enumerate(cursor.fetchall()):
                renamed = sql.replace(f'"{table}"', f'"floor_{table}"')
                name = renamed.split('"')[1]
                cursor.execute(renamed.replace(f'"{name}"', f'"f{number}_{name}"', 1))
        took = seconds(lambda: cursor.execute(f"INSERT INTO floor_{table} SELECT * FROM {table}"))
        cursor.execute(f"DROP TABLE floor_{table}")
    return took


@contextmanager
def roomy() -> Iterator[None]:
    """Let SQLite keep a gigabyte of pages while a world is written: with its usual room it reads
    them again and again. Nothing is measured meanwhile."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute("PRAGMA cache_size=-1000000")
        yield
        cursor.execute(f"PRAGMA cache_size={usual}")


@contextmanager
def unindexed(*tables: str) -> Iterator[None]:
    """Let SQLite write rows into tables without their indexes and triggers, laid at the end.

    Unique indexes refuse then what they would have refused; triggers look at later rows alone.
    """
    if connection.vendor != "sqlite":
        yield
        return
    laid = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL"
    with connection.cursor() as cursor:
        found = list[tuple[str, str, str]]()
        for table in tables:
            cursor.execute(f"{laid} AND type IN ('index', 'trigger')", [table])
            found += cursor.fetchall()
        for kind, name, _ in found:
            cursor.execute(f'DROP {kind} "{name}"')
        yield
        for _, _, sql in found:
            cursor.execute(sql)


def analyse() -> None:
    """Let PostgreSQL count its rows, as it does by itself after a while; SQLite never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
