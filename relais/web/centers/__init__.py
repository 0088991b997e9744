"""Pages of the call centers compared."""
