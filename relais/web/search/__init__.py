"""Searching leads, accounts and people from every page."""
