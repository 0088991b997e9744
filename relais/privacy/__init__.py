"""Who may be contacted, and who has objected."""
