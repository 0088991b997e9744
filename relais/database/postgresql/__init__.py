"""PostgreSQL as this house asks it: Django's own backend, and how a session begins."""
