"""Tables as the database alone has them: the same rows written again, and counted."""

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


def analyse() -> None:
    """Let PostgreSQL count its rows, as it does by itself after a while; SQLite never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
