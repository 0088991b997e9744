"""Pure rules of costs and of what they bring."""
