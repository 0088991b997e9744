"""Pages of recovered leads."""
