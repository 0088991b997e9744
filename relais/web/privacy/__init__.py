"""Pages of the privacy officer, and of what is held about oneself."""
