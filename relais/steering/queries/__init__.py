"""Every read of steering."""
