"""Every deed of steering."""
