"""PostgreSQL as this house asks it: how a session begins, and how moments are read."""
