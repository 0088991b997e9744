"""What is worth points, everyday and in a challenge, and what takes them back (pure)."""
