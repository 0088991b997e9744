"""Pure helpers that import nothing of ours."""
