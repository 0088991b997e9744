"""The one table of the floor."""

TABLE = "bench_row"
