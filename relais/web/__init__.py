"""Door 1: pages and forms."""
