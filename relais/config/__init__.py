"""Settings, addresses, and the list of who listens to the log."""
