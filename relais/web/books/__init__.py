"""Pages of the months of the books."""
