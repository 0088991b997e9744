"""Signing in and one's own settings, tested."""
