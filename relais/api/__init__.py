"""Door 2: typed REST under /api/v1 (`v1` assembles it), described in openapi.json."""
