"""PostgreSQL as Django speaks with it, its moments read in a tenth of the time."""
