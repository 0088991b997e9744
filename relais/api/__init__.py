"""Door 2: typed REST under /api/v1."""
