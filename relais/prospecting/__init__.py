"""Whom a campaign calls: its prospects, brought in from files and given out one at a time."""
