"""Access, erasure and retention: what reaches every room below."""
