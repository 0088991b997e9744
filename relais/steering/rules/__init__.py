"""What steering decides (pure)."""
