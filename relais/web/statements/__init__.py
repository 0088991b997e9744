"""Pages of the statements of call centers."""
