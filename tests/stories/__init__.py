"""Long stories by actions across all rooms, the clock included; no browser."""
