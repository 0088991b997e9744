"""What leads cost, and what of it was for nothing; no table of its own."""
